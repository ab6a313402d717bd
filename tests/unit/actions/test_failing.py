"""What is logged of a failed action: enough to find the mistake, nothing that a person wrote or holds."""

import asyncio
import logging
from typing import Any, cast

import pytest
from sanic import Request

from actions.backend_client import BackendUnavailableError
from actions.failing import describe_failure
from actions.records import Account
from actions.server import _answer_failure

PRIVATE = "Maria Alvarez, 10899 Havana"


def read_a_bad_account() -> None:
    Account.model_validate({"person": {"name": PRIVATE, "role": PRIVATE, "language": [PRIVATE]}, "permits": PRIVATE})


def fail_with_words() -> None:
    try:
        read_a_bad_account()
    except ValueError as error:
        raise KeyError(PRIVATE) from error


def raised_by(action: Any) -> Exception:
    with pytest.raises(Exception) as raised:  # noqa: PT011
        action()
    return raised.value


def test_of_a_bad_answer_of_the_back_end_the_place_and_the_kind_are_told() -> None:
    told = describe_failure(raised_by(read_a_bad_account))
    assert "permits: tuple_type" in told
    assert "person.language: string_type" in told
    assert "read_a_bad_account" in told
    assert PRIVATE not in told


def test_of_any_other_error_the_kind_and_the_lines_of_code_are_told_and_what_it_came_from() -> None:
    told = describe_failure(raised_by(fail_with_words))
    assert told.startswith("KeyError\n")
    assert "in fail_with_words" in told
    assert "ValidationError of Account" in told
    assert PRIVATE not in told


@pytest.mark.parametrize(
    ("action", "status"), [(read_a_bad_account, 500), (fail_with_words, 500)], ids=["bad answer", "other"]
)
def test_the_servers_log_holds_no_account(action: Any, status: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = asyncio.run(_answer_failure(cast(Request, None), raised_by(action)))
    assert answer.status == status
    assert "read_a_bad_account" in caplog.text
    assert PRIVATE not in caplog.text


def test_an_outage_is_told_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    answer = asyncio.run(_answer_failure(cast(Request, None), BackendUnavailableError("ConnectError")))
    assert answer.status == 503
    assert [record.getMessage() for record in caplog.records] == ["action failed: ConnectError"]
