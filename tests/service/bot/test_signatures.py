"""What is not signed by the carrier, or no longer, changes nothing; what is, counts once, however often it comes."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from bot.records.tables import CONSENT, CONVERSATIONS, MESSAGES
from tests.service.bot.conftest import JAMES, MARIA, PUBLIC_URL, TOKEN, Bench

MESSAGE = {"From": JAMES, "To": "+16785550100", "Body": "hello", "MessageSid": "SM1"}


def signature(parameters: Mapping[str, str], token: str = TOKEN, path: str = "/sms") -> str:
    return RequestValidator(token).compute_signature(PUBLIC_URL + path, MultiDict(parameters))


def post(bench: Bench, parameters: Mapping[str, str], signed: str, path: str = "/sms") -> TestResponse:
    return bench.client.post(path, data=parameters, headers={"X-Twilio-Signature": signed})


def stored(bench: Bench) -> list[int]:
    with bench.bot.database.read() as connection:
        return [
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (MESSAGES, CONVERSATIONS, CONSENT)
        ]


def test_a_request_that_somebody_kept_and_sends_again_is_one_turn_with_one_answer(bench: Bench) -> None:
    first = post(bench, MESSAGE, signature(MESSAGE))
    before = stored(bench)
    bench.clock.go_on(days=30)
    for _ in range(3):
        assert post(bench, MESSAGE, signature(MESSAGE)).data == first.data
    assert len(bench.dialogue.asked) == 1
    assert stored(bench) == before


@pytest.mark.parametrize(
    "change",
    [{"Body": "cancel my electrical final"}, {"From": MARIA}, {"MessageSid": "SM2"}, {"OptOutType": "STOP"},
     {"MediaUrl0": "https://evil.example/x", "NumMedia": "1"}, {"Body": "hello "}],
)  # fmt: skip
def test_a_request_that_was_altered_changes_nothing(bench: Bench, change: dict[str, str]) -> None:
    assert post(bench, {**MESSAGE, **change}, signature(MESSAGE)).status_code == 403
    assert stored(bench) == [0, 0, 0]


def test_one_of_which_something_was_taken_away_changes_nothing(bench: Bench) -> None:
    for name in MESSAGE:
        less = {each: value for each, value in MESSAGE.items() if each != name}
        assert post(bench, less, signature(MESSAGE)).status_code == 403
    assert stored(bench) == [0, 0, 0]


def test_the_signature_of_one_address_does_not_open_another(bench: Bench) -> None:
    assert post(bench, MESSAGE, signature(MESSAGE, path="/sms/status/x")).status_code == 403
    assert post(bench, MESSAGE, signature(MESSAGE), path="/sms/status/x").status_code == 403
    assert post(bench, MESSAGE, signature(MESSAGE), path="/sms?x=1").status_code == 403


def test_an_old_token_counts_during_the_rotation_and_not_after_it(start_bot: Callable[..., Bench]) -> None:
    during = start_bot(lease=600.0, twilio_auth_token=f"the-new-one,{TOKEN}")
    assert post(during, MESSAGE, signature(MESSAGE)).status_code == 200
    after = start_bot(lease=600.0, twilio_auth_token="the-new-one")
    late = {**MESSAGE, "MessageSid": "SM2"}
    assert post(after, late, signature(late)).status_code == 403
    assert post(after, MESSAGE, signature(MESSAGE)).status_code == 403  # what was answered is not told again either
    assert post(after, late, signature(late, "the-new-one")).status_code == 200


def test_a_wrong_charset_that_is_signed_gets_an_answer(bench: Bench) -> None:
    as_read = {**MESSAGE, "Body": "%E9l%E9ctrica final"}  # what is no UTF-8 is left as it came
    body = "From=%2B16785550102&To=%2B16785550100&Body=%E9l%E9ctrica+final&MessageSid=SM1"
    response = bench.client.post(
        "/sms", data=body, content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature(as_read)},
    )  # fmt: skip
    assert "ctrica final" in bench.said(response)


ENGLISH, SPANISH = "Msg & data rates may apply", "Pueden aplicarse cargos por mensajes y datos"


@pytest.mark.parametrize(
    ("body", "costs"),
    [("HELP", ENGLISH), ("help", ENGLISH), ("Info.", ENGLISH),
     ("AYUDA", SPANISH), ("ayúda", SPANISH), ("¿Ayuda?", SPANISH), ("Áyuda!", SPANISH)],
)  # fmt: skip
def test_help_says_who_we_are_whom_to_call_what_it_costs_and_how_to_stop(bench: Bench, body: str, costs: str) -> None:
    said = bench.reply(body)
    for words in ("City of Riverbend", "678-555-0100", costs, "STOP"):
        assert words in said
    assert bench.dialogue.asked == []
