"""What the use cases about proving who is speaking work with, over what every use case has."""

from dataclasses import dataclass

from backend.domain.policy import Policy
from backend.services.codes import Codes
from backend.services.entries import Caller
from backend.services.keyed_hash import KeyedHash
from backend.services.office import Office
from backend.services.ports import Records


@dataclass(frozen=True, slots=True)
class Proving:
    """`calling_codes` are those of the countries whose phones are sent codes (S9)."""

    office: Office
    codes: Codes
    keyed: KeyedHash
    calling_codes: tuple[str, ...] = ("1",)

    @property
    def records(self) -> Records:
        return self.office.records

    @property
    def policy(self) -> Policy:
        return self.office.policy

    def serves(self, phone: str) -> bool:
        return phone.startswith(tuple(f"+{code}" for code in self.calling_codes))


def phone_of(caller: Caller) -> str:
    """Raises `ValueError` for a program: it proves who it is with its token, and has no phone to add a permit to."""
    if caller.phone is None:
        raise ValueError("only a phone can be linked")
    return caller.phone
