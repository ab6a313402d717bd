"""The other end for the twin's own tests: takes what Twilio posts, checks its signature and answers as told."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from twilio.request_validator import RequestValidator

TOKEN = "12345"
EMPTY = "<Response/>"


@dataclass(frozen=True, slots=True)
class Posted:
    path: str
    form: dict[str, str]
    is_signed: bool
    token: str
    """`I-Twilio-Idempotency-Token`."""


@dataclass
class Sink:
    """`answers` (status and body) are given one after the other, the last for ever; status 0 closes unanswered."""

    url: str = ""
    answers: list[tuple[int, str]] = field(default_factory=lambda: [(200, EMPTY)])
    content_type: str = "text/xml"
    seconds: float = 0.0
    posted: list[Posted] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, posted: Posted) -> tuple[int, str]:
        with self.lock:
            self.posted.append(posted)
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def running_sink() -> Iterator[Sink]:
    sink = Sink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
            signature = self.headers.get("X-Twilio-Signature", "")
            is_signed = RequestValidator(TOKEN).validate(f"{sink.url}{self.path}", form, signature)
            token = self.headers.get("I-Twilio-Idempotency-Token", "")
            status, said = sink.take(Posted(self.path, form, is_signed, token))
            time.sleep(sink.seconds)
            if status:
                self.send_response(status)
                self.send_header("Content-Type", sink.content_type)
                self.end_headers()
                self.wfile.write(said.encode())

        def log_message(self, *_args: Any) -> None: ...

    class Server(ThreadingHTTPServer):
        request_queue_size = 256  # many callbacks may come at one moment

    server = Server(("127.0.0.1", 0), Handler)
    sink.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
