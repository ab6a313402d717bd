"""Ids of notices: natural ones, so that nothing is said twice, and nobody's stands for somebody else's."""

from backend.services.notices import mark_of

TWO_PHONES_THAT_BEGIN_ALIKE = ("+16785562647", "+16785676961")
"""Of one city; their SHA-256 has the same eight characters in front."""


def test_two_phones_of_a_city_never_share_an_id() -> None:
    one, other = TWO_PHONES_THAT_BEGIN_ALIKE
    assert mark_of(one)[:8] == mark_of(other)[:8]
    assert mark_of(one) != mark_of(other)
    assert mark_of(one) == mark_of(one)
