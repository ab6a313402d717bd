"""Masks the codes in a message, for exports and searches of the public records; everything else stays readable.

A message holds permits, dates, addresses and confirmation numbers, so that only such a number is masked to which a word
for a code or a key leads, or which answers our question for a code. `masking.py`, for notes to the inspector, masks all
that may be a code. What an inspector gets is never masked.
"""

import re
from collections.abc import Iterator, Sequence

from backend.domain.words_in_messages import (
    AND,
    ANOTHER_MATTER,
    ARRANGING,
    CODES,
    FILLERS,
    HASH_KEY,
    JOINING,
    KEYED,
    LOCKS,
    MORE_OF_IT,
    NAMING,
    OPENING,
    OTHER_CODES_AFTER,
    OTHER_CODES_BEFORE,
)
from backend.domain.words_in_notes import AMBIGUOUS_NUMERALS, CALLS, NUMERALS
from backend.domain.words_readable import is_of_a_permit, is_readable
from backend.domain.words_told import Kind, Token, as_code, tokens_of

_SENTENCE_ENDS = re.compile(r"[.!?;\n]\s|[!?;\n]")
_SIDE_BY_SIDE = re.compile(r"[\s#*–-]*")
_LISTED = re.compile(r"\s*,\s*")
_AHEAD = 6
_FEWEST_DIGITS = 3
_A_CODE_BY_ITSELF = 4


def masked_message(text: str, *, said_before: str = "", is_one_time_code: bool = False) -> str:
    """The message with the digits of its codes as `*`; as long as before.

    `said_before` is what we said last before a message of a person: a bare number answers a question for a code.
    `is_one_time_code`: the message brings one, so that every long number in it that is no permit's is masked.
    """
    tokens = tokens_of(text)
    letters = list(text)
    for at in _codes(tokens, text, said_before, is_one_time_code=is_one_time_code):
        letters[tokens[at].start : tokens[at].end] = as_code(tokens[at])
    return "".join(letters)


def speaks_of_a_code(text: str) -> bool:
    """Whether a sentence names a secret code, so that a number may come back as the answer."""
    tokens = tokens_of(text)
    return any(_names_a_secret(at, tokens) for at in range(len(tokens)))


def _codes(tokens: Sequence[Token], text: str, said_before: str, *, is_one_time_code: bool) -> Iterator[int]:
    for place, token in enumerate(tokens):
        if _names_a_secret(place, tokens):
            yield from _told_after(place, tokens, text)
        elif token.word in LOCKS or token.word in KEYED:
            yield from _right_after(place, tokens, text)
        elif token.kind is Kind.NUMBER and _is_told_of(place, tokens, text):
            yield from (place, *_rest_of_the_row(place, tokens, text))
        elif token.kind is Kind.NUMBER and _is_glued(token):
            yield place
    if is_one_time_code or (_is_bare(tokens) and speaks_of_a_code(said_before)):
        yield from (at for at in range(len(tokens)) if _may_be_the_answer(at, tokens, text))


def _names_a_secret(place: int, tokens: Sequence[Token]) -> bool:
    """Whether it is a word for a secret code, and not for that of an inspection, an area or a building."""
    if tokens[place].word not in CODES:
        return False
    before = [token.word for token in tokens[max(0, place - 3) : place]]
    after = [token.word for token in tokens[place + 1 : place + 4] if token.word not in {"de", "del", "la", "el"}][:1]
    if not LOCKS.isdisjoint(before):
        return True
    if before and before[-1] in OTHER_CODES_BEFORE:
        return False
    if not OTHER_CODES_AFTER.isdisjoint(after):
        return False
    return not (tokens[place].word in {"code", "codigo", "codes", "codigos"} and not ARRANGING.isdisjoint(before))


def _told_after(place: int, tokens: Sequence[Token], text: str) -> Iterator[int]:
    """The number behind the word for a code, over a few words, to the end of the sentence or to another matter."""
    left, is_direct = _AHEAD, True
    for at in range(place + 1, len(tokens)):
        token = tokens[at]
        if left == 0 or _is_another_matter(at, tokens) or _SENTENCE_ENDS.search(_between(at, tokens, text)):
            return
        if token.kind is Kind.PHONE:
            if at - place <= _FEWEST_DIGITS and CALLS.isdisjoint(one.word for one in tokens[place:at]):
                yield at
            return
        if _is_number(token) and not is_readable(at, tokens, text, behind_a_code=is_direct):
            if is_direct or _is_long(token):
                yield from (at, *_rest_of_the_row(at, tokens, text))
            return
        if not token.is_numeric and token.word not in NAMING | CODES | LOCKS:
            left, is_direct = left - 1, False


