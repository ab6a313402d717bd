"""Twilio's own client against a small HTTP twin of its API: what is sent, and what its errors mean."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qs

import pytest

from bot.carriers import TwilioCarrier, make_twilio
from bot.ports import CarrierBusyError, CarrierError, CarrierRefusedError, CarrierSilentError
from tests.twin.account import Account
from tests.twin.client import TwinClient
from tests.twin.delivery import Weather
from tests.twin.running import twin_in_thread
from tests.twin.scenarios import Scenario

REPORT_TO = "https://text.riverbend.example/sms/status/1-1.x"


class Twin:
    """Answers `status` with `content` and keeps what it was sent."""

    def __init__(self) -> None:
        self.status, self.content = 201, {"sid": "SMout1"}
        self.seen: list[tuple[str, dict[str, list[str]]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                outer.seen.append((self.path, form))
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(json.dumps(outer.content).encode())

            def log_message(self, *_args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def twin() -> Iterator[Twin]:
    made = Twin()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def carrier(twin: Twin) -> TwilioCarrier:
    return make_twilio("AC1", "token", "+16785550100", f"http://127.0.0.1:{twin.server.server_port}/", 5.0)


def test_a_message_is_sent_to_the_configured_address(carrier: TwilioCarrier, twin: Twin) -> None:
    assert carrier.send("+16785550102", "Está bien 👍", REPORT_TO) == "SMout1"
    path, form = twin.seen[0]
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert form == {
        "To": ["+16785550102"],
        "From": ["+16785550100"],
        "Body": ["Está bien 👍"],
        "StatusCallback": [REPORT_TO],
    }


@pytest.mark.parametrize(("status", "code"), [(400, 21211), (400, 21610), (400, 21617), (401, 20003), (403, 21408)])
def test_an_error_for_good(carrier: TwilioCarrier, twin: Twin, status: int, code: int) -> None:
    twin.status, twin.content = status, {"code": code, "message": "no", "status": status}
    with pytest.raises(CarrierRefusedError) as refusal:
        carrier.send("+16785550102", "x", REPORT_TO)
    assert refusal.value.code == code


@pytest.mark.parametrize(("status", "code"), [(429, 20429), (429, 0), (400, 21611)])
def test_an_error_that_passes(carrier: TwilioCarrier, twin: Twin, status: int, code: int) -> None:
    twin.status, twin.content = status, {"code": code or None, "message": "later", "status": status}
    with pytest.raises(CarrierBusyError):
        carrier.send("+16785550102", "x", REPORT_TO)


def test_a_server_error_says_nothing_of_whether_it_was_sent(carrier: TwilioCarrier, twin: Twin) -> None:
    twin.status, twin.content = 500, {"message": "oops", "status": 500}
    with pytest.raises(CarrierSilentError):
        carrier.send("+16785550102", "x", REPORT_TO)


def test_nobody_there_means_not_sent(carrier: TwilioCarrier, twin: Twin) -> None:
    twin.server.shutdown()
    twin.server.server_close()
    with pytest.raises(CarrierBusyError):
        carrier.send("+16785550102", "x", REPORT_TO)


def problem(status: object, code: object) -> dict[str, object]:
    """An error as RFC 9457 has it, which the newer of Twilio's services answer with."""
    return {"type": f"https://www.twilio.com/docs/errors/{code}", "title": "no", "status": status, "code": code}


@pytest.mark.parametrize("code", [21211, 21408, 21610, 21617, 60200])
def test_an_error_for_good_written_as_a_problem(carrier: TwilioCarrier, twin: Twin, code: int) -> None:
    twin.status, twin.content = 400, problem(400, code)
    with pytest.raises(CarrierRefusedError) as refusal:
        carrier.send("+16785550102", "x", REPORT_TO)
    assert refusal.value.code == code


@pytest.mark.parametrize(("status", "code"), [(429, 20429), (429, 0), (429, 60200), (400, 21611)])
def test_an_error_that_passes_written_as_a_problem(carrier: TwilioCarrier, twin: Twin, status: int, code: int) -> None:
    twin.status, twin.content = status, problem(status, code)
    with pytest.raises(CarrierBusyError) as busy:
        carrier.send("+16785550102", "x", REPORT_TO)
    assert busy.value.slow_down


@pytest.mark.parametrize("status", [500, 503, "503", "oops", None, [], -1, 10**30])
def test_a_problem_that_says_nothing_of_whether_it_was_sent(carrier: TwilioCarrier, twin: Twin, status: object) -> None:
    twin.status, twin.content = 503, problem(status, 20503)
    with pytest.raises(CarrierSilentError):
        carrier.send("+16785550102", "x", REPORT_TO)


