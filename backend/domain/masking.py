"""Masks a note for the inspector: whoever lists or logs it sees that there is a code or a phone number, but not which.

What may be a code is masked, what is evidently none is left: a number behind "unit" or "apto", a time, "2 dogs". So a
house number may be masked for nothing, which costs little: the inspector's own system has the note in full.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from backend.domain.words_in_notes import AMBIGUOUS_NUMERALS, CALLS, NUMERALS, SECRETS
from backend.domain.words_told import Kind, Token, as_code, is_evidently_no_code, names_a_code, tokens_of

_IN_A_ROW = re.compile(r"[\s,#*–-]*(?:y\s+)?")
_SENTENCE_ENDS = re.compile(r"[.!?;]")
_CLAUSE_ENDS = re.compile(r"[.!?;:,]")
_AHEAD = 6
_BEHIND = 4
_FEWEST_DIGITS = 3
"""So many digits in a row are a code wherever they stand."""


def masked(note: str) -> str:
    """The note with its codes as `*` and all but the last two digits of its phone numbers; as long as before."""
    tokens = tokens_of(note)
    hidden = _codes(tokens, note)
    letters = list(note)
    for place, token in enumerate(tokens):
        if place in hidden:
            letters[token.start : token.end] = as_code(token)
        elif token.kind is Kind.PHONE:
            letters[token.start : token.end] = _as_phone(token.text)
    return "".join(letters)


def _codes(tokens: Sequence[Token], note: str) -> set[int]:
    """The places of the tokens that are, or may be, codes."""
    hidden = {
        place
        for place, token in enumerate(tokens)
        if _is_keyed(token) and not is_evidently_no_code(place, tokens, note)
    }
    for place, token in enumerate(tokens):
        if names_a_code(token):
            hidden.update(_told_after(place, tokens, note))
            hidden.update(_told_before(place, tokens, note))
    for row in _rows(tokens, note):
        if hidden.intersection(row) or sum(tokens[place].digits for place in row) >= _FEWEST_DIGITS:
            in_words = sum(tokens[place].kind is Kind.NUMERAL for place in row)
            # "the new one 4471"
            hidden.update(place for place in row if in_words > 1 or tokens[place].word not in AMBIGUOUS_NUMERALS)
    return hidden


def _is_keyed(token: Token) -> bool:
    """Typed on a keypad with # or *; or with its word glued to it, as "code12"."""
    return token.kind is Kind.NUMBER and (not {"#", "*"}.isdisjoint(token.text) or names_a_code(token))


def _told_after(place: int, tokens: Sequence[Token], note: str) -> Iterator[int]:
    """The numbers that follow the word for a code, over a few words at a time, to the end of the clause."""
    left, told = _AHEAD, False
    for at in range(place + 1, len(tokens)):
        between = note[tokens[at - 1].end : tokens[at].start]
        left -= 1
        if left < 0 or _SENTENCE_ENDS.search(between) or (told and "," in between):
            return
        if _is_phone_for_a_code(place, at, tokens) and not told:
            yield at
        elif _may_stand_alone(tokens[at]) and not is_evidently_no_code(at, tokens, note, may_be_time=told):
            yield at
            left, told = _AHEAD, True


def _told_before(place: int, tokens: Sequence[Token], note: str) -> Iterator[int]:
    """The numbers before the word for a code, in the same clause: "A1B2 is the gate code"."""
    for at in range(place - 1, max(-1, place - 1 - _BEHIND), -1):
        if _CLAUSE_ENDS.search(note[tokens[at].end : tokens[at + 1].start]):
            return
        if tokens[at].kind is Kind.NUMBER and not is_evidently_no_code(at, tokens, note):
            yield at


def _may_stand_alone(token: Token) -> bool:
    return token.kind is Kind.NUMBER or (token.kind is Kind.NUMERAL and token.word in NUMERALS)


def _is_phone_for_a_code(place: int, at: int, tokens: Sequence[Token]) -> bool:
    """ "Code 678-555-0142": a code that looks like a phone number."""
    between = {token.word for token in tokens[place + 1 : at]}
    is_near = at - place <= _FEWEST_DIGITS and tokens[place].word in SECRETS
    return tokens[at].kind is Kind.PHONE and is_near and between.isdisjoint(CALLS)


def _rows(tokens: Sequence[Token], note: str) -> Iterator[list[int]]:
    """The numbers that stand side by side: "4 4 0 9", "33, 12, 7", "cuarenta y cuatro"."""
    numeric = [at for at, token in enumerate(tokens) if token.is_numeric and not is_evidently_no_code(at, tokens, note)]
    row = numeric[:1]
    for before, at in pairwise(numeric):
        if not _IN_A_ROW.fullmatch(note[tokens[before].end : tokens[at].start]):
            yield row
            row = []
        row.append(at)
    if row:
        yield row


def _as_phone(text: str) -> str:
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    return "".join("*" if place in digits[:-2] else letter for place, letter in enumerate(text))
