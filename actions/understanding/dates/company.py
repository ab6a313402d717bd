"""What the neighbours of a number or a short word tell: a day of the month, or a count, a street, a choice."""

from collections.abc import Iterable
from itertools import takewhile

from actions.understanding.dates.said import Found
from actions.understanding.dates.tokens import Token
from actions.understanding.dates.wordlists import words

_MAY_FOLLOW = words(
    "th please pls plz porfa porfavor thanks thx ty if is are at in on or and y o u e for to would will works work "
    "thats that so instead morning afternoon early with from "
    "ok okay good fine best preferably unless when between before after by around "
    "por en a la las de del con si para favor gracias mejor esta estaria puede seria temprano como antes despues "
    "then thru through til till until but pero not no can could may should do does you u i we my the an of el "
    "available open free possible disponible hay tienen tiene habra queda estan"
)
_NOT_A_DAY = words(
    "time times street st ave avenue av rd road blvd dr drive ln lane ct court pl place way hwy floor flr fl unit apt "
    "option one ones choice visit attempt inspection inspections reinspection permit permits house building bldg "
    "district ward story level phase stage try call text message line lot block item items number step person "
    "opcion inspeccion inspecciones piso calle vez veces cita permiso linea mensaje"
)
_POINTS_AT_A_DAY = words(
    "on for by until till til this next el para pa hasta at and or about between from to the of , ( ; : - . & y "
    "o u come be try how also please just maybe say"
)
_UNITS_OF_SIZE = words("inch inches in hour hours hr bath baths pipe pipes ft foot feet ton hp gal amp amps of")
_UNITS_OF_A_HOUSE = words("apt unit suite ste bldg building lot block no apto depto lote")
_DENIALS = words(
    "not no nothing wont cant cannot dont isnt arent doesnt couldnt wouldnt never out away gone closed busy "
    "unavailable nada ocupado ocupada fuera cerrado"
)
_ANY = words("any anyday anytime day time date cualquier dia whenever open available free good disponible libre")
_NEARBY = 7
_MOVING = ("mov", "muev", "chang", "camb", "pase", "pasa", "resched", "reprog", "reag", "push", "bump", "switch")
_OTHER_WORDS = words("sat sun")
_AFTER_OTHER_WORDS = words("on in at there down with is")
_DAY_TAGS = words("WEEKDAY MONTH RELDAY NUM ORD PAIR TRIPLE YMD TIME MANANA YEAR HALF MERIDIEM")


def ends_here(after: Token | None) -> bool:
    """Nothing follows that could be counted or named by the number before it."""
    return after is None or not after.word[0].isalnum() or after.word in _MAY_FOLLOW or _is_timely(after)


def names_a_thing(after: Token | None) -> bool:
    return after is not None and after.word in _NOT_A_DAY


def numbers_a_unit(found: Found) -> bool:
    """ "Apt 4-5", "unit 2p": neither hours nor a day."""
    return found.before is not None and found.before.word in _UNITS_OF_A_HOUSE


def is_half_past(found: Found) -> bool:
    """ "Jueves diez y media" is a time."""
    return [token.word for token in found.tokens[found.end : found.end + 2]] in (["y", "media"], ["y", "cuarto"])


def moves_something(found: Found) -> bool:
    """ "Move it from the 8th to the 9th": those are no stretch of days."""
    return any(token.word.startswith(_MOVING) for token in found.tokens[max(0, found.start - _NEARBY) : found.start])


def is_size(after: Token | None) -> bool:
    return after is not None and (after.word in _UNITS_OF_SIZE or after.word in ('"', "'", "”"))


def has_company(found: Found) -> bool:
    """A short name like "sat" or "sun" stands where a day stands and not in the middle of other talk."""
    before, after = found.before, found.after
    if before is not None and before.word in ("the", "he", "she", "it", "a", "i", "we"):
        return False
    if not _OTHER_WORDS.isdisjoint(found.words) and after is not None and after.word in _AFTER_OTHER_WORDS:
        return before is not None and (before.word in _POINTS_AT_A_DAY or _is_timely(before))
    if before is None and not _OTHER_WORDS.isdisjoint(found.words):
        return ends_here(after)
    if before is None or before.word in _POINTS_AT_A_DAY or _is_timely(before):
        return True
    return ends_here(after)


def is_meridiem(found: Found) -> bool:
    """ "am" is the morning, and not the verb of "I am ready"."""
    place = found.end - 1
    if found.tokens[place].word != "am":
        return True
    before = found.tokens[place - 1] if place else None
    after = found.after
    if (before and before.word in ("i", "who")) or (after and after.word in ("i", "not")):
        return False
    if before and (_is_timely(before) or before.word in ("the", "in", "/", "week", "for", "or", "an", "any")):
        return True
    return ends_here(after)


def nearby_weekday(found: Found) -> int | None:
    """The weekday said right before or after a numeric date ("Friday 7/6", "7/6 (fri)")."""
    near = [*found.tokens[max(0, found.start - 2) : found.start], *found.tokens[found.end : found.end + 2]]
    for token in near:
        weekday = token.tags.get("WEEKDAY")
        if isinstance(weekday, int):
            return weekday
    return None


def is_pointed_at(found: Found) -> bool:
    """A number with a dot or a dash is the whole message, or stands where a day stands."""
    before = found.before
    if before is None:
        return ends_here(found.after)
    return before.word in _POINTS_AT_A_DAY or _is_timely(before)


def denies_nearby(found: Found) -> bool:
    """ "I won't be ready until", "hasta el viernes no puedo"."""
    before = _breath(reversed(found.tokens[max(0, found.start - _NEARBY) : found.start]))
    after = _breath(found.tokens[found.end : found.end + _NEARBY]) if found.words[0] == "hasta" else ()
    return not _DENIALS.isdisjoint(before) or "no" in after


def lets_any_day(found: Found) -> bool:
    before = _breath(reversed(found.tokens[max(0, found.start - 2) : found.start]))
    return not _ANY.isdisjoint(before)


def _breath(tokens: Iterable[Token]) -> list[str]:
    """The words up to the next sign."""
    return [token.word for token in takewhile(lambda token: token.word[0].isalnum(), tokens)]


def _is_timely(token: Token) -> bool:
    return not _DAY_TAGS.isdisjoint(token.tags)
