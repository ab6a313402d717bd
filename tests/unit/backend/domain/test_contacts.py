"""Contacts as a stranger sees them, and decoys that look like them."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.contacts import ContactKind, decoys, masked_contact, masked_email, masked_phone

SHAPES = {ContactKind.TEXT: r"\*\*\*-\*\*\*-\*\*\d\d", ContactKind.EMAIL: r"[a-z]\*{4}@[a-z]\*{6}\.(com|net|org)"}


@pytest.mark.parametrize(("phone", "masked"), [("+16785550102", "***-***-**02"), ("+5215555123456", "***-***-**56")])
def test_of_a_phone_the_last_two_digits_are_shown(phone: str, masked: str) -> None:
    assert masked_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("james@example.com", "j****@e******.com"),
        ("j@example.com", "j****@e******.com"),
        ("a.very.long.name@mail.of.a.city.gov", "a****@m******.gov"),
        ("office@localhost", "o****@l******"),
        ("nonsense", "n****@******"),
    ],
)
def test_of_an_address_two_letters_and_the_ending_are_shown_and_no_length(address: str, masked: str) -> None:
    assert masked_email(address) == masked


@given(st.binary(min_size=32, max_size=32))
def test_decoys_look_like_contacts(seed: bytes) -> None:
    made = decoys(seed)
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    assert 1 <= len(made) <= 4
    assert made[0].kind is ContactKind.TEXT
    for one in made:
        assert re.fullmatch(SHAPES[one.kind], one.masked), one
    assert decoys(seed) == made


def test_decoys_of_a_hundred_numbers_vary_as_contacts_do() -> None:
    made = [decoys(sha256(f"NRE26{number:04d}".encode()).digest()) for number in range(100)]
    assert {len(one) for one in made} >= {1, 2, 3, 4}
    assert 40 <= sum(len(one) == 2 for one in made) <= 90
    assert len({one[0].masked for one in made}) > 40


def test_a_contact_is_masked_by_its_kind() -> None:
    assert masked_contact(ContactKind.TEXT, "+16785550101") == "***-***-**01"
    assert masked_contact(ContactKind.EMAIL, "maria@example.com") == "m****@e******.com"
