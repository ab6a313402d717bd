"""Twilio's own client against a small HTTP twin of its API: what is sent, and what its errors mean."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from bot.carriers import TwilioCarrier, make_twilio
from bot.ports import CarrierBusyError, CarrierRefusedError, CarrierSilentError

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
