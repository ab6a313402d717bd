"""How a message changes what is being arranged: new values replace old ones, rejected ones go, the rest stays."""

from dataclasses import replace
from datetime import date

from actions.conversation.memory import OpenDays, Wish
from actions.records import City, HalfDay
from actions.understanding.dates import DateReading
from actions.understanding.purposes import adds_something, any_hour, calls_something_off, drops_something
from actions.understanding.reading import Reading


def merged(wish: Wish, reading: Reading, city: City, *, cancelling: bool = False) -> Wish:
    """The wish after a message. Only what the message says for certain; the rest is asked about.

    `cancelling`: the wish is to cancel; in any other, "cancel the slab" takes the slab out of it.
    """
    return _with_day(_with_inspections(_with_permit(wish, reading), reading, city, cancelling), reading)


def says_something(reading: Reading) -> bool:
    """Whether the message holds a value that a wish could take."""
    dates = reading.dates
    return bool(
        reading.permits
        or reading.near_permits
        or reading.types
        or reading.unsure_types
        or reading.rejected_types
        or reading.stages
        or reading.trades
        or reading.all_of
        or dates.days
        or dates.half_day
        or dates.any_day
        or dates.impossible
        or dates.rejected
        or _span_of(dates).is_span
        or dates.shift
    )


def nothing_more(reading: Reading) -> Reading:
    """The reading of a message that is spent: "the 2nd" that chose a permit names no day as well."""
    return Reading(reading.text, reading.language, DateReading())


def half_day_of(value: str | None) -> HalfDay | None:
    return "am" if value == "am" else "pm" if value == "pm" else None


def _with_permit(wish: Wish, reading: Reading) -> Wish:
    """Another permit is another visit: the wish for a half-day stays with the old one."""
    if reading.near_permits and not reading.permits and wish.permit not in reading.near_permits:
        return replace(wish, permit=None)
    if not reading.permits or reading.permits[0] == wish.permit:
        return wish
    return replace(wish, permit=reading.permits[0], half_day=None)


def _with_inspections(wish: Wish, reading: Reading, city: City, cancelling: bool) -> Wish:
    held = set(reading.types) & set(wish.inspections)
    if reading.types and (
        drops_something(reading.text) or (held and not cancelling and calls_something_off(reading.text))
    ):
        return replace(wish, inspections=tuple(each for each in wish.inspections if each not in reading.types))
    if reading.types:
        before = wish.inspections if adds_something(reading.text) else ()
        kept = tuple(each for each in before if each not in reading.rejected_types)
        return replace(wish, inspections=tuple(dict.fromkeys((*kept, *reading.types))))
    if wish.inspections and reading.stages:
        staged = tuple(_at_stage(each, reading.stages[-1], city) for each in wish.inspections)
        if all(staged):
            return replace(wish, inspections=tuple(each for each in staged if each))
    if wish.inspections and reading.unsure_types:
        stage = wish.inspections[-1].rpartition("_")[2]
        alike = tuple(each for each in reading.unsure_types[0] if each.endswith(f"_{stage}"))
        before = wish.inspections if adds_something(reading.text) else ()
        return replace(wish, inspections=tuple(dict.fromkeys((*before, *alike))) if len(alike) == 1 else ())
    return replace(wish, inspections=tuple(each for each in wish.inspections if each not in reading.rejected_types))


def _at_stage(type_: str, stage: str, city: City) -> str | None:
    """`electrical_final` at the stage "rough" is `electrical_rough`, where the catalogue has it."""
    other = f"{type_.rpartition('_')[0]}_{stage}"
    return other if any(each.type == other for each in city.inspection_types) else None


def _with_day(wish: Wish, reading: Reading) -> Wish:
    dates = reading.dates
    half_day = half_day_of(dates.half_day)
    if len(dates.days) > 1:
        among = tuple((each.day, half_day_of(each.half_day)) for each in dates.days)
        return replace(wish.on(None, half_day or wish.half_day), open_days=OpenDays(among, dates.either))
    if dates.days:
        first = dates.days[0]
        return wish.on(first.day, half_day_of(first.half_day) or half_day or wish.half_day)
    if wish.day and any_hour(reading.text):
        return replace(wish, half_day=None)
    open_days = _span_of(dates)
    says_more = open_days.has_ends or open_days.shift or dates.impossible
    is_any = open_days.soonest and not wish.open_days.has_ends  # "any day but Monday" of next week, said before
    if open_days.excluding and not says_more and not is_any:
        return replace(_without_days(wish, open_days.excluding), half_day=half_day or wish.half_day)
    if dates.any_day or dates.impossible or open_days.is_span or open_days.shift:
        wish = replace(wish.on(None, wish.half_day), open_days=open_days)
    return replace(wish, half_day=half_day or wish.half_day)


def _without_days(wish: Wish, excluded: tuple[date, ...]) -> Wish:
    """Only days are ruled out: another that was said stands, and so does a span."""
    if wish.day and wish.day not in excluded:
        return wish
    before = wish.open_days
    ruled_out = tuple(dict.fromkeys((*before.excluding, *excluded)))
    return replace(wish, day=None, open_days=replace(before, among=(), excluding=ruled_out))


def _span_of(dates: DateReading) -> OpenDays:
    """The days among which one is wished: a stretch ("next week"), cut by what is said of its ends."""
    first, last = dates.period or (None, None)
    earliest = max((day for day in (first, dates.since) if day), default=None)
    latest = min((day for day in (last, dates.until) if day), default=None)
    return OpenDays(
        soonest=dates.any_day, earliest=earliest, latest=latest, shift=dates.shift, excluding=dates.rejected
    )
