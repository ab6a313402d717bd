"""Words that carriers and the law act on: stopping, coming back, asking for help. Pure.

Sources: Twilio's default opt-out words; 47 CFR 64.1200(a)(10), which adds any reasonable wording.
"""

import re
import unicodedata
from enum import StrEnum


class Wish(StrEnum):
    STOP = "stop"
    STOP_BY_CANCEL = "stop_by_cancel"
    START = "start"
    HELP = "help"
    MORE = "more"


_STOP = frozenset(
    [
        "stop",
        "unsubscribe",
        "end",
        "quit",
        "stopall",
        "stop all",
        "revoke",
        "optout",
        "opt out",
        "alto",
        "parar",
        "pare",
        "baja",
        "no mas",
    ]
)
_CANCEL = frozenset({"cancel", "cancelar"})
_START = frozenset({"start", "unstop"})
_START_ONCE_OUT = frozenset(
    ["yes", "si", "iniciar", "inicio", "empezar", "comenzar", "volver", "reanudar", "optin", "opt in"]
)
_HELP = frozenset({"help", "info", "ayuda"})
_MORE = frozenset({"more", "mas"})

_MOST_WORDS_OF_A_PHRASE = 14
_MESSAGES = r"(?:text(?:s|ing)?|messag(?:e|es|ing)|sms|notifications?)"
_MENSAJES = r"(?:mensajes?|textos?|sms|avisos|notificaciones)"
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bstop (?:texting|messaging|contacting|bothering)\b",
        rf"\bstop (?:sending|with|all)\b.{{0,24}}\b{_MESSAGES}\b",
        rf"\bstop (?:the|these|those|your) {_MESSAGES}\b",
        r"\b(?:do not|dont|never|quit|cease) (?:ever )?"
        r"(?:text(?:ing)?|messag(?:e|ing)|contact(?:ing)?) (?:me|us|this)\b",
        rf"\b(?:do not|dont) (?:ever )?send (?:me |us )?(?:any )?(?:more )?{_MESSAGES}\b",
        rf"\bno more {_MESSAGES}\b",
        rf"\b(?:do not|dont) want (?:any |to get |to receive |your |these |more )*{_MESSAGES}\b",
        r"\bunsubscribe (?:me|us|this)\b",
        r"\bopt (?:me|us) out\b",
        r"\b(?:take|remove) (?:me|us|my number|this number) (?:off|from)\b.{0,20}\b(?:list|texts|messages)\b",
        rf"\bno mas {_MENSAJES}\b",
        rf"\bno (?:quiero|queremos|deseo|deseamos)\b.{{0,12}}\b(?:mas )?{_MENSAJES}\b",
        rf"\b(?:dejen?|deje|paren?|pare) de (?:mandar|enviar|escribir|textear|molestar)(?:me|nos|le)?\b"
        rf"(?=$|.{{0,20}}\b{_MENSAJES}\b| mas\b| por favor\b)",
        r"\bya no (?:me|nos) (?:mand|envi|escrib|text)\w{1,4}\b",
        rf"\bno (?:me|nos) (?:mand|envi)\w{{1,4}} (?:mas )?{_MENSAJES}\b",
        r"\bno (?:me|nos) (?:escrib|text)\w{1,4} mas\b",
        r"\b(?:denme|deme|dame|darme) de baja\b",
        r"\b(?:quitenme|quiteme|borrenme|borreme|saquenme) de (?:la|su|esta) lista\b",
    )
)
_THE_OPPOSITE = re.compile(
    r"\b(?:do not|dont|never|please keep|no dejen?|nunca dejen?) (?:ever )?(?:stop|de mandar|de enviar)"
)


def read_wish(text: str, *, opted_out: bool) -> Wish | None:
    """What the whole message asks of a carrier, if that is what it is. "Cancel electrical final" is not."""
    words = fold(text)
    if words in _CANCEL:
        return Wish.STOP_BY_CANCEL
    if words in _STOP or _asks_to_stop(words):
        return Wish.STOP
    if words in _START or (opted_out and words in _START_ONCE_OUT):
        return Wish.START
    if words in _HELP:
        return Wish.HELP
    return Wish.MORE if words in _MORE else None


def fold(text: str) -> str:
    """Small letters without accents, punctuation or repeated spaces: "¡No más!" is "no mas"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    letters = [letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)]
    return " ".join("".join(letters).split())


def is_spanish_wish(text: str) -> bool:
    """Whether a carrier word or an opt-out phrase is Spanish, for a person whose language is not known yet."""
    words = fold(text)
    if words in {"alto", "parar", "pare", "baja", "no mas", "cancelar", "ayuda", "mas"}:
        return True
    return bool(re.search(r"\b(?:mensajes?|textos|no (?:quiero|me|nos)|ya no|de baja|dejen?|lista|mandarme)\b", words))


def _asks_to_stop(words: str) -> bool:
    if len(words.split()) > _MOST_WORDS_OF_A_PHRASE or _THE_OPPOSITE.search(words):
        return False
    return any(pattern.search(words) for pattern in _PHRASES)


_RESERVED = r"(?:cancel|end|quit|stop|yes|start|help|info|stopall|unsubscribe|revoke|optout|unstop)"
_ASKS_FOR_RESERVED = re.compile(
    r"\b(?:reply|text|send|answer|respond|type|say|write|responda|conteste|mande|envíe|envie|escriba|diga|ponga)\s+"
    r"(?:back\s+|with\s+|con\s+|us\s+|a\s+|just\s+)*"
    rf"(?:[\"'“‘«]\s*{_RESERVED}\s*[\"'”’»]|{_RESERVED.upper()}\b|{_RESERVED}(?=\s*(?:[.,;:!?)]|$|to\b|or\b|if\b|para\b|o\b|si\b)))",
)


def asks_for_a_reserved_word(text: str) -> bool:
    """Whether a sentence of ours asks for an answer that carriers would act on."""
    return bool(_ASKS_FOR_RESERVED.search(text) or _ASKS_FOR_RESERVED.search(text.lower()))
