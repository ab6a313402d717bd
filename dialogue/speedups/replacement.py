"""One function of Rasa replaced by a faster one that does the same, as long as Rasa's is the one that we know."""

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Replacement:
    """`pinned` is the fingerprint of Rasa's source that `faster` was written against; `why` says what it saves."""

    owner: Any
    attribute: str
    faster: Callable[..., Any]
    pinned: str
    why: str

    @property
    def name(self) -> str:
        return f"{self.owner.__name__}.{self.attribute}"

    def stock(self) -> Any:
        """Rasa's own function as it stands in the class or module, staticmethod wrapper included."""
        return inspect.getattr_static(self.owner, self.attribute)

    def is_known(self) -> bool:
        return fingerprint(getattr(self.owner, self.attribute)) == self.pinned

    def put_in_place(self) -> None:
        wrapper = staticmethod(self.faster) if isinstance(self.stock(), staticmethod) else self.faster
        setattr(self.owner, self.attribute, wrapper)


def fingerprint(function: Any) -> str:
    """The first 16 digits of the SHA-256 of a function's source."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]
