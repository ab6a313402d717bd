"""What a message says to an open question beside a plain yes or no: "yes, cancel it", "whatever is first", "why?"."""

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

_DECLINES = re.compile(
    r"\b(no thanks|no thank you|not any ?more|no gracias|ya no|siempre no|mejor no|forget it|never ?mind|olvid\w+)\b"
)

_DEEDS = {task: re.compile(rf"\b(?:{verbs})\b") for task, verbs in _VERBS.items()}

_WHY = re.compile(r"^\W*(?:(?:but|pero|and|y|ok|so|entonces)\W+)?(?:why|how come|por ?que|porq|xq|pq)\b")

_ANY_OF_THEM = re.compile(
    r"\b(either( one)?|any (one|of (them|those|these))|whichever|whatever('?s)?( is| comes)? (first|works|soonest)|"
    r"doesn'?t matter|dont care|don'?t care|you (pick|choose)|cualquiera|el que sea|la que sea|me da igual|"
    r"da (igual|lo mismo)|lo que (sea|haya)|l[ao] primer[ao] que (haya|tenga|salga))\b"
)

_ALL_OF_THEM = re.compile(
    r"^\W*(?:(?:yes|yeah|ok|sure|si|sale|dale|va|esta bien|bueno)\W+)*"
    r"(both|all|all of (them|it|those)|all three|every one|everything|the lot|both of (them|those)|"
    r"l[ao]s dos|amb[ao]s|tod[ao]s( ell[ao]s)?|l[ao]s tres|todo)\b( please| por favor)?\W*$"
)

_REFUSES = re.compile(r"\b(don'?t|do not|doesn'?t work|none|neither|not|no|ningun[ao]?|tampoco)\b")


def agrees_to(task: str, text: str) -> bool:
    """Whether a message says yes to doing `task`, in the words of the task itself."""
    verbs, objects = _PATTERNS[task]
    folded = fold(clean(text))
    rest, said = verbs.subn(" ", folded)
    if not said or "?" in rest:
        return False
    rest = objects.sub(" ", rest).strip(" .,!")
    if not rest:  # "cancel it" to "Cancel …?" is a yes; "reschedule it" to "Move …?" may want yet another day
        return task != "move"
    return answer_in(words_of(f"ok {rest}"), mentions_visit=False).assent is True


def deeds_in(text: str) -> frozenset[str]:
    """The tasks whose verbs a message has: a "yes, book it" is no yes to cancelling."""
    folded = fold(clean(text))
    return frozenset(task for task, verbs in _DEEDS.items() if verbs.search(folded))


def declines(text: str) -> bool:
    """A no that wants nothing in its place: "no thanks", "siempre no"."""
    return _DECLINES.search(fold(clean(text))) is not None


def refuses(text: str) -> bool:
    """Whether a message has a word of refusal: "I don't want any of those" takes none."""
    folded = fold(clean(text))
    return _REFUSES.search(re.sub(r"doesn'?t matter|don'?t (care|mind)|no importa", " ", folded)) is not None


def takes_any(text: str) -> bool:
    """ "Either", "whatever is first", "cualquiera": the first of what was offered will do."""
    return _ANY_OF_THEM.search(fold(clean(text))) is not None


def takes_all(text: str) -> bool:
    """ "Both", "all of them", "las dos": everything that was offered, and nothing else said."""
    return _ALL_OF_THEM.match(fold(clean(text))) is not None


def asks_why(text: str) -> bool:
    """ "Why not?", "¿y por qué no?": no answer to what was asked, but a question about it."""
    return _WHY.search(fold(clean(text))) is not None
