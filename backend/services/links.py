"""What is kept while somebody proves to be reached at a contact on file: the link, its contacts, its codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from backend.domain.contacts import ContactKind
from backend.domain.model import Role
from backend.domain.proving import CodeStanding


@dataclass(frozen=True, slots=True)
class ContactOnFile:
    """A phone or an e-mail address that the records have of a person on a permit."""

    person_id: int
    kind: ContactKind
    address: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class LinkContact:
    """A contact as it was shown. One without a person is a decoy: nothing goes there."""

    number: int
    kind: ContactKind
    masked: str
    language: str
    address: str | None = field(default=None, repr=False)
    person_id: int | None = None

    @property
    def is_decoy(self) -> bool:
        return self.person_id is None or self.address is None


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A code that was sent to a contact of a link. `digest` None: a service of others checks it."""

    number: int
    contact: int
    sent_at: datetime
    expires_at: datetime
    digest: str | None = field(default=None, repr=False)
    tries: int = 0
    used_at: datetime | None = None

    @property
    def standing(self) -> CodeStanding:
        return CodeStanding(self.expires_at, self.tries, self.used_at is not None)


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody wants this permit on their phone. `code` is the last one that was sent."""

    id: str
    permit: str
    phone: str = field(repr=False)
    begun_at: datetime
    contacts: Sequence[LinkContact] = ()
    code: LinkCode | None = None

    def contact(self, number: int) -> LinkContact | None:
        return next((one for one in self.contacts if one.number == number), None)


@dataclass(frozen=True, slots=True)
class ShownContact:
    contact: int
    kind: ContactKind
    masked: str


@dataclass(frozen=True, slots=True)
class LinkBegun:
    link: str
    link_permit: str
    contacts: tuple[ShownContact, ...]


@dataclass(frozen=True, slots=True)
class CodeSent:
    """`code_number` tells the codes of a link apart. The code itself is nowhere in it."""

    link: str
    code_number: int
    masked: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Proved:
    """Whose phone it is from now on, and the permit that was asked for."""

    proved_permit: str
    address: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class PermitLeft:
    left_permit: str
    address: str


@dataclass(frozen=True, slots=True)
class PhoneForgotten:
    """`was_known`: whether it was anybody's phone before."""

    was_known: bool
