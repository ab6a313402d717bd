"""Which of the city's rules a question is about, by its words."""

import re
from enum import StrEnum

from actions.understanding.text import clean, fold


class Topic(StrEnum):
    CANCEL_CUTOFF = "cancel_cutoff"
    BOOK_CUTOFF = "book_cutoff"
    HALF_DAYS = "half_days"
    HOLIDAYS = "holidays"
    HORIZON = "horizon"
    WHO = "who"
    FEES = "fees"
    MOST = "most"
    EXPIRY = "expiry"
    HOURS = "hours"


_WORDS: dict[Topic, tuple[str, ...]] = {
    Topic.CANCEL_CUTOFF: (r"cancel\w*", "call off", r"anular\w*"),
    Topic.BOOK_CUTOFF: (
        *("cut ?-?off", "deadline", "too late", "latest", "same day", "next day", "how soon", "notice"),
        "(how late|until when|by when|when) (can|do|must) i (book|schedule|call)",
        *("(hora|fecha) limite", "hasta (que hora|cuando)", "corte", "a mas tardar", "mismo dia", "dia siguiente"),
        "anticipacion",
    ),
    Topic.HALF_DAYS: (
        *("am", "pm", "morning", "afternoon", "time window", "window", "exact time", "specific time", "half ?-?day"),
        "what time (will|do|does|is) (the|he|she|they|my|someone|somebody|an?|inspectors?)",
        *("hora exacta", "por la manana", "por la tarde", "medio dia", "turno"),
        "a que hora (viene|llega|pasa)n?",
    ),
    Topic.HOLIDAYS: (
        *("holidays?", "closed on", "open on", "thanksgiving", "christmas", "new year", "labor day", "memorial day"),
        *("july 4", "weekends?", "saturdays?", "sundays?"),
        *("feriados?", "festivos?", "dias? de fiesta", "navidad", "accion de gracias", "ano nuevo", "sabados?"),
        *("domingos?", "fin de semana"),
    ),
    Topic.HORIZON: (
        *("how far", "far (out|ahead)", "in advance", "ahead of time"),
        *("cuantos dias antes", "con cuanto tiempo", "cuanto tiempo antes", "que tan lejos", "adelanto"),
    ),
    Topic.WHO: (
        *("who can", "who may", "can (my|a|the) (contractor|wife|husband|neighbor|tenant)"),
        *("quien puede", "quienes pueden", "puede (mi|el) (contratista|esposo|esposa|vecino)"),
    ),
    Topic.FEES: ("fees?", "pay", "payment", "cost", "owe", "tarifas?", "cuotas?", "pagar?", "pago", "cuesta"),
    Topic.MOST: ("how many (inspections|things|at once)", "how many can", "cuantas"),
    Topic.EXPIRY: (
        *("expires?", "expired?", "expiration", "good for", "(stay|remain|be) (valid|active)", "runs? out", "inactive"),
        *("(permit|it) last", "how long do(es)? (a |my |the )?permits?"),
        *(r"vence\w*", r"caduca\w*", r"expira\w*", "vigencia", "vigente", r"inactiv\w+"),
        r"dura\w* (un|el|mi|los) permisos?",
    ),
    Topic.HOURS: (
        *("hours", "open", "close", "office", "address", "location", "where"),
        *("horario", "abren?", "cierran?", "oficina", "direccion", "donde", "atienden"),
    ),
}
_PATTERNS = {topic: re.compile(rf"\b(?:{'|'.join(words)})\b") for topic, words in _WORDS.items()}


def topics(text: str) -> tuple[Topic, ...]:
    """The topics that a question's words name, the most particular first; the office's hours where nothing else is."""
    words = fold(clean(text))
    found = tuple(topic for topic, pattern in _PATTERNS.items() if pattern.search(words))
    particular = tuple(topic for topic in found if topic is not Topic.HOURS)
    if Topic.CANCEL_CUTOFF in particular:
        particular = tuple(topic for topic in particular if topic is not Topic.BOOK_CUTOFF)
    return particular or found


_FAILURES = re.compile(r"\b(what|which|anything|que|cuales?|alguna?) .*\b(fail\w*|reprob\w*|rechaz\w*|no pas\w+)\b")


def asks_for_failures(text: str) -> bool:
    """ "what did I fail": the failed inspections only; "did I fail the footing" asks for that one's result."""
    return _FAILURES.search(fold(clean(text))) is not None
