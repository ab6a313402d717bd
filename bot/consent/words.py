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
_COURTESY = frozenset({"please", "pls", "plz", "por", "favor", "now", "ya", "thanks", "thank", "you", "gracias"})
_START = frozenset({"start", "unstop"})
_START_ONCE_OUT = frozenset(
    ["yes", "si", "iniciar", "inicio", "empezar", "comenzar", "volver", "reanudar", "optin", "opt in"]
)
_HELP = frozenset({"help", "info", "ayuda"})
_MORE = frozenset({"more", "mas"})

_MOST_WORDS_OF_A_PHRASE = 14
_MESSAGES = r"(?:text(?:s|ing)?|messag(?:e|es|ing)|sms|notifications?)"
_MENSAJES = r"(?:mensajes?|textos?|sms|avisos|notificaciones)"
# A wish about one day or hour is for the dialogue: "I don't want messages on the 5th, move it".
_AT_ANY_TIME = r"(?! (?:on|at|in|before|after|until|during) (?!my\b|this\b|all\b|any\b|the future\b))"
_A_CUALQUIER_HORA = r"(?! (?:el|los|las|a las?|en la|por la|antes|despues|hasta) )"
# Only what is asked of us: "manden" and "envíe" ask, "mandan" and "enviaron" tell.
_MANDEN = r"(?:mand(?:en?|es)|envi(?:en?|es))"
_ESCRIBAN = r"(?:escrib(?:an?|as)|text(?:een?|ees))"
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bstop (?:texting|messaging|contacting|bothering)\b",
        rf"\bstop (?:sending|with|all)\b.{{0,24}}\b{_MESSAGES}\b",
        rf"\bstop (?:the|these|those|your) {_MESSAGES}\b",
        r"\b(?:do not|dont|quit|cease) (?:ever )?"
        r"(?:text(?:ing)?|messag(?:e|ing)|contact(?:ing)?) (?:me|us|this)\b",
        r"(?:^|\bplease |\bpls )never (?:ever )?(?:text|message|contact) (?:me|us|this)\b",
        r"\bnever (?:ever )?(?:text|message|contact) (?:me|us|this number) (?:ever )?again\b",
        rf"\b(?:do not|dont) (?:ever )?send (?:me |us )?(?:any )?(?:more )?{_MESSAGES}\b{_AT_ANY_TIME}",
        rf"\bno more {_MESSAGES}\b",
        rf"\b(?:do not|dont) want (?:any |to get |to receive |your |these )*{_MESSAGES}\b{_AT_ANY_TIME}",
        rf"\b(?:do not|dont) want (?:any |to get |to receive |your |these )*more {_MESSAGES}\b",
        r"\bunsubscribe (?:me|us|this)\b",
        r"\bopt (?:me|us) out\b",
        r"\b(?:take|remove) (?:me|us|my number|this number) (?:off|from) "
        r"(?:(?:of|your|this|the|these|all|any|future|further|city|getting|receiving) )*"
        rf"(?:{_MESSAGES}\b|(?:contact|mailing|phone) list\b|list(?= of (?:the |your )?{_MESSAGES}\b|"
        r" please\b| now\b| thanks?\b|$))",
        rf"\bno mas {_MENSAJES}\b",
        rf"\bno (?:quiero|queremos|deseo|deseamos)\b.{{0,12}}\bmas {_MENSAJES}\b",
        rf"\bno (?:quiero|queremos|deseo|deseamos)\b.{{0,12}}\b{_MENSAJES}\b{_A_CUALQUIER_HORA}",
        rf"\b(?:dejen?|deje|paren?|pare) de (?:mandar|enviar|escribir|textear|molestar)(?:me|nos|le)?\b"
        rf"(?=$|.{{0,20}}\b{_MENSAJES}\b| mas\b| por favor\b)",
        rf"\bya no (?:me|nos) {_ESCRIBAN}\b",
        rf"\bya no (?:me|nos) {_MANDEN}(?= (?:mas|nada|por favor|estos|esos|sus|{_MENSAJES})\b|$)",
        rf"\bno (?:me|nos) {_MANDEN} (?:mas )?{_MENSAJES}\b{_A_CUALQUIER_HORA}",
        rf"\bno (?:me|nos) {_ESCRIBAN} mas\b",
        r"\b(?:denme|deme|dame|darme) de baja\b",
        r"\b(?:quitenme|quiteme|borrenme|borreme|saquenme) de (?:la|su|esta) lista"
        rf"(?= de (?:los |sus )?{_MENSAJES}\b| por favor\b| ya\b|$)",
    )
)
# Told of somebody, not asked of us; taken out before the phrases are looked for, since both may be in one message.
_A_COMPLAINT = re.compile(
    r"\b(?:(?<!thank )(?<!told )(?<!asked )(?<!asking )(?<!telling )you|u|they|yall|guys|ustedes|"
    r"(?:the |your )?(?:inspectors?|office|city))"
    r"(?: (?:guys|all|people|still|just|even|also|usually|always))* "
    r"(?:never|dont|do not|quit|no longer) (?:ever )?"
    r"(?:text|messag|contact|send)\w{0,3}\b(?! (?:me |us )?(?:ever )?again\b)"
    r"|\bdid (?:you|u|they|the city)(?: guys| all)? stop\b"
    rf"|\b(?:got|received|had|were|was|been|see) no more {_MESSAGES}\b"
)
_KIND = (
    r"(?:reminders?|results?|fees?|payments?|inactivity|changes?|"
    r"recordatorios?|resultados?|tarifas?|pagos?|inactividad|cambios?)"
)
_ITS = r"(?:(?:the|your|these|those|any|more|all|with|my|los|las|la|el|sus|mis|mas|de) )*"
# One kind of text is named, which the dialogue switches off: "unsubscribe me from reminders" leaves the results on.
_ONE_KIND = re.compile(
    rf"\b(?:unsubscribe (?:me|us) from|opt (?:me|us) out of|take (?:me|us) off(?: of)?|"
    rf"stop (?:texting|messaging|bothering|sending)(?: (?:me|us))?|"
    rf"(?:dejen?|paren?|pare) de (?:mandar|enviar)(?:me|nos|le)?) "
    rf"{_ITS}{_KIND}(?: {_MESSAGES})?\b"
    rf"|\b{_KIND} {_MESSAGES}\b"
    rf"|\b(?:{_MESSAGES}|{_MENSAJES}) (?:about|of|on|with|for|de|sobre|con) {_ITS}{_KIND}\b"
)
_MORE_THAN_ONE_KIND = re.compile(
    r"\b(?:and|or|nor|y|o|ni) (?:any|all|every|other|your|more|text|messag|mensaje|tod[oa]s|otr[oa]s|mas|nada)"
)
_THE_OPPOSITE = re.compile(
    r"\b(?:do not|dont|never|please keep|no dejen?|nunca dejen?) (?:ever )?(?:stop|de mandar|de enviar)"
)


