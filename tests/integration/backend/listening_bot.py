"""Stands for the bot's `POST /private/notices` over real HTTP, for tests of what the back end says first."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any

BOT_TOKEN = "the-bots-token"


@dataclass
class ListeningBot:
    """Takes notices over HTTP as the bot does; `status` is what it answers, and how often it was asked is counted."""

    status: int = 201
    port: int = 0
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def take(self, token: str, content: dict[str, Any]) -> tuple[int, dict[str, str]]:
        if token != f"Bearer {BOT_TOKEN}":
            return 401, {}
        with self.lock:
            self.asked.append(content["notice"])
            if self.status != 201:
                return self.status, {"error": "phone: must be a number that the city serves"}
            is_new = content["notice"] not in self.taken
            self.taken.setdefault(content["notice"], content)
        return (201 if is_new else 200), {}

    @contextmanager
    def listening(self) -> Iterator[str]:
        """On the same port each time."""
        bot = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else every answer waits 40 ms

            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.path == "/private/notices"
                status, answer = bot.take(self.headers["Authorization"], content)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        server = _Server(("127.0.0.1", self.port), Door)
        server.daemon_threads = True
        self.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{self.port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A back end that was killed leaves its connection open."""


def wait_until(is_so: Callable[[], bool], within: float = 10.0) -> None:
    deadline = monotonic() + within
    while not is_so():
        assert monotonic() < deadline, "it did not come to that"
        sleep(0.02)
