"""A real mail server for the tests, on a port of its own; what it answers and keeps can be looked at and set."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from time import sleep
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = b"permits", b"p@ss word/1"


@dataclass
class MailRoom:
    """`answers` are given first, one a message, in place of 250; `kept` are the messages that were taken.

    `breaks_off` closes the connection once it has the message; for `silent_for` seconds it says
    nothing more then.
    """

    answers: list[str] = field(default_factory=list)
    answers_to_addresses: list[str] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    breaks_off: int = 0
    silent_for: float = 0.0
    port: int = 0

    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(one, _class=EmailMessage, policy=policy.default) for one in self.kept]

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if self.answers_to_addresses:
            return self.answers_to_addresses.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        self.kept.append(envelope.content)
        if self.silent_for:
            sleep(self.silent_for)  # the whole server is silent
        if self.breaks_off:
            self.breaks_off -= 1
            server.transport.abort()
        return "250 2.0.0 queued"


@contextmanager
def open_mail_room(tls: ssl.SSLContext | None = None, *, with_account: bool = False) -> Iterator[MailRoom]:
    """`tls` makes it offer STARTTLS, and demand it; `with_account` makes it demand USER and PASSWORD."""
    room = MailRoom()
    options: dict[str, Any] = {"tls_context": tls, "require_starttls": tls is not None}
    if with_account:
        options |= {"authenticator": _knows_the_account, "auth_required": True, "auth_require_tls": tls is not None}
    with socket.create_server(("127.0.0.1", 0)) as free:
        room.port = free.getsockname()[1]  # the controller knocks at the port that it was given: 0 will not do
    controller = Controller(room, hostname="127.0.0.1", port=room.port, ready_timeout=20, **options)
    controller.start()
    try:
        yield room
    finally:
        controller.stop()


def _knows_the_account(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    good = isinstance(given, LoginPassword) and (given.login, given.password) == (USER, PASSWORD)
    return AuthResult(success=good, handled=False)


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server on this machine proves itself with, and what somebody who trusts it checks it with."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))
