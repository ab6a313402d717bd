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


_ADDS = re.compile(r"\b(add|also|plus|too|as well|tambien|ademas|agreg\w+|anad\w+|sum[ae])\b")
_DROPS = re.compile(r"\b(drop|remove|take off|take out|leave out|skip|quit[ae]\w*|sac[ae]\w*)\b|\w no\W*$")
_CANCELS = re.compile(r"\b(cancel\w*|call off|anul\w+)\b")
_BOOKS = re.compile(r"\b(book|schedule|sched|reserv[aeo]\w*|agend[aeo]\w*|program[aeo]\w*)\b")
_MOVES = re.compile(r"^\W*(please |por favor )?(move|reschedule|resched|push|mueva\w*|mueve\w*|muevan|reprogram\w+)\b")
_CALLS_OFF = re.compile(
    r"^\W*(?:(?:please|pls|por favor|hi|hello|hola|ok|okay|actually|yes|si|no)\W+)*"
    r"(?:(?:can|could) you (?:please )?|(?:i|we) (?:need|want|have) to |puede |podria |necesito |quiero )?"
    r"(?:cancel|call off|cancel[ae]r?(?:me|la|lo|las|los)?|anul[ae]r?(?:me|la|lo|las|los)?)\b(?! and\b| y\b)"
)
_CANCEL_WORD = r"(?:cancel(?!l?ed\b|l?ation|ad|acion)\w*|call(?:ing)? (?:it |that |this )?off|anul\w+)"
_SAYS_CANCEL = re.compile(rf"\b{_CANCEL_WORD}\b")
_KEEPS = re.compile(rf"\b(?:do not|don'?t|dont|never|no|not)\s+(?:\w+\s+)?{_CANCEL_WORD}\b")
_WANTS_TO_MOVE = re.compile(
    r"\b((need|want|like|have) to|(can|could) (we|you|i)|necesito|quiero|quisiera|puedo|puede|podemos|podria)\W+"
    r"(move|change|reschedule|push|cambiar|mover|reprogramar|pasar)\b"
)
_DECLINES = re.compile(
    r"\b(no thanks|no thank you|not any ?more|no gracias|ya no|siempre no|mejor no|forget it|never ?mind|olvid\w+)\b"
)
_TO = re.compile(r"\b(to|al|pal|para)\b")
_OR = re.compile(r"\b(or|o|either|cualquiera)\b")


_ANY_HOUR = re.compile(r"\b(any ?time|all day|whole day|any hour|cualquier hora|todo el dia|a la hora que sea)\b")


_SAME = re.compile(
    r"\b(same (thing|ones?|inspections?|stuff|again)|same as|(as|like) (last time|before)|the usual|lo mismo"
    r"|las? mismas?|igual que|como la (vez pasada|ultima vez|otra vez|vez anterior))\b"
)


_DEEDS = {task: re.compile(rf"\b(?:{verbs})\b") for task, verbs in _VERBS.items()}


def deeds_in(text: str) -> frozenset[str]:
    """The tasks whose verbs a message has: a "yes, book it" is no yes to cancelling."""
    folded = fold(clean(text))
    return frozenset(task for task, verbs in _DEEDS.items() if verbs.search(folded))


def wants_the_same(text: str) -> bool:
    """ "The same as last time", "lo mismo de la vez pasada"."""
    return _SAME.search(fold(clean(text))) is not None


_WHY = re.compile(r"^\W*(?:(?:but|pero|and|y|ok|so|entonces)\W+)?(?:why|how come|por ?que|porq|xq|pq)\b")
_ON_CONDITION = re.compile(
    r"\b(?:if|si)\b.{0,30}\b(?:book|schedul|call|request|ask|order|reserv|agend|pido|llamo|program|solicit)\w*"
)


_ANY_OF_THEM = re.compile(
    r"\b(either( one)?|any (one|of (them|those|these))|whichever|whatever('?s)?( is| comes)? (first|works|soonest)|"
    r"doesn'?t matter|dont care|don'?t care|you (pick|choose)|cualquiera|el que sea|la que sea|me da igual|"
    r"da (igual|lo mismo)|lo que (sea|haya)|l[ao] primer[ao] que (haya|tenga|salga))\b"
)
_ALL_OF_THEM = re.compile(
    r"^\W*(both|all|all of (them|it|those)|all three|every one|everything|the lot|both of (them|those)|"
    r"l[ao]s dos|amb[ao]s|tod[ao]s( ell[ao]s)?|l[ao]s tres|todo)\b( please| por favor)?\W*$"
)


_REFUSES = re.compile(r"\b(don'?t|do not|doesn'?t work|none|neither|not|no|ningun[ao]?|tampoco)\b")


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


def asks_on_condition(text: str) -> bool:
    """ "If I book today, can you come tomorrow?": a question about booking, which books nothing."""
    return "?" in text and _ON_CONDITION.search(fold(clean(text))) is not None


def any_hour(text: str) -> bool:
    """ "Any time works": of the day that is named, not any day."""
    return _ANY_HOUR.search(fold(clean(text))) is not None


def adds_something(text: str) -> bool:
    """ "Add the slab", "y también la de plomería"."""
    return _ADDS.search(fold(clean(text))) is not None


def drops_something(text: str) -> bool:
    """ "Drop the slab", "quite la losa", "la losa no"."""
    return _DROPS.search(fold(clean(text))) is not None


def moves_something(text: str) -> bool:
    """A message that is about moving: "move the final to Friday", "necesito cambiar la final para el viernes"."""
    folded = fold(clean(text))
    return _MOVES.search(folded) is not None or _WANTS_TO_MOVE.search(folded) is not None


def calls_something_off(text: str) -> bool:
    """A message that begins by cancelling: "cancel the fire alarm", "por favor cancele la final"."""
    return _CALLS_OFF.match(fold(clean(text))) is not None


def says_cancel(text: str) -> bool:
    """Whether the word itself is there, and not refused."""
    folded = fold(clean(text))
    return _SAYS_CANCEL.search(folded) is not None and not _KEEPS.search(folded)


def keeps_it(text: str) -> bool:
    """ "Don't cancel it", "no la cancele": what is booked stays."""
    return _KEEPS.search(fold(clean(text))) is not None


def names_a_goal(text: str) -> bool:
    """ "… to Friday", "… para el viernes": the day is where it should go, not where it is."""
    return _TO.search(fold(clean(text))) is not None


def declines(text: str) -> bool:
    """A no that wants nothing in its place: "no thanks", "siempre no"."""
    return _DECLINES.search(fold(clean(text))) is not None


def cancels_and_books(text: str) -> bool:
    """Two requests in one message: "cancel the rough and book the final"."""
    folded = fold(clean(text))
    return _CANCELS.search(folded) is not None and _BOOKS.search(folded) is not None


def offers_alternatives(text: str) -> bool:
    return _OR.search(fold(clean(text))) is not None


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
    if not rest:  # "cancel it" to "Cancel …?" is a yes; "reschedule it" to "Move …?" may want yet another day
        return task != "move"
    return answer_in(words_of(f"ok {rest}"), mentions_visit=False).assent is True