def _is_another_matter(at: int, tokens: Sequence[Token]) -> bool:
    """ "For the inspection" is still about the code, "lockbox on site, inspection 12345" no longer."""
    return tokens[at].word in ANOTHER_MATTER and tokens[at - 1].word not in {"the", "la", "el"}


def _right_after(place: int, tokens: Sequence[Token], text: str) -> Iterator[int]:
    """The number right behind a lock or the pressing of keys: "gate 5512#", "marque 4471"."""
    if place and tokens[place].word == "box" and tokens[place - 1].word in {"po", "o"}:
        return
    for at in range(place + 1, min(place + 4, len(tokens))):
        if _SENTENCE_ENDS.search(_between(at, tokens, text)) or "," in _between(at, tokens, text):
            return
        if _is_number(tokens[at]):
            is_short = tokens[at].digits < _A_CODE_BY_ITSELF and not _ends_with_a_key(at, tokens, text)
            if not is_short and not is_readable(at, tokens, text):
                yield from (at, *_rest_of_the_row(at, tokens, text))
            return
        if tokens[at].word not in NAMING:
            return


def _is_told_of(place: int, tokens: Sequence[Token], text: str) -> bool:
    """Whether what follows says that this number is a code: "5521 is the gate code", "4471 abre el portón"."""
    if is_readable(place, tokens, text) or place + 1 >= len(tokens):
        return False
    joining = tokens[place + 1].word
    if joining not in JOINING | OPENING or _between(place + 1, tokens, text).strip():
        return False
    if joining in JOINING - {"is", "es"} and not _is_long(tokens[place]):
        return False
    for at in range(place + 2, min(place + 7, len(tokens))):
        if joining in OPENING and tokens[at].word in LOCKS:
            return True
        if _names_a_secret(at, tokens):
            return True
        if tokens[at].word not in NAMING | LOCKS | {"front", "back", "side", "del", "de"}:
            return False
    return False


def _is_glued(token: Token) -> bool:
    """A number on the keys by itself ("#22*88", "5512#"), or with its word ("code4471")."""
    word = token.word.strip("0123456789#*:")
    on_the_keys = "*" in token.text or token.text.endswith("#")
    return (on_the_keys and token.digits >= _FEWEST_DIGITS) or (word in CODES and token.digits >= _FEWEST_DIGITS)


def _rest_of_the_row(place: int, tokens: Sequence[Token], text: str) -> Iterator[int]:
    """What belongs to the code that began here: "33 right 12 left 7", "1,2,3,4", "four four seven one"."""
    last, is_and = place, False
    for at in range(place + 1, len(tokens)):
        token, between = tokens[at], _between(at, tokens, text)
        is_near = _SIDE_BY_SIDE.fullmatch(between) is not None
        if not (is_near or (_LISTED.fullmatch(between) and not _is_long(token))) or at - last > _FEWEST_DIGITS:
            return
        if token.kind is Kind.NUMBER or token.word in NUMERALS | AMBIGUOUS_NUMERALS:
            is_another = is_and and token.kind is Kind.NUMBER and not _is_long(token)
            if is_another or is_readable(at, tokens, text):
                return
            yield at
            last = at
        elif token.word in AND:
            is_and = True
        elif token.word not in MORE_OF_IT | HASH_KEY:
            return


def _is_bare(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and all(token.is_numeric or token.word in FILLERS for token in tokens)


def _may_be_the_answer(at: int, tokens: Sequence[Token], text: str) -> bool:
    token = tokens[at]
    if token.kind is Kind.NUMERAL:
        return sum(one.kind is Kind.NUMERAL for one in tokens) >= _FEWEST_DIGITS
    return token.kind is Kind.NUMBER and _is_long(token) and not is_of_a_permit(at, tokens)


def _is_number(token: Token) -> bool:
    return token.kind is Kind.NUMBER or (token.kind is Kind.NUMERAL and token.word in NUMERALS)


def _is_long(token: Token) -> bool:
    return token.digits >= _FEWEST_DIGITS or not {"#", "*"}.isdisjoint(token.text)


def _ends_with_a_key(at: int, tokens: Sequence[Token], text: str) -> bool:
    behind = text[tokens[at].end : tokens[at].end + 8]
    words = {token.word for token in tokens[at + 1 : at + 3]}
    return not {"#", "*"}.isdisjoint(tokens[at].text + behind) or not HASH_KEY.isdisjoint(words)


def _between(at: int, tokens: Sequence[Token], text: str) -> str:
    """What stands between this token and the one before it."""
    return text[tokens[at - 1].end : tokens[at].start]
