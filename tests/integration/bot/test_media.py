"""Fetching pictures over HTTP: from the stateful twin, and from servers that do what none should."""

import base64
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.pictures.addresses import Addresses
from bot.pictures.fetching import MOST_BYTES, NoAccount, TwilioMedia
from bot.ports import MediaBusyError, MediaRefusedError
from tests.pictures import photo
from tests.twin.account import Account
from tests.twin.client import TwinClient
from tests.twin.running import twin_in_thread
from tests.twin.scenarios import Scenario
from tests.twin.sink import running_sink

type Answering = Callable[[BaseHTTPRequestHandler], None]
JAMES = "+16785550102"
ACCOUNT = Account()
ADDRESS = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"


@contextmanager
def server_that(answers: Answering) -> Iterator[tuple[TwilioMedia, list[BaseHTTPRequestHandler]]]:
    """A stand-in for the API, and the requests that it got."""
    seen: list[BaseHTTPRequestHandler] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self)
            answers(self)

        def log_message(self, *_args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield TwilioMedia("AC1", "token", Addresses(f"http://127.0.0.1:{server.server_port}")), seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def giving(content: bytes, status: int = 200, **headers: str) -> Answering:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def test_it_is_fetched_with_the_account_from_the_configured_address() -> None:
    with server_that(giving(b"a picture")) as (media, seen):
        assert media.fetch(ADDRESS) == b"a picture"
        (asked,) = seen
    assert asked.path == "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"
    assert asked.headers["Authorization"] == "Basic " + base64.b64encode(b"AC1:token").decode()
    assert asked.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "address",
    ["", "https://evil.example/x", "http://169.254.169.254/latest/meta-data", "http://127.0.0.1:8081/v1/city"],
)
def test_another_host_is_not_asked(address: str) -> None:
    with server_that(giving(b"a picture")) as (media, seen):
        with pytest.raises(MediaRefusedError, match="not_twilios"):
            media.fetch(address)
        assert seen == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest/meta-data", "https://evil.example/", "file:///x", ""]
)
def test_a_redirect_to_another_host_is_not_followed(status: int, location: str) -> None:
    with server_that(giving(b"", status, Location=location)) as (media, seen):
        with pytest.raises(MediaRefusedError, match="not_twilios"):
            media.fetch(ADDRESS)
        assert len(seen) == 1


def test_redirects_in_a_circle_end() -> None:
    with server_that(giving(b"", 307, Location="/again")) as (media, seen):
        with pytest.raises(MediaRefusedError):
            media.fetch(ADDRESS)
        assert len(seen) == 4


def test_a_redirect_within_the_api_is_followed() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        (giving(b"a picture") if request.path == "/moved" else giving(b"", 302, Location="/moved"))(request)

    with server_that(answer) as (media, _):
        assert media.fetch(ADDRESS) == b"a picture"


@pytest.mark.parametrize("announced", [True, False])
def test_a_hundred_megabytes_are_not_read(announced: bool) -> None:
    written = 0

    def answer(request: BaseHTTPRequestHandler) -> None:
        nonlocal written
        request.send_response(200)
        if announced:
            request.send_header("Content-Length", str(100 * 1024 * 1024))
        request.end_headers()
        try:
            for _ in range(1600):
                request.wfile.write(b"\xff\xd8" * 32 * 1024)
                written += 64 * 1024
        except OSError:
            pass

    with server_that(answer) as (media, _), pytest.raises(MediaRefusedError, match="too_large"):
        media.fetch(ADDRESS)
    assert written < 4 * MOST_BYTES


def test_five_megabytes_are_read_and_one_byte_more_is_not() -> None:
    with server_that(giving(b"x" * MOST_BYTES)) as (media, _):
        assert len(media.fetch(ADDRESS)) == MOST_BYTES
    with (
        server_that(giving(b"x" * (MOST_BYTES + 1))) as (media, _),
        pytest.raises(MediaRefusedError, match="too_large"),
    ):
        media.fetch(ADDRESS)


def test_what_is_packed_for_the_way_is_not_unpacked() -> None:
    with server_that(giving(b"\x1f\x8b", Content_Encoding="gzip")) as (media, _), pytest.raises(MediaRefusedError):
        media.fetch(ADDRESS)


def test_who_drips_is_not_waited_for_to_the_end() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            for _ in range(100):
                request.wfile.write(b"x")
                request.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    started = time.monotonic()
    with server_that(answer) as (media, _), pytest.raises(MediaBusyError, match="too slow"):
        replace(media, longest=0.5).fetch(ADDRESS)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("status", "gone"), [(404, True), (410, True), (401, False), (429, False), (500, False), (503, False)]
)
def test_what_may_come_later(status: int, gone: bool) -> None:
    with server_that(giving(b"no", status)) as (media, _), pytest.raises(MediaBusyError) as busy:
        media.fetch(ADDRESS)
    assert busy.value.gone is gone


def test_an_answer_cut_short_is_no_picture() -> None:
    with server_that(giving(b"half", Content_Length="8")) as (media, _), pytest.raises(MediaBusyError):
        media.fetch(ADDRESS)


def test_nobody_there() -> None:
    with server_that(giving(b"")) as (media, _):
        pass
    with pytest.raises(MediaBusyError):
        media.fetch(ADDRESS)


def test_without_an_account_nothing_is_asked() -> None:
    with pytest.raises(MediaRefusedError, match="no_account"):
        NoAccount().fetch(ADDRESS)


@pytest.fixture
def sent() -> Iterator[tuple[TwinClient, str]]:
    """The twin, and the address that it gave of a photo."""
    with running_sink() as sink, twin_in_thread(Account(token="12345", sms_url=f"{sink.url}/sms")) as twin:
        twin.text(JAMES, "", pictures=[("image/jpeg", photo())])
        yield twin, sink.posted[0].form["MediaUrl0"]


def test_the_twin_gives_it_to_the_account_alone(sent: tuple[TwinClient, str]) -> None:
    twin, address = sent
    addresses = Addresses(twin.url)
    assert TwilioMedia(ACCOUNT.sid, ACCOUNT.token, addresses).fetch(address) == photo()
    with pytest.raises(MediaBusyError, match="401"):
        TwilioMedia(ACCOUNT.sid, "another", addresses).fetch(address)


def test_the_twin_in_trouble(sent: tuple[TwinClient, str]) -> None:
    twin, address = sent
    media = TwilioMedia(ACCOUNT.sid, ACCOUNT.token, Addresses(twin.url))
    for trouble in (Scenario(goes="cut", on="read"), Scenario(goes="refused", on="read", status=503, code=20503)):
        twin.happen(trouble)
        with pytest.raises(MediaBusyError):
            media.fetch(address)
    assert media.fetch(address) == photo()