@pytest.mark.parametrize("code", [None, "", "x", {}])
def test_a_problem_without_a_code_goes_by_its_status(carrier: TwilioCarrier, twin: Twin, code: object) -> None:
    twin.status, twin.content = 400, problem(400, code)
    with pytest.raises(CarrierRefusedError) as refusal:
        carrier.send("+16785550102", "x", REPORT_TO)
    assert refusal.value.code == 400


@pytest.fixture
def asked() -> Iterator[tuple[TwinClient, TwilioCarrier]]:
    """The stateful twin, and a carrier of ours on it."""
    account = Account()
    with twin_in_thread(account) as twin:
        yield twin, make_twilio(account.sid, account.token, account.number, twin.url, 5.0)


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def test_what_it_has_is_found_by_words_and_phone_the_newest_first(asked: tuple[TwinClient, TwilioCarrier]) -> None:
    _, carrier = asked
    ids = [carrier.send("+16785550102", "Booked: Footing.", "") for _ in range(2)]
    carrier.send("+16785550102", "Sorry for the wait. Booked: Footing.", "")
    carrier.send("+16785550101", "Booked: Footing.", "")
    assert carrier.find("+16785550102", "Booked: Footing.", LONG_AGO, in_response=False) == ids[::-1]
    assert carrier.find("+16785550102", "Booked: Footing.", LONG_AGO, in_response=True) == []
    assert carrier.find("+16785550102", "Booked", LONG_AGO, in_response=False) == []


def test_what_is_still_queued_there_is_found_too(asked: tuple[TwinClient, TwilioCarrier]) -> None:
    twin, carrier = asked
    twin.weather(Weather(gap=3600.0))
    sent = carrier.send("+16785550102", "x", "")
    assert twin.messages()[0].statuses == ["queued"]
    assert carrier.find("+16785550102", "x", datetime.now(UTC) - timedelta(minutes=2), in_response=False) == [sent]
    assert carrier.find("+16785550102", "x", datetime.now(UTC) + timedelta(minutes=2), in_response=False) == []


def test_among_hundreds_to_one_phone_it_is_found(asked: tuple[TwinClient, TwilioCarrier]) -> None:
    _, carrier = asked
    wanted = carrier.send("+16785550102", "the first", "")
    for n in range(120):
        carrier.send("+16785550102", f"another {n}", "")
    assert carrier.find("+16785550102", "the first", LONG_AGO, in_response=False) == [wanted]


@pytest.mark.parametrize("written", ["twilio", "problem", "html"])
def test_errors_of_the_stateful_twin_in_each_way_of_writing_them(
    asked: tuple[TwinClient, TwilioCarrier], written: Literal["twilio", "problem", "html"]
) -> None:
    twin, carrier = asked
    expected = {400: CarrierRefusedError, 429: CarrierBusyError, 503: CarrierSilentError}
    for (status, kind), code in zip(expected.items(), (21610, 20429, 20503), strict=True):
        twin.happen(Scenario(goes="refused", status=status, code=code, written=written))
        with pytest.raises(kind):
            carrier.send("+16785550102", "x", REPORT_TO)
        twin.happen(Scenario(goes="refused", on="read", status=status, code=code, written=written))
        with pytest.raises(CarrierError):
            carrier.find("+16785550102", "x", LONG_AGO, in_response=False)
    assert twin.messages() == []


@pytest.mark.parametrize("trouble", [Scenario(goes="cut", on="read"), Scenario(goes="refused", on="read", status=500)])
def test_a_list_that_cannot_be_had_is_no_empty_list(asked: tuple[TwinClient, TwilioCarrier], trouble: Scenario) -> None:
    twin, carrier = asked
    twin.happen(trouble)
    with pytest.raises(CarrierError):
        carrier.find("+16785550102", "x", LONG_AGO, in_response=False)


def test_a_list_cut_short_after_a_page_is_no_whole_list(asked: tuple[TwinClient, TwilioCarrier]) -> None:
    twin, carrier = asked
    for n in range(60):
        carrier.send("+16785550102", f"another {n}", "")
    twin.happen(Scenario(goes="changed", on="read", changes={}))  # the first page as it is
    twin.happen(Scenario(goes="refused", on="read", status=503, code=20503))
    with pytest.raises(CarrierError):
        carrier.find("+16785550102", "x", LONG_AGO, in_response=False)
