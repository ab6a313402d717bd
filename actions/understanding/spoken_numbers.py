"""Finds permit numbers said aloud: "b r e s twenty twenty six oh one four two", "ene erre e veintiséis"."""

from collections.abc import Iterator
from functools import cache

from actions.understanding.context import Context
from actions.understanding.permit_numbers import Named, letters_of, own_by_digits, own_number, the_citys_number
from actions.understanding.permit_shapes import prefixes_of
from actions.understanding.phrases import all_phrases, word_set
from actions.understanding.text import Word

_FEWEST_NUMBERS = 2
_FEWEST_DIGITS = 4
_SURE_DIGITS = 6
_MOST_NUMBERS = 16
_MOST_TYPED = 4
_PAUSES = frozenset({",", ".", "-"})
_REPEATS = {"double": 2, "doble": 2, "triple": 3}
_THOUSANDS = frozenset({"thousand", "mil"})
_LIKE = frozenset({"for", "like", "de", "como"})
"""Between a letter and a word that begins with it: "b for boy"; "as in" is two words."""
_KINDS_OF_LETTER = frozenset({"grande", "larga", "chica", "corta", "chiquita", "baja", "alta"})


def permits_spelt(words: tuple[Word, ...], context: Context) -> list[Named]:
    """The permits whose letters or digits are said aloud. Letters count only where the city or the speaker has them."""
    own = frozenset(letters_of(permit.number) for permit in context.permits) - {""}
    prefixes = prefixes_of(context.permit_shapes) | own
    firsts = _firsts(prefixes)
    found: list[Named] = []
    place = 0
    while place < len(words):
        text = words[place].text
        named = None
        if text in firsts or text in prefixes:
            named = _spelt_at(words, place, prefixes, context)
        elif _is_number_word(text) and (place == 0 or not _is_number_word(words[place - 1].text)):
            named = _digits_at(words, place, context)
        if named is None:
            place += 1
            continue
        numbers, end = named
        found.append(Named(numbers, (words[place].start, words[end - 1].end)))
        place = end
    return found


@cache
def _firsts(prefixes: frozenset[str]) -> frozenset[str]:
    """The words that can begin one of these."""
    said = {name for name, letters in _letter_names().items() for prefix in prefixes if prefix[0] in letters}
    parts = {prefix[:length] for prefix in prefixes for length in range(1, len(prefix) + 1)}
    return frozenset(said | parts | (_REPEATS.keys() - {"triple"}) | {"uve", "i"})


def _spelt_at(
    words: tuple[Word, ...], place: int, prefixes: frozenset[str], context: Context
) -> tuple[tuple[str, ...], int] | None:
    for prefix in sorted(prefixes, key=lambda one: (-len(one), one)):
        for end in _spell(words, place, prefix):
            is_typed = end == place + 1
            found = _with_numbers(words, end, prefix, context, is_typed)
            if found is not None:
                return found
    return None


def _with_numbers(
    words: tuple[Word, ...], place: int, prefix: str, context: Context, is_typed: bool
) -> tuple[tuple[str, ...], int] | None:
    """The longest run of numbers after the letters that makes a number of the speaker's, else one of the city's."""
    runs = [run for run in _runs_of_numbers(words, place) if not (is_typed and _all_typed(words, place, run[0]))]
    for way in (own_number, the_citys_number):
        for end, digits, count in reversed(runs):
            if count >= _FEWEST_NUMBERS or len(digits) >= _FEWEST_DIGITS:
                numbers = way(prefix + digits, context)
                if numbers:
                    return numbers, end
    return None


def _all_typed(words: tuple[Word, ...], place: int, end: int) -> bool:
    """Whether no number is said as a word; a long row of single digits is as good as said."""
    return end - place <= _MOST_TYPED and all(
        word.text.isdecimal() or word.text in _PAUSES for word in words[place:end]
    )


def _digits_at(words: tuple[Word, ...], place: int, context: Context) -> tuple[tuple[str, ...], int] | None:
    """ "Oh one four two", "ending in one forty two": digits alone, of the speaker's own permits."""
    cued = place > 0 and words[place - 1].text in (word_set("permit_words") | {"in", "en", "with"})
    for end, digits, count in reversed(list(_runs_of_numbers(words, place))):
        is_sure = len(digits) >= _SURE_DIGITS or (len(digits) >= _FEWEST_DIGITS and (cued or digits[0] == "0"))
        if count >= _FEWEST_NUMBERS and is_sure and not _all_typed(words, place, end):
            numbers = own_by_digits(digits, context)
            if numbers:
                return numbers, end
    return None


