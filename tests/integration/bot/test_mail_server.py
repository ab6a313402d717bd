"""Our e-mail over a real SMTP connection: what arrives, and what each kind of trouble is taken for."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from bot.mail.address import MailAddress, read_mail_address
from bot.mail.letter import Attachment, Letter, Sender
from bot.mail.servers import SmtpServer
from bot.ports import MailBusyError, MailRefusedError, MailSilentError
from tests.integration.bot.mail_room import MailRoom, certificate, open_mail_room

CITY = Sender("City of Riverbend", "permits@riverbend.example")
INVITATION = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
LETTER = Letter(
    row_id=7,
    notice="code-1",
    to="maria@example.com",
    subject="Su código para la inspección",
    text="Su código es 481203.\n.\nUna línea: ¿todo bien?",
    written_at=datetime(2026, 12, 1, 15, 0, tzinfo=UTC),
)


@pytest.fixture
def room() -> Iterator[MailRoom]:
    with open_mail_room() as room:
        yield room


def server(room: MailRoom, timeout: float = 5.0, **more: object) -> SmtpServer:
    return SmtpServer(MailAddress("127.0.0.1", room.port), CITY, timeout, **more)  # type: ignore[arg-type]


def test_it_arrives_with_its_words_and_an_id_of_its_row(room: MailRoom) -> None:
    server(room).send(LETTER)
    (letter,) = room.letters()
    assert letter["To"] == "maria@example.com"
    assert letter["From"] == "City of Riverbend <permits@riverbend.example>"
    assert letter["Subject"] == "Su código para la inspección"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].startswith("<7.")
    assert letter["Message-ID"].endswith("@riverbend.example>")
    assert letter["Date"].datetime == LETTER.written_at
    assert letter.get_content().replace("\r\n", "\n") == LETTER.text + "\n"
    assert letter.defects == []


def test_a_repeat_is_the_same_letter_to_the_last_byte_of_its_head(room: MailRoom) -> None:
    server(room).send(LETTER)
    server(room).send(LETTER)
    first, second = room.letters()
    assert first.items() == second.items()
    server(room).send(replace(LETTER, row_id=8, notice="code-2"))
    assert room.letters()[2]["Message-ID"] != first["Message-ID"]


def test_an_invitation_comes_as_a_calendar_part_with_its_method_and_as_a_file(room: MailRoom) -> None:
    server(room).send(replace(LETTER, attachment=Attachment("visit.ics", INVITATION)))
    (letter,) = room.letters()
    parts = {part.get_content_type(): part for part in letter.walk()}
    assert parts["text/plain"].get_content().startswith("Su código")
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["text/calendar"].get_content() == INVITATION
    assert parts["application/ics"].get_filename() == "visit.ics"
    assert parts["application/ics"].get_content() == INVITATION.encode()


@pytest.mark.parametrize(
    "changes",
    [{"subject": "Hello\r\nBcc: everyone@example.com"}, {"subject": "Hello\n\nbody"}, {"subject": "\rBcc: e@x.com"},
     {"subject": "a\x00b\x0bc\x85d\u2028Bcc: everyone@example.com"},
     {"text": "x\r\n.\r\nMAIL FROM:<evil@example.com>\r\n"}, {"text": "x\n.\nx\r.\r\x00"},
     {"notice": "n\r\nBcc: everyone@example.com"}],
)  # fmt: skip
def test_s7_no_words_become_a_header_or_a_second_message(room: MailRoom, changes: dict[str, str]) -> None:
    server(room).send(replace(LETTER, **changes))
    (letter,) = room.letters()
    assert sorted(letter.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
         "Content-Transfer-Encoding"]
    )  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [{"to": "maria@example.com\r\nBcc: everyone@example.com"}, {"to": "maria@example.com\n"},
     {"attachment": Attachment("x.ics\r\nX-Injected: 1", INVITATION)}],
)  # fmt: skip
def test_s7_what_is_no_address_or_file_name_is_not_sent(room: MailRoom, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        server(room).send(replace(LETTER, **changes))
    assert room.kept == []


@pytest.mark.parametrize("where", ["answers", "answers_to_addresses"])
def test_4xx_is_for_now_and_5xx_for_good(room: MailRoom, where: str) -> None:
    setattr(room, where, ["451 4.7.1 try later", "550 5.1.1 maria@example.com is nobody here"])
    with pytest.raises(MailBusyError) as busy:
        server(room).send(LETTER)
    assert (busy.value.code, str(busy.value)) == (451, "the mail server could not take it (451 4.7.1)")
    with pytest.raises(MailRefusedError) as refused:
        server(room).send(LETTER)
    assert (refused.value.code, str(refused.value)) == (550, "the mail server refused it (550 5.1.1)")
    server(room).send(LETTER)
    assert len(room.kept) == 1


def test_a_server_that_breaks_off_once_it_has_it_leaves_nobody_knowing(room: MailRoom) -> None:
    room.breaks_off = 1
    with pytest.raises(MailSilentError):
        server(room).send(LETTER)
    assert len(room.kept) == 1


def test_a_server_that_says_nothing_more_is_not_waited_for(room: MailRoom) -> None:
    room.silent_for = 2.0
    with pytest.raises(MailSilentError):
        server(room, timeout=0.5).send(LETTER)


def test_a_server_that_is_away_is_for_now() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(MailBusyError, match="cannot be reached"):
        SmtpServer(MailAddress("127.0.0.1", port), CITY, 2.0).send(LETTER)
    with pytest.raises(MailBusyError, match="cannot be reached"):
        SmtpServer(MailAddress("nowhere.invalid", 587), CITY, 2.0).send(LETTER)


@pytest.mark.parametrize("greeting", [b"", b"554 no\r\n", b"220 hello\r\n", b"\xff\x00\r\n"])
def test_a_server_that_talks_nonsense_is_for_now(greeting: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_greet, args=(listening, greeting), daemon=True).start()
        with pytest.raises(MailBusyError):
            SmtpServer(MailAddress("127.0.0.1", listening.getsockname()[1]), CITY, 0.5).send(LETTER)


def _greet(listening: socket.socket, greeting: bytes) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.sendall(greeting)
        connection.settimeout(3)
        while connection.recv(1024):  # and says no more
            pass


def test_tls_and_the_account(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path)
    with open_mail_room(theirs, with_account=True) as room:
        address = read_mail_address(f"smtp://permits:p%40ss%20word%2F1@localhost:{room.port}")
        assert address is not None
        SmtpServer(address, CITY, 5.0, trusted=ours, demands_tls=True).send(LETTER)
        assert len(room.kept) == 1
        with pytest.raises(MailBusyError, match="does not know the account"):
            SmtpServer(replace(address, password="wrong"), CITY, 5.0, trusted=ours, demands_tls=True).send(LETTER)
        with pytest.raises(MailBusyError):  # a certificate that nobody we trust has signed
            SmtpServer(address, CITY, 5.0, demands_tls=True).send(LETTER)
        assert len(room.kept) == 1


def test_nothing_is_said_to_a_server_elsewhere_that_offers_no_encryption(room: MailRoom) -> None:
    with pytest.raises(MailBusyError, match="no encryption"):
        server(room, demands_tls=True).send(LETTER)
    assert room.kept == []


@pytest.mark.parametrize(
    ("host", "demanded"),
    [("127.0.0.1", False), ("localhost", False), ("::1", False), ("10.0.0.5", True), ("mail.example.gov", True),
     ("localhost.example.gov", True)],
)  # fmt: skip
def test_only_on_this_machine_is_it_not_demanded(host: str, demanded: bool) -> None:
    assert SmtpServer(MailAddress(host, 25), CITY, 1.0)._demands_tls is demanded
