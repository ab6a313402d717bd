"""Who stops in the middle of a booking has booked nothing, and cannot book it by accident when they come back."""

import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.records import changes_of, check_nothing_half_written
from tests.e2e.texting import JAMES, MARIA, TUESDAY_PLEASE, send


def test_stop_then_silence_then_start(city: ProgramsApart) -> None:
    assert "Tuesday, December 8" in send(city, JAMES, TUESDAY_PLEASE)
    stopped = send(city, JAMES, "STOP")
    assert "No inspection was cancelled" in stopped
    for body in ("1", "hello?", "schedule electrical final friday", "STOP"):
        assert send(city, JAMES, body) == ""
    assert "you will get our texts again" in send(city, JAMES, "START")
    check_not_booked(city)


@pytest.mark.parametrize(
    ("out", "back", "yes"),
    [("STOP", "START", "1"), ("cancel", "yes", "yes"), ("please stop texting me", "START", "👍")],
)
def test_a_yes_after_coming_back_does_not_confirm_what_was_read_back_before(
    city: ProgramsApart, out: str, back: str, yes: str
) -> None:
    """START says "tell us what you need": the read-back is not repeated there, so a "1" is no answer to it."""
    send(city, JAMES, TUESDAY_PLEASE)
    send(city, JAMES, out)
    send(city, JAMES, back)
    assert send(city, JAMES, yes)
    check_not_booked(city)


def test_the_talk_begins_anew_after_coming_back_in_the_same_language(city: ProgramsApart) -> None:
    send(city, MARIA, "necesito la eléctrica final para el jueves")
    assert "No se canceló ninguna inspección" in send(city, MARIA, "ALTO")
    assert send(city, MARIA, "1") == ""
    assert "ya le mandaremos mensajes otra vez" in send(city, MARIA, "START")
    assert "jueves 3 de diciembre" in send(city, MARIA, "necesito la eléctrica final para el jueves")
    assert "jueves 3 de diciembre" in send(city, MARIA, "1")
    assert city.inspection("BRES2026-0142", "electrical_final")["date"] == "2026-12-03"
    check_nothing_half_written(city)


def check_not_booked(city: ProgramsApart) -> None:
    assert city.inspection("NRE261051", "electrical_final")["status"] == "open"
    assert changes_of(city, "NRE261051") == []
    check_nothing_half_written(city)
