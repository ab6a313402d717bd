"""The address for reports names our row, and cannot be invented."""

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.callbacks import CallbackAddress, Claim

OURS = CallbackAddress("https://text.riverbend.example", "a key")
START = "https://text.riverbend.example/sms/status/"


def token_of(claim: Claim) -> str:
    return OURS.of(claim).removeprefix(START)


def test_it_comes_back_as_it_went() -> None:
    assert OURS.of(Claim(12, 3)).startswith(START)
    assert OURS.read(token_of(Claim(12, 3))) == Claim(12, 3)


def test_another_key_or_another_row_is_not_ours() -> None:
    token = token_of(Claim(12, 3))
    assert CallbackAddress("https://text.riverbend.example", "another").read(token) is None
    assert OURS.read(token.replace("12-3", "13-3", 1)) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert OURS.read(text) is None
