"""Contacts on file as a stranger may see them: masked, so that their owner knows them and nobody learns them.

Where there is no such permit, or nobody can be reached, decoys are shown in their place. The sentence that shows them
says "if this permit is ours", so nobody is told an untruth; and nobody learns by asking which numbers exist (S2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_FIRST_LETTERS = "aaabbcccddeefgghhijjjjkkllmmmmnoppqrrrrsssttvwyz"
_OF_DOMAINS = "gggggggyyhaiocmsbcdelnprstw"
_ENDINGS = ("com", "com", "com", "com", "com", "com", "com", "net", "net", "org")


class ContactKind(StrEnum):
    TEXT = "text"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class MaskedContact:
    """What is shown of a contact; `number` is what a person chooses it by."""

    number: int
    kind: ContactKind
    masked: str


def masked_contact(kind: ContactKind, address: str) -> str:
    return masked_phone(address) if kind is ContactKind.TEXT else masked_email(address)


def masked_phone(phone: str) -> str:
    """`***-***-**02`"""
    return f"***-***-**{phone[-2:]}"


def masked_email(address: str) -> str:
    """`j****@e******.com`: always as many stars, since a length tells something too."""
    name, _, domain = address.partition("@")
    ending = domain.rpartition(".")[2] if "." in domain else ""
    return f"{name[:1]}****@{domain[:1]}******{'.' if ending else ''}{ending}"


def decoys(seed: bytes) -> Sequence[MaskedContact]:
    """Contacts that could be anybody's: one or two people, most with an e-mail address. The same seed, the same decoys.

    `seed` is at least 16 bytes of a keyed hash.
    """
    drawn = iter(seed)
    shown = [contact for _ in range(2 if next(drawn) < 64 else 1) for contact in _of_one_person(drawn)]
    return [MaskedContact(number, kind, masked) for number, (kind, masked) in enumerate(shown, start=1)]


def _of_one_person(drawn: Iterator[int]) -> Iterator[tuple[ContactKind, str]]:
    yield ContactKind.TEXT, masked_phone(f"{next(drawn) % 100:02d}")
    letter, domain, ending, has_email = (next(drawn) for _ in range(4))
    if has_email < 216:
        name = _FIRST_LETTERS[letter % len(_FIRST_LETTERS)]
        host = _OF_DOMAINS[domain % len(_OF_DOMAINS)]
        yield ContactKind.EMAIL, masked_email(f"{name}@{host}.{_ENDINGS[ending % len(_ENDINGS)]}")
