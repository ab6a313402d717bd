"""Whether a message says that a visit stays as it is: the answers to "Still ready?" in words of their own."""

import re

from actions.understanding.purposes import keeps_it
from actions.understanding.text import clean, fold

_READY = (
    r"still (?:ready|on|good|stands?|works?)|ready|all set|good to go|confirm(?:ed|ing)?|"
    r"see (?:you|ya|u)|(?:we|i)(?:'?ll| will) be (?:there|ready)|"
    r"(?:keep|leave) it(?: as(?: it)? is)?|(?:that'?s|that is|it'?s|it is) (?:fine|ok|okay|good)|fine|"
    r"(?:that|it|still) works|"
    r"siguen?(?: en pie)?|list[oa]s?|todo bien|ahi (?:estare|estaremos|estoy|los espero|nos vemos)|"
    r"(?:l[oa]s? )?confirm(?:o|amos|ad[oa]s?)|nos vemos|dej[ea]l[oa]s?(?: asi| como esta)?|"
    r"(?:asi )?esta bien|de acuerdo|(?:asi )?queda(?: asi| igual| bien)?|los? esper(?:o|amos)"
)
_IS_READY = re.compile(rf"\b(?:{_READY})\b")
_NOT = r"(?:not|n'?t|no longer|never|no|ni|aun no|todavia no|nunca)"
_IS_NOT_READY = re.compile(rf"(?:\b|(?<=[a-z])){_NOT}\b\W+(?:\w+\W+){{0,3}}(?:{_READY})\b")
_LEADING_NUMBER = re.compile(r"^\W*(\d)\W+(?=[^\W\d])")


def is_ready(text: str) -> bool:
    """ "Still ready", "we'll be there", "sigue en pie", "no la cancele"."""
    folded = fold(clean(text))
    return keeps_it(text) or (_IS_READY.search(folded) is not None and _IS_NOT_READY.search(folded) is None)


def is_not_ready(text: str) -> bool:
    """ "We are not ready", "todavía no estamos listos"."""
    return _IS_NOT_READY.search(fold(clean(text))) is not None


def leading_number(text: str) -> int | None:
    """2 of "2 move it", "2) mover": a number with the words that stood by it. A bare number is an answer already."""
    found = _LEADING_NUMBER.match(text)
    return int(found[1]) if found else None
