"""Bends an example as hurried people write: slips on the keyboard, no accents, lost spaces, spelling by ear.

Every example is taught once more in such a form, so that what survives a typo carries weight. Each text has chances of
its own, drawn from the text and the seed: the same data gives the same noise, whatever its order.
"""

import random
import re

from dialogue.intents.wording import without_accents

_KEYS = (
    "q:wa w:qes e:wrd r:etf t:ryg y:tuh u:yij i:uok o:ipl p:ol a:qsz s:adw d:sfe f:dgr g:fht h:gjy j:hku k:jli l:kop "
    "z:xas x:zcs c:xvd v:cbf b:vng n:bmh m:nj"
)
_SOUNDS = (
    "qu:k ll:y v:b z:s ce:se ci:si h: cion:sion tion:shun ee:ea ph:f ck:k you:u are:r ss:s ight:ite ie:ei ll:l "
    "please:pls tomorrow:tmrw que:q por:x wh:w"
)
_BESIDE = dict(each.split(":") for each in _KEYS.split())
_BY_EAR = [each.split(":") for each in _SOUNDS.split()]
_LETTERS_A_SLIP = 24
_LOST_SPACES = 0.2


def bent(text: str, seed: int = 0) -> str:
    """The plain text in one of the forms."""
    chance = random.Random(f"{seed} {text}")  # noqa: S311 (repeatable, not secret)
    how = chance.random()
    if how < 0.4:
        return _slips(text, chance)
    if how < 0.7:
        return _by_ear(text, chance)
    return _lost_spaces(without_accents(text), chance)


def _slips(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(1 + len(text) // _LETTERS_A_SLIP):
        places = [place for place, letter in enumerate(letters) if letter.isalpha()]
        if len(places) < 4:
            break
        place, kind = chance.choice(places), chance.random()
        beside = chance.choice(_BESIDE.get(letters[place], letters[place]))
        if kind < 0.35:
            letters[place] = beside
        elif kind < 0.6:
            del letters[place]
        elif kind < 0.8:
            letters[place : place + 2] = letters[place : place + 2][::-1]
        else:
            letters.insert(place, chance.choice((letters[place], beside)))
    return "".join(letters)


def _by_ear(text: str, chance: random.Random) -> str:
    for letters, heard in chance.sample(_BY_EAR, 8):
        if letters in text:
            text = text.replace(letters, heard, 1 if chance.random() < 0.5 else -1)
    return text


def _lost_spaces(text: str, chance: random.Random) -> str:
    return re.sub(" ", lambda _: "" if chance.random() < _LOST_SPACES else " ", text)
