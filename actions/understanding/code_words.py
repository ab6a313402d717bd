"""What is said while a code is awaited: the six digits, "send it again", "it did not come", "to the other one"."""

import re

from actions.understanding.text import clean, fold

_LENGTH = 6
_SPOKEN = {
    word: str(digit)
    for digit, words in enumerate(
        (
            "zero oh cero", "one uno", "two dos", "three tres", "four cuatro",
            "five cinco", "six seis", "seven siete", "eight ocho", "nine nueve",
        )
    )
    for word in words.split()
}  # fmt: skip
_SPOKEN_RUN = re.compile(rf"\b(?:{'|'.join(_SPOKEN)})(?:[ ,.-]+(?:{'|'.join(_SPOKEN)}))+\b")
_APART = r"[ .,-]{0,3}"
_RUN = re.compile(rf"(?<![a-z0-9/-])\d(?:{_APART}\d)*(?![a-z0-9/])")

_AGAIN = re.compile(
    r"\b((re)?send|text|new|resend|try|request) (it |that |me |one |the code |a |another |me a |me the )*"
    r"(again|one|code|once more|another|new code)\b|\bresend\b|\b(once more|one more time)\b|^\W*again\W*$"
    r"|\b(otra vez|de nuevo|nuevamente|reenvi\w*|remand\w*|un nuevo|(codigo|clave) nuev[ao]|nuev[ao] (codigo|clave))\b"
    r"|\b(mand|envi)\w+ otr[ao]\b|\botr[ao] (codigo|clave)\b"
)
_NOT_ARRIVED = re.compile(
    r"\b(did ?n[o']?t|have ?n[o']?t|has ?n[o']?t|never|not|no) (yet )?"
    r"(get|got|gotten|received?|come|came|arrived?|here|see|seen|text|code)\b"
    r"|\b(nothing|no code|no text)( has| yet)?( came| come| arrived| here| yet)?\b|\bstill waiting\b"
    r"|\b(no|nunca|ni|tampoco|aun no|todavia no) (me )?(ha )?(lleg|recib|veo|vino|sale|aparec)\w*"
    r"|\bno hay (nada|codigo)\b"
)
_OTHER = re.compile(
    r"\b(an)?other( one)?( (phone|number|contact|e-?mail|address|way))?\b"
    r"|\b(different|wrong) (phone|number|contact|one|e-?mail)\b"
    r"|\botr[ao]( (telefono|numero|contacto|correo|celular|direccion))?\b|\b(ese|eso) (telefono|numero|correo) no\b"
    r"|\b(don'?t|do not|no longer|no) (have|use|tengo|uso) (that|this|the|ya |ese|esa|el)?\b"
)
_KINDS = {
    "email": re.compile(r"\b(e-?mail|correo|mail)\b"),
    "text": re.compile(r"\b(text|phone|cell|sms|mobile|telefono|celular|cel|mensaje|numero)\b"),
}


def code_in(text: str) -> str | None:
    """The six digits, also in groups or as words. None where there are none, or more than one run of six."""
    folded = _SPOKEN_RUN.sub(_as_digits, fold(clean(text)))
    runs = {re.sub(r"\D", "", match[0]) for match in _RUN.finditer(folded)}
    codes = [run for run in runs if len(run) == _LENGTH]
    return codes[0] if len(codes) == 1 else None


def is_code_like(text: str) -> bool:
    """Whether a message is nothing but digits, as many as a mistyped code has."""
    folded = fold(clean(text)).strip(" .!#")
    return bool(re.fullmatch(r"\d(?:[ .-]?\d){3,7}", folded))


def asks_again(text: str) -> bool:
    """ "Send it again", "otro código": to the same contact."""
    return _AGAIN.search(fold(clean(text))) is not None


def did_not_arrive(text: str) -> bool:
    return _NOT_ARRIVED.search(fold(clean(text))) is not None


def asks_for_another(text: str) -> bool:
    """ "Another one", "the other phone", "otro": another contact, where there is one."""
    return _OTHER.search(fold(clean(text))) is not None


def kind_of_contact(text: str) -> str | None:
    """`email` or `text`, where one of them is named."""
    named = [kind for kind, pattern in _KINDS.items() if pattern.search(fold(clean(text)))]
    return named[0] if len(named) == 1 else None


def _as_digits(match: re.Match[str]) -> str:
    return " ".join(_SPOKEN[word] for word in re.findall(r"[a-z]+", match[0]))
