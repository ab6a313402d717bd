"""Which texts a person wants and which not: "no reminders", "stop the reminders but keep results"."""

import re
from dataclasses import dataclass, replace

from actions.understanding.text import clean, fold

ALL = "all"
KINDS = ("reminders", "results", "changes", "inactivity", "fees")


@dataclass(frozen=True, slots=True)
class NoticeChoice:
    """`kind` is one of `KINDS`, or `ALL`. `wanted` is None where only the kind was said."""

    kind: str
    wanted: bool | None


_NOUN = r"(?: (?:reminders?|alerts?|notices?|texts?|warnings?|updates?))?"
_KIND_WORDS = {
    "inactivity": r"180[ -]days?|inactiv\w*|lapses?|expires?|goes? dead|venc\w+|180 dias",
    "fees": rf"fees?{_NOUN}|payments?{_NOUN}|pay|paid|tarifas?|pagos?|pagar|pagado",
    "changes": (
        r"changes|change (?:notices?|alerts?|texts?)|moves?|moved|reschedul\w*|calls? off|called off|"
        r"(?:you|city|inspector) (?:ever )?cancels?|can'?t (?:come|make it)|cambios?|cambi[ea]n?|muev\w+|"
        r"no pued[ea] venir|(?:ciudad|ustedes)(?: me)? cancel\w*"
    ),
    "results": (
        r"results?|outcomes?|pass(?:es|ed)?(?:[ /]*(?:or|and|o|/)?[ /]*(?:fail\w*|not))?|fail(?:s|ed)?|"
        r"resultados?|pas[oae]|aprob\w+|reprob\w+"
    ),
    "reminders": (
        r"remin?de?rs?|remiders?|remind(?:ing|ed)?|remaind(?:ers?|ing)|remidners?|nudges?|(?:day|night|evening) before|"
        r"record\w+|recuerd\w*|dia (?:antes|anterior)|vispera|noche ant\w+"
    ),
    ALL: r"everything|every ?thing|all|none|automatic\w*|tod[oa]s?|ningun\w*|automatic[oa]s?",
}
_OFF = (
    r"do not|don'?t|no more|not|never|no|without|stop\w*|quit|quitting|skip|turn(?:ed|ing)? off|switch(?:ed|ing)? off|"
    r"shut off|off|disable|mute|kill|cancel(?= (?:my |the )?re)|drop|leave (?:out|off|me out)|take me off|opt me out|"
    r"hold|pause|too m\w+|annoy\w+|none|ya no|sin|pare|paren|dej[ae](?:me)? de|dej[ae](?= los record)|quit[ae]\w*|"
    r"apag\w+|desactiv\w+|cancel[ae]|suspend\w+|elimin\w+|ni|demasiad[oa]s?|molest\w+|ningun\w*"
)
_ON = (
    r"send|text|tell|give|let me know|notify|alert|warn|want|need|like|keep|turn(?:ed)? on|switch\w* on|enable|resume|"
    r"restart|start|bring|put|get|yes|on|again|back|only|just|mand(?:e|ar|ame)\w*|envi(?:e|ar|ame)\w*|avis[ea]n?me\w*|dig\w+me|notifi[cq]\w+me|"
    r"quiero|quisiera|necesit\w+|deje|active|activar|prend\w+|pong[ao]\w*|pon(?:me|er)?|vuelva\w*|reanud\w+|devuelva\w*|"
    r"si|solo|nada mas|nomas|siga\w*|otra vez|de nuevo"
)
_TOKEN = re.compile(
    r"(?P<pause>\b(?:but|pero|though|however)\b|[;.!?])"
    + "".join(rf"|(?P<{kind}>\b(?:{words})\b)" for kind, words in _KIND_WORDS.items() if kind != ALL)
    + rf"|(?P<off>\b(?:{_OFF})\b)|(?P<on>\b(?:{_ON})\b)"
)
_ALL_WORDS = re.compile(rf"\b(?:{_KIND_WORDS[ALL]})\b")
_OFF_WORDS = re.compile(rf"\b(?:{_OFF})\b")
_ONLY = re.compile(
    r"\b(?:only|just|nothing but|solo|nada mas|nomas)\b|\W*\b(?:nothing else|not the (?:rest|others)|lo demas no)\b"
)
_ALL_BUT = re.compile(
    r"\b(?:everything|all|keep \w+|tod[oa]s?)(?: (?:the|of|them|it|l[oa]s|avisos|mensajes))* "
    r"(?:but|except(?: for)?|menos|excepto)\b"
)
_BACK_ON = re.compile(
    r"\b(?:avisos|notificaciones|alertas|notices|notifications|alerts)\b.*\b(?:otra vez|de nuevo|nuevamente|again)\b"
    r"|\b(?:otra vez|de nuevo|nuevamente|again)\b.*\b(?:avisos|notificaciones|alertas|notices|notifications|alerts)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|hi|hello|hey|ok|hola|oiga|y|pues)\W+)*(?:which|what|am i|are|do (?:i|you)|did i|why|list|show|"
    r"que (?:mensajes|avisos|notificaciones|textos|me|recibo|tengo)|cual(?:es)?|de que|a que|recibo|mandan|por que|"
    r"ver|mis)\b"
    r"|\b(?:settings?|preferences?|preferencias|configur\w+|cho(?:ose|osing)|pick|manage|elegir|elijo|escoger|"
    r"chang(?:e|ing) (?:my|the|what|which)|cambiar (?:mis|las|los|lo))\b"
    r"|\b(?:never|did ?n[o']?t|no me|nunca)(?: me)? (?:g[eo]t|receive\w*|llego|llegaron|recibi)\b"
)
_TO_REMIND = re.compile(r"\b(?:remind me|recuerd[ae]n?me|recordarme|(?:me )?(?:puede|pueden) recordar)\b")


