"""Where the city's mail server is, as its setting says it. Pure."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

_MAIL_SUBMISSION = 587
_OVER_TLS = 465


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Where the mail server is, out of `smtp://user:password@host:587`; `smtps` speaks TLS from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls_at_once: bool = False

    @property
    def is_loopback(self) -> bool:
        """Where nobody can listen in."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read_mail_address(url: str) -> MailAddress | None:
    """None where it is no such address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"smtp", "smtps"} or not host or parts.path.strip("/") or parts.query:
        return None
    at_once = parts.scheme == "smtps"
    return MailAddress(
        host=host,
        port=port or (_OVER_TLS if at_once else _MAIL_SUBMISSION),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_at_once=at_once,
    )
