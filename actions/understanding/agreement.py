"""A yes that repeats what was asked ("yes, cancel it", "sí, cancélela"), and the wish for something else instead."""

import re

from actions.understanding.answers import answer_in
from actions.understanding.text import clean, fold, words_of

_VERBS = {
    "schedule": r"book\w*|schedul\w*|reserv\w*|agend\w*|program\w*|apart\w*",
    "cancel": r"cancel\w*|call (it|them|that) off|drop|anul\w*|elimin\w*|quit\w*",
    "move": r"mov\w*|reschedul\w*|change|muev\w*|cambi\w*|pas[ea]\w*|reprogram\w*",
}
_OBJECTS = r"it|that|this|them|those|the|one|ones|inspections?|appointments?|la|lo|las|los|esa|eso|inspeccion(es)?|cita"
_PATTERNS = {
    task: (re.compile(rf"\b(?:{verbs})\b"), re.compile(rf"\b(?:{_OBJECTS})\b")) for task, verbs in _VERBS.items()
}


_INSTEAD = re.compile(r"\b(instead|rather|actually|make it|change|mejor|en vez|en lugar|cambi\w+|preferiblemente)\b")


def prefers_something_else(text: str) -> bool:
    """ "Thursday instead", "mejor el jueves"."""
    return _INSTEAD.search(fold(clean(text))) is not None


def agrees_to(task: str, text: str) -> bool:
    """Whether a message says yes to doing `task`, in the words of the task itself."""
    verbs, objects = _PATTERNS[task]
    folded = fold(clean(text))
    rest, said = verbs.subn(" ", folded)
    if not said or "?" in rest:
        return False
    rest = objects.sub(" ", rest).strip(" .,!")
    return not rest or answer_in(words_of(rest), mentions_visit=False).assent is True