def notice_choices(text: str) -> tuple[NoticeChoice, ...]:
    """What to switch, `ALL` first where it is meant. Empty where the message asks, or names no kind."""
    folded = fold(clean(text))
    if _ASKS.search(folded):
        return ()
    if all_but := _ALL_BUT.search(folded):
        wanted = _OFF_WORDS.search(folded[: all_but.start()]) is None
        others = tuple(replace(each, wanted=not wanted) for each in _kinds_in(folded[all_but.end() :]))
        return (NoticeChoice(ALL, wanted), *others)
    found = _kinds_in(_ONLY.sub(" only ", folded))
    if not found and _ALL_WORDS.search(folded):
        return (NoticeChoice(ALL, _OFF_WORDS.search(folded) is None),)
    if not found and _BACK_ON.search(folded) and not _OFF_WORDS.search(folded):
        return (NoticeChoice(ALL, True),)
    if found and all(each.wanted is None for each in found) and _TO_REMIND.search(folded) and "?" not in folded:
        return (NoticeChoice("reminders", True),)
    said = tuple(each for each in found if each.wanted is not None)
    others_off = any(each.wanted for each in said) and _ONLY.search(folded)
    return (NoticeChoice(ALL, False), *said) if others_off else said


def _kinds_in(folded: str) -> tuple[NoticeChoice, ...]:
    """Each kind with the last word of wanting or not wanting before it; else with the next one behind it."""
    found: dict[str, bool | None] = {}
    wanted: bool | None = None
    negated, last, end = False, "", 0
    for token in _TOKEN.finditer(folded):
        name = str(token.lastgroup)
        if name in ("on", "off"):
            says = name == "on"
            if last and not folded[end : token.start()].strip() and _BEHIND.match(folded, token.start()):
                found[last] = says
            elif says and negated:
                says = False
            wanted, negated = says, not says
            found |= {kind: wanted for kind, value in found.items() if value is None}
        elif name == "pause":
            wanted, negated = None, False
        else:
            found[name] = wanted if found.get(name) is None else found[name]
            negated = False
            last, end = name, token.end()
    return tuple(NoticeChoice(kind, value) for kind, value in found.items())


_BEHIND = re.compile(r"(?:off|yes|no|si|again|back|on(?! (?:the|a|my|each|every)\b))\b")
"""Words that count for what stands right before them: "reminders off", "resultados sí"."""
