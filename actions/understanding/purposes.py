"""What a message is about, by the verbs and turns of phrase that say so: to move, to call off, to add, on condition."""

import re

from actions.understanding.text import clean, fold

_INSTEAD = re.compile(r"\b(instead|rather|actually|make it|change|mejor|en vez|en lugar|cambi\w+|preferiblemente)\b")

_ADDS = re.compile(r"\b(add|also|plus|too|as well|tambien|ademas|agreg\w+|anad\w+|sum[ae])\b")

_DISOWNS = re.compile(
    r"\bpermisos? (?:ya )?no (?:es|son) (?:el |de )?(?:mi[ao]s?|nuestr[ao]s?)\b|\bno es mi permiso\b"
    r"|\bpermit (?:is not|is ?n[o']?t) (?:mine|ours)\b|\bnot (?:my|our) permit\b"
)

_DROPS = re.compile(r"\b(drop|remove|take off|take out|leave out|skip|quit[ae]\w*|sac[ae]\w*)\b|\w no\W*$")

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

_TO = re.compile(r"\b(to|al|pal|para)\b")

_ANY_HOUR = re.compile(r"\b(any ?time|all day|whole day|any hour|cualquier hora|todo el dia|a la hora que sea)\b")

_SAME = re.compile(
    r"\b(same (thing|ones?|inspections?|stuff|again)|same as|(as|like) (last time|before)|the usual|lo mismo"
    r"|las? mismas?|igual que|como la (vez pasada|ultima vez|otra vez|vez anterior))\b"
)

_ON_CONDITION = re.compile(
    r"\b(?:if|si)\b.{0,30}\b(?:book|schedul|call|request|ask|order|reserv|agend|pido|llamo|program|solicit)\w*"
)


def wants_the_same(text: str) -> bool:
    """ "The same as last time", "lo mismo de la vez pasada"."""
    return _SAME.search(fold(clean(text))) is not None


def asks_on_condition(text: str) -> bool:
    """ "If I book today, can you come tomorrow?": a question about booking, which books nothing."""
    return "?" in text and _ON_CONDITION.search(fold(clean(text))) is not None


_ONLY_ASKS = re.compile(
    r"\b(still (cancel|move)|(can|could|may) i still|todavia (puedo|se puede|alcanzo)|aun (puedo|se puede)|"
    r"(want|like) to know|(quiero|quisiera) saber|if it rains|si llueve|cancelan)\b"
)


def only_asks(text: str) -> bool:
    """A question about cancelling that cancels nothing: "can I still cancel?", "si llueve, ¿la cancelan?"."""
    return _ONLY_ASKS.search(fold(clean(text))) is not None


_SAME_DAY = re.compile(r"\b(same day|that day( too)?|(el |ese )?mismo dia)\b")


def says_same_day(text: str) -> bool:
    """ "The same day", "ese mismo día": of what was arranged just before."""
    return _SAME_DAY.search(fold(clean(text))) is not None


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


def disowns_a_permit(text: str) -> bool:
    """ "This permit is not mine", "ese permiso no es mío"."""
    return _DISOWNS.search(fold(clean(text))) is not None


def names_a_goal(text: str) -> bool:
    """ "… to Friday", "… para el viernes": the day is where it should go, not where it is."""
    return _TO.search(fold(clean(text))) is not None


def prefers_something_else(text: str) -> bool:
    """ "Thursday instead", "mejor el jueves"."""
    return _INSTEAD.search(fold(clean(text))) is not None