def _spell(words: tuple[Word, ...], place: int, left: str) -> Iterator[int]:
    """The places after the words that spell these letters, by their names or as they are."""
    if not left:
        yield place
        return
    if place >= len(words):
        return
    text = words[place].text
    following = words[place + 1].text if place + 1 < len(words) else ""
    if len(text) > 1 and left.startswith(text):
        yield from _spell(words, place + 1, left[len(text) :])
    if left[0] in _letter_names().get(f"{text} {following}", ""):
        yield from _spell(words, place + 2, left[1:])
    if left[0] in _letter_names().get(text, ""):
        yield from _spell(words, _after_letter(words, place + 1), left[1:])
    if text in _REPEATS and left[:1] * 2 == left[:2] and left[0] in _letter_names().get(following, ""):
        yield from _spell(words, place + 2, left[2:])
    if text in _PAUSES or text in word_set("spoken_dash"):
        yield from _spell(words, place + 1, left)


def _after_letter(words: tuple[Word, ...], place: int) -> int:
    """The place after "as in boy", "de burro", "grande"."""
    texts = [word.text for word in words[place : place + 3]]
    if texts[:2] == ["as", "in"] and len(texts) > 2:
        return place + 3
    if texts and texts[0] in _LIKE and len(texts) > 1 and len(texts[1]) > 2 and texts[1][0] == _letter(words, place):
        return place + 2
    return place + 1 if texts and texts[0] in _KINDS_OF_LETTER else place


def _letter(words: tuple[Word, ...], place: int) -> str:
    return _letter_names().get(words[place - 1].text, " ")[0]


def _runs_of_numbers(words: tuple[Word, ...], place: int) -> Iterator[tuple[int, str, int]]:
    """Each run of numbers from a place on, the shortest first: where it ends, its digits, how many numbers it has."""
    digits, count = "", 0
    while count < _MOST_NUMBERS and place < len(words):
        if words[place].text in _PAUSES or words[place].text in word_set("spoken_dash"):
            place += 1
            continue
        said, place = _number_at(words, place)
        if not said:
            return
        digits, count = digits + said, count + 1
        yield place, digits, count


def _number_at(words: tuple[Word, ...], place: int) -> tuple[str, int]:
    """The digits of the number at a place and where it ends; no digits where none stands."""
    text = words[place].text
    following = words[place + 1].text if place + 1 < len(words) else ""
    if text.isdecimal():
        return ("", place) if following in ("/", ":") else (text, place + 1)
    if text in _REPEATS:
        said = _value(following)
        return (said * _REPEATS[text], place + 2) if said is not None and len(said) == 1 else ("", place)
    if text in ("zero", "oh", "o", "cero"):
        return "0", place + 1
    value, place = _thousands(words, place)
    return (str(value), place) if value else ("", place)


def _thousands(words: tuple[Word, ...], place: int) -> tuple[int, int]:
    """ "Two thousand twenty six", "dos mil veintiséis", and all that is less."""
    value, after = _hundreds(words, place)
    if value and after < len(words) and words[after].text in _THOUSANDS:
        more, end = _hundreds(words, after + 1)
        return value * 1000 + more, end
    return value, after


def _hundreds(words: tuple[Word, ...], place: int) -> tuple[int, int]:
    if place >= len(words):
        return 0, place
    hundreds, after = _SPANISH_HUNDREDS.get(words[place].text, 0), place + 1
    if not hundreds:
        value, after = _below_hundred(words, place)
        if not 0 < value < 10 or after >= len(words) or words[after].text != "hundred":
            return value, after
        hundreds, after = value, after + 1
        after += after < len(words) and words[after].text == "and"
    more, end = _below_hundred(words, after)
    return hundreds * 100 + more, end


def _below_hundred(words: tuple[Word, ...], place: int) -> tuple[int, int]:
    said = _value(words[place].text) if place < len(words) else None
    if said is None or said == "0":
        return 0, place
    value, after = int(said), place + 1
    if value % 10 == 0 and value >= 20:
        joined = after + (after + 1 < len(words) and words[after].text in ("y", "-"))
        unit = _value(words[joined].text) if joined < len(words) else None
        if unit is not None and len(unit) == 1 and unit != "0":
            return value + int(unit), joined + 1
    return value, after


_SPANISH_HUNDREDS = {
    "cien": 1,
    "ciento": 1,
    "doscientos": 2,
    "trescientos": 3,
    "cuatrocientos": 4,
    "quinientos": 5,
    "seiscientos": 6,
    "setecientos": 7,
    "ochocientos": 8,
    "novecientos": 9,
}


def _is_number_word(text: str) -> bool:
    return text in _spoken() or text in _SPANISH_HUNDREDS or text in _REPEATS


def _value(text: str) -> str | None:
    return _spoken().get(text)


@cache
def _spoken() -> dict[str, str]:
    """Number word -> its digits."""
    return {phrase[0]: phrase[1] for phrase in all_phrases("spoken_digits")}


@cache
def _letter_names() -> dict[str, str]:
    """What a letter is called -> the letters that it may be: itself, "be", "double u", "bravo"."""
    names: dict[str, str] = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
    for phrase in all_phrases("letter_names"):
        name = " ".join(phrase[:-1])
        names[name] = names.get(name, "") + phrase[-1]
    return names