def read_wish(text: str, *, opted_out: bool) -> Wish | None:
    """What the whole message asks of a carrier, if that is what it is. "Cancel electrical final" is not."""
    words = fold(text)
    if words in _CANCEL:
        return Wish.STOP_BY_CANCEL
    if words in _STOP or _without_courtesy(words) in _STOP or _asks_to_stop(words):
        return Wish.STOP
    if words in _START or (opted_out and words in _START_ONCE_OUT):
        return Wish.START
    if words in _HELP:
        return Wish.HELP
    return Wish.MORE if words in _MORE else None


def _without_courtesy(words: str) -> str:
    """ "Stop please", "alto por favor": any reasonable wording revokes. A polite "cancel" is about an inspection."""
    return " ".join(word for word in words.split() if word not in _COURTESY)


def fold(text: str) -> str:
    """Small letters without accents, punctuation or repeated spaces: "¡No más!" is "no mas"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    letters = [letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)]
    return " ".join("".join(letters).split())


def is_spanish_wish(text: str) -> bool:
    """Whether a carrier word or an opt-out phrase is Spanish, for a person whose language is not known yet."""
    words = fold(text)
    if _without_courtesy(words) in {"alto", "parar", "pare", "baja", "no mas", "cancelar", "ayuda", "mas"}:
        return True
    return bool(re.search(r"\b(?:mensajes?|textos|no (?:quiero|me|nos)|ya no|de baja|dejen?|lista|mandarme)\b", words))


def _asks_to_stop(words: str) -> bool:
    if len(words.split()) > _MOST_WORDS_OF_A_PHRASE or _THE_OPPOSITE.search(words):
        return False
    asked = _A_COMPLAINT.sub(" ", words)
    if not _MORE_THAN_ONE_KIND.search(asked):
        asked = _ONE_KIND.sub(" ", asked)
    return any(pattern.search(asked) for pattern in _PHRASES)


_RESERVED = r"(?:cancel|end|quit|stop|yes|start|help|info|stopall|unsubscribe|revoke|optout|unstop)"
_ASKS_FOR_RESERVED = re.compile(
    r"\b(?:reply|text|send|answer|respond|type|say|write|responda|conteste|mande|envíe|envie|escriba|diga|ponga)\s+"
    r"(?:back\s+|with\s+|con\s+|us\s+|a\s+|just\s+)*"
    rf"(?:[\"'“‘«]\s*{_RESERVED}\s*[\"'”’»]|{_RESERVED.upper()}\b|{_RESERVED}(?=\s*(?:[.,;:!?)]|$|to\b|or\b|if\b|para\b|o\b|si\b)))",
)


def asks_for_a_reserved_word(text: str) -> bool:
    """Whether a sentence of ours asks for an answer that carriers would act on."""
    return bool(_ASKS_FOR_RESERVED.search(text) or _ASKS_FOR_RESERVED.search(text.lower()))
