"""What becomes of a turn when Rasa's end of the connection misbehaves."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.ports import DialogueDownError, Question, TurnFailedError
from bot.rasa import Rasa

QUESTION = Question("name", "hello", {}, {}, "abc")
ANSWER = b'{"messages": [{"text": "Hello."}], "slots": {}}'

type Behaviour = Callable[[socket.socket, int], None]
"""What the server does with a connection; they are counted from 1."""


def reply(body: bytes = ANSWER, status: str = "200 OK") -> bytes:
    return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n\r\n%b" % (status.encode(), len(body), body)


def read_request(connection: socket.socket) -> bytes:
    """One request, whole; empty where the other end has closed."""
    got = b""
    while chunk := connection.recv(65536):
        got += chunk
        head, _, body = got.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        if lengths and len(body) >= int(lengths[0].split(b":")[1]):
            break
    return got


@contextmanager
def serving(behave: Behaviour) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            count = 0
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                count += 1
                threading.Thread(target=close_after, args=(connection, count), daemon=True).start()

        def close_after(connection: socket.socket, count: int) -> None:
            with connection:
                behave(connection, count)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def test_a_connection_is_used_again() -> None:
    connections: list[int] = []

    def answer_all(connection: socket.socket, count: int) -> None:
        connections.append(count)
        while read_request(connection):
            connection.sendall(reply())

    with serving(answer_all) as address:
        rasa = Rasa(address, "token", timeout=5)
        assert [rasa.ask(QUESTION).messages[0].text for _ in range(3)] == ["Hello."] * 3
    assert connections == [1]


def test_a_connection_that_rasa_closes_as_we_write_on_it_is_no_outage() -> None:
    def answer_once_then_close_on_the_next(connection: socket.socket, _count: int) -> None:
        read_request(connection)
        connection.sendall(reply())
        read_request(connection)

    with serving(answer_once_then_close_on_the_next) as address:
        rasa = Rasa(address, "token", timeout=5)
        assert [rasa.ask(QUESTION).messages[0].text for _ in range(4)] == ["Hello."] * 4


def test_a_rasa_that_never_answers_is_asked_twice_and_then_down() -> None:
    asked: list[int] = []

    def close_at_once(connection: socket.socket, count: int) -> None:
        read_request(connection)
        asked.append(count)

    with serving(close_at_once) as address, pytest.raises(DialogueDownError, match="ProtocolError"):
        Rasa(address, "token", timeout=5).ask(QUESTION)
    assert asked == [1, 2]


def test_a_turn_that_takes_too_long_is_not_asked_for_again() -> None:
    asked: list[int] = []
    ended = threading.Event()

    def say_nothing(connection: socket.socket, count: int) -> None:
        read_request(connection)
        asked.append(count)
        ended.wait(5)

    with serving(say_nothing) as address, pytest.raises(DialogueDownError, match="ReadTimeoutError"):
        Rasa(address, "token", timeout=0.2).ask(QUESTION)
    ended.set()
    assert asked == [1]


def test_a_rasa_that_is_not_there_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(DialogueDownError, match="NewConnectionError"):
        Rasa(address, "token", timeout=1).ask(QUESTION)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply(b"busy", "503 Service Unavailable"), DialogueDownError),
        (reply(b"broken", "500 Internal Server Error"), TurnFailedError),
        (reply(b"", "302 Found"), TurnFailedError),
        (reply(b"<html>"), TurnFailedError),
        (reply(b"\xff\xfe"), TurnFailedError),
    ],
)
def test_what_is_no_reply_is_said_in_the_words_of_the_port(answer: bytes, error: type[Exception]) -> None:
    def behave(connection: socket.socket, _count: int) -> None:
        read_request(connection)
        connection.sendall(answer)

    with serving(behave) as address, pytest.raises(error):
        Rasa(address, "token", timeout=5).ask(QUESTION)


def test_an_address_with_a_path_in_it_keeps_the_path_and_the_token_goes_along() -> None:
    seen: list[bytes] = []

    def behave(connection: socket.socket, _count: int) -> None:
        seen.append(read_request(connection))
        connection.sendall(reply())

    with serving(behave) as address:
        Rasa(f"{address}/inside/", "token", timeout=5).ask(QUESTION)
    assert seen[0].startswith(b"POST /inside/webhooks/permitline/webhook HTTP/1.1\r\n")
    assert b"Authorization: Bearer token\r\n" in seen[0]
    assert b"X-Correlation-Id: abc\r\n" in seen[0]
