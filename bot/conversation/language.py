"""Which language a person is answered in before the dialogue has said: that of their own words."""

import re

from bot.consent.words import fold, is_spanish_wish
from bot.ports import Slots
from bot.sentences import Language

_SPANISH_LETTERS = re.compile(r"[ñ¿¡]")
_SPANISH_WORDS = frozenset(
    [
        "hola",
        "necesito",
        "quiero",
        "para",
        "inspeccion",
        "inspecciones",
        "permiso",
        "cuando",
        "manana",
        "gracias",
        "favor",
        "que",
        "por",
        "el",
        "los",
        "las",
        "una",
        "ayuda",
        "puedo",
        "tengo",
        "cita",
        "jueves",
        "lunes",
        "martes",
        "miercoles",
        "viernes",
        "electrica",
        "plomeria",
        "cancelar",
        "cancele",
        "como",
        "buenos",
        "buenas",
        "dias",
        "tardes",
        "esta",
        "donde",
        "cual",
        "programar",
        "cambiar",
        "mi",
    ]
)
_FEW_WORDS = 2


def language_of(slots: Slots, text: str) -> Language:
    """What the dialogue has settled on; else what the words look like; else English."""
    if slots.get("language") in {"en", "es"}:
        return Language(str(slots["language"]))
    words = fold(text).split()
    spanish = sum(word in _SPANISH_WORDS for word in words)
    if is_spanish_wish(text) or _SPANISH_LETTERS.search(text.lower()) or spanish >= min(_FEW_WORDS, len(words) or 1):
        return Language.SPANISH
    return Language.ENGLISH
