"""Which texts are wanted and which not, in the words that people have for it."""

import pytest

from actions.understanding.notice_words import notice_choices


def said(text: str) -> list[str]:
    return [f"{'+' if each.wanted else '-'}{each.kind}" for each in notice_choices(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no reminders", ["-reminders"]),
        ("no reminders please", ["-reminders"]),
        ("you don't have to remind me", ["-reminders"]),
        ("I don't want you to send me the reminder", ["-reminders"]),
        ("turn off the reminder texts", ["-reminders"]),
        ("reminders off", ["-reminders"]),
        ("the reminders are too much", ["-reminders"]),
        ("Please do not send the reminder on the evening before.", ["-reminders"]),
        ("stop the reminders but keep the results", ["-reminders", "+results"]),
        ("keep results and drop reminders", ["+results", "-reminders"]),
        ("results yes, reminders no", ["+results", "-reminders"]),
        ("no reminders or results", ["-reminders", "-results"]),
        ("send me reminders again", ["+reminders"]),
        ("remind me the day before", ["+reminders"]),
        ("turn reminders on", ["+reminders"]),
        ("only results", ["-all", "+results"]),
        ("reminders and results, not the rest", ["-all", "+reminders", "+results"]),
        ("everything but reminders", ["+all", "-reminders"]),
        ("turn off everything except results", ["-all", "+results"]),
        ("turn off all notices", ["-all"]),
        ("send me everything again", ["+all"]),
        ("text me if my inspection gets moved", ["+changes"]),
        ("tell me if you call off the visit", ["+changes"]),
        ("no fee reminders", ["-fees"]),
        ("warn me before the permit goes inactive", ["+inactivity"]),
        ("let me know if we pass or fail", ["+results"]),
        ("no quiero recordatorios", ["-reminders"]),
        ("ya no me recuerde", ["-reminders"]),
        ("quite los recordatorios pero siga con los resultados", ["-reminders", "+results"]),
        ("mándeme otra vez los recordatorios", ["+reminders"]),
        ("recuérdeme un día antes", ["+reminders"]),
        ("recordatorios no, resultados sí", ["-reminders", "+results"]),
        ("todo menos los recordatorios", ["+all", "-reminders"]),
        ("nada más resultados", ["-all", "+results"]),
        ("avíseme si el inspector no puede venir", ["+changes"]),
        ("lo de las tarifas no me lo mande", ["-fees"]),
        ("active todos los avisos", ["+all"]),
        ("mándenme otra vez los avisos", ["+all"]),
        ("quiero las notificaciones de nuevo", ["+all"]),
        ("send me the notices again", ["+all"]),
    ],
)
def test_what_is_said_is_switched(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "which texts do I get?", "what do you text me about", "am I getting reminders", "did I turn off reminders",
        "I never got the reminder for today", "notification settings", "change my alerts", "fewer texts please",
        "how do I choose which texts I get", "¿qué mensajes recibo?", "no me llegó el recordatorio",
        "¿por qué no me llegó el recordatorio?", "preferencias de avisos", "menos avisos por favor", "hello", "",
        "no me manden otra vez avisos", "do not send those notices again", "quiero avisos",
    ],
)  # fmt: skip
def test_a_question_or_a_complaint_switches_nothing(text: str) -> None:
    assert said(text) == []
