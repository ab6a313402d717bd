"""The twin on a port of 127.0.0.1."""

import json
import socket
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tests.twin.control import control
from tests.twin.rest import Request, Response
from tests.twin.trouble import respond
from tests.twin.twilio import Twilio


class TwinServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, twilio: Twilio, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.twilio = twilio

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who was killed while it asked breaks off, and nothing is wrong with that."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # so that an answer leaves in one piece
    server: TwinServer

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_DELETE(self) -> None:
        self._handle()

    def log_message(self, *_args: Any) -> None:
        """Tests have enough to print."""

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        if parts.path.startswith("/twin/"):
            response: Response | None = control(
                self.server.twilio, self.command, parts.path, json.loads(body) if body else {}
            )
        else:
            form = parse_qs(body.decode(), keep_blank_values=True)
            query = dict(parse_qsl(parts.query))
            authorization = self.headers.get("Authorization", "")
            response = respond(self.server.twilio, Request(self.command, parts.path, query, form, authorization))
        with suppress(OSError):  # who asked may have given up meanwhile
            self._write(response)

    def _write(self, response: Response | None) -> None:
        if response is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(response.status)
        if response.status != 204:
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)
        self.wfile.flush()
