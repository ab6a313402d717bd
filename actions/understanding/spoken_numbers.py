"""Finds permit numbers as a phone transcript spells them: "b r e s twenty twenty six oh one four two"."""

from functools import cache

from actions.understanding.context import Context
from actions.understanding.permit_numbers import Named, the_speakers_or_the_citys
from actions.understanding.phrases import all_phrases, word_set
from actions.understanding.text import Word

_FEWEST_LETTERS = 2
_FEWEST_NUMBERS = 2


def permits_spelt(words: tuple[Word, ...], context: Context) -> list[Named]:
    """The permits that are spelt out letter by letter and number by number."""
    if not any(len(word.text) == 1 and word.text.isalpha() for word in words):
        return []
    found = []
    place = 0
    while place < len(words):
        letters = _run_of_letters(words, place)
        numbers = _run_of_numbers(words, place + letters)
        if letters >= _FEWEST_LETTERS and numbers >= _FEWEST_NUMBERS:
            end = place + letters + numbers
            typed = "".join(word.text for word in words[place : place + letters])
            meant = the_speakers_or_the_citys(typed + _digits(words[place + letters : end]), context)
            if meant:
                found.append(Named(meant, (words[place].start, words[end - 1].end)))
                place = end
                continue
        place += 1
    return found


def _run_of_letters(words: tuple[Word, ...], place: int) -> int:
    end = place
    while end < len(words) and len(words[end].text) == 1 and words[end].text.isalpha():
        end += 1
    return end - place


def _run_of_numbers(words: tuple[Word, ...], place: int) -> int:
    end = place
    while end < len(words) and (words[end].text in _spoken() or words[end].text.isdecimal() or words[end].text == "o"):
        end += 1
    return end - place if words[end - 1 : end] and not _is_dash(words[end - 1]) else max(end - place - 1, 0)


def _digits(words: tuple[Word, ...]) -> str:
    """ "twenty twenty six oh one" is 202601: a unit after a ten fills its place."""
    digits = ""
    after_ten = False
    for word in words:
        said = "0" if word.text == "o" else _spoken().get(word.text, word.text)
        if after_ten and len(said) == 1 and said not in {"0", ""}:
            digits = digits[:-1] + said
        else:
            digits += said
        after_ten = len(said) == 2 and said.endswith("0") and said != "10"
    return digits


def _is_dash(word: Word) -> bool:
    return _spoken().get(word.text) == ""


@cache
def _spoken() -> dict[str, str]:
    """Number word -> its digits; a spoken dash has none."""
    return {phrase[0]: phrase[1] for phrase in all_phrases("spoken_digits")} | dict.fromkeys(
        word_set("spoken_dash"), ""
    )
