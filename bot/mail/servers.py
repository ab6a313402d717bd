"""Who takes our e-mail: the city's mail server by SMTP, or in a demo without one nobody, and the log says so.

What SMTP cannot know: whether a message was taken whose last answer never came. It cannot be asked later either, unlike
a text message's carrier; RFC 5321 (4.5.3.2.6) has the sender try again. So do we, under the same Message-ID.
"""

import re
import smtplib
import ssl
import time

import structlog

from bot.mail.address import MailAddress
from bot.mail.letter import Letter, Sender, compose
from bot.ports import MailBusyError, MailRefusedError, MailSilentError

_log = structlog.get_logger(__name__)
_ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


class SimulatedMailServer:
    """For a demo without a mail server: the e-mail is kept in the records and goes nowhere else."""

    def send(self, letter: Letter) -> None:
        _log.warning("not_sent_no_mail_server", row=letter.row_id, characters=len(letter.text))


class SmtpServer:
    """One connection for each e-mail. Unless it is on this machine, nothing is said before the connection is TLS.

    `timeout` (seconds) is what each answer may take; a whole try ends within twice that, give or take an answer.
    """

    def __init__(
        self, address: MailAddress, sender: Sender, timeout: float, *,
        trusted: ssl.SSLContext | None = None, demands_tls: bool | None = None,
    ) -> None:  # fmt: skip
        self._address = address
        self._sender = sender
        self._timeout = timeout
        self._trusted = trusted or ssl.create_default_context()
        self._demands_tls = not address.is_loopback if demands_tls is None else demands_tls

    def send(self, letter: Letter) -> None:
        content = compose(letter, self._sender)
        patience = _Patience(self._timeout)
        connection = self._connect(patience)
        try:
            self._hand_over(connection, letter.to, content, patience)
        finally:
            _hang_up(connection)

    def _connect(self, patience: "_Patience") -> smtplib.SMTP:
        address = self._address
        try:
            connection = self._dial(patience.left())
        except (OSError, smtplib.SMTPException) as error:
            raise MailBusyError("the mail server cannot be reached", _code_of(error)) from error
        try:
            connection.ehlo_or_helo_if_needed()
            if self._demands_tls and not address.tls_at_once:
                patience.limit(connection)
                connection.starttls(context=self._trusted)
                patience.limit(connection)
                connection.ehlo()
            if address.user:
                patience.limit(connection)
                connection.login(address.user, address.password)
        except smtplib.SMTPAuthenticationError as error:
            _hang_up(connection)
            raise MailBusyError("the mail server does not know the account", error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            _hang_up(connection)
            raise MailBusyError("the mail server offers no encryption, or no sign-in") from error
        except (OSError, smtplib.SMTPException) as error:
            _hang_up(connection)
            raise MailBusyError("the mail server broke off", _code_of(error)) from error
        return connection

    def _dial(self, seconds: float) -> smtplib.SMTP:
        address, name = self._address, self._sender.domain
        if address.tls_at_once:
            return smtplib.SMTP_SSL(address.host, address.port, name, timeout=seconds, context=self._trusted)
        return smtplib.SMTP(address.host, address.port, name, timeout=seconds)

    def _hand_over(self, connection: smtplib.SMTP, to: str, content: bytes, patience: "_Patience") -> None:
        try:
            patience.limit(connection)
            _check(connection.mail(self._sender.address))
            patience.limit(connection)
            _check(connection.rcpt(to))
            patience.limit(connection)
        except (OSError, smtplib.SMTPException) as error:
            raise MailBusyError("the mail server broke off", _code_of(error)) from error
        try:
            _check(connection.data(content))
        except smtplib.SMTPDataError as error:  # it did not want to hear the message
            _check((error.smtp_code, _as_bytes(error.smtp_error)))
            raise MailSilentError(f"answer {error.smtp_code}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailSilentError(type(error).__name__) from error


class _Patience:
    """No try lasts longer than twice the time that one answer may take."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._until = time.monotonic() + 2 * timeout

    def left(self) -> float:
        """Raise `TimeoutError` where none is left."""
        seconds = min(self._timeout, self._until - time.monotonic())
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def limit(self, connection: smtplib.SMTP) -> None:
        if connection.sock is not None:
            connection.sock.settimeout(self.left())


def _check(answer: tuple[int, bytes]) -> None:
    """Raise what an answer means that is no yes: 4xx is for now, 5xx for good (RFC 5321, 4.2.1)."""
    code, said = answer
    if 200 <= code < 300:
        return
    enhanced = _ENHANCED.search(said)
    detail = f"{code} {enhanced.group().decode()}" if enhanced else str(code)
    if 500 <= code < 600:
        raise MailRefusedError(f"the mail server refused it ({detail})", code)
    raise MailBusyError(f"the mail server could not take it ({detail})", code)


def _hang_up(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _code_of(error: Exception) -> int | None:
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0 else None


def _as_bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
