"""Cuts a message that asks for several things into errands: "cancel the rough and book the final Friday" is two.

An errand is a clause or some of them: what is done, to which inspections, on which permit and day. What a clause leaves
open it takes from its neighbours: a day or a permit said once is said for all, a verb holds until the next one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from actions.understanding.context import Context
from actions.understanding.errand_clauses import (
    Clause,
    Deed,
    clauses_of,
    has_joint,
    has_pairs,
    may_ask_several_deeds,
)
from actions.understanding.errand_readings import (
    all_of,
    from_day_to_day,
    moves_days,
    on_the_day_after,
    places_by_name,
    read_clause,
    with_inspections_of,
    without,
)
from actions.understanding.reading import Reading, read
from actions.understanding.text import fold

_CORRECTS = re.compile(
    r"\b(no wait|wait|i mean|i meant|actually|scratch that|sorry|correction|rather|instead|no|digo|perdon|mejor|"
    r"mas bien|espera|espere|corrijo)\b"
)
_ANEW = re.compile(r"\bre-?(book|sched|agend|program)|\b(it|again|another|vuelv\w+|volver|otra|la|lo|el)\b|l[ao]\b")
_IT = re.compile(
    r"\b(it|that|this|them|mine|everything|inspections?|esa|ese|eso|esas|todo|todas|inspeccion(es)?|cita)\b"
    r"|l[ao]s?\b"
)
_REST = re.compile(r"\b(the rest|others?|el resto|demas|otr[ao]s?)\b")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Errand:
    """One of several things that a message asks for. `deed` None: the message does not say what to do."""

    deed: Deed | None
    reading: Reading


@dataclass(slots=True)
class _Group:
    """Clauses that belong together, while they are being gathered."""

    deed: Deed | None
    readings: list[Reading] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def names_inspections(self) -> bool:
        return any(each.names_inspections for each in self.readings)

    @property
    def has_day(self) -> bool:
        return any(_has_day(each) for each in self.readings)

    @property
    def permits(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(number for each in self.readings for number in each.permits))

    @property
    def is_empty(self) -> bool:
        """A verb alone asks for nothing, save where it has an object: "cancel it"."""
        has_object = self.deed is not None and any(_IT.search(fold(text)) for text in self.texts)
        return not (has_object or self.names_inspections or self.has_day or self.permits)


def errands_in(whole: Reading, context: Context) -> tuple[Errand, ...]:
    """The errands of a message in order; empty where it asks for one thing, which `whole` already holds."""
    if not _may_be_several(whole, context):
        return ()
    gathered = _gathered(whole, context)
    groups = [group for group in _moved_rather_than_cancelled(gathered.groups) if not group.is_empty]
    was_changed = gathered.left_out or len(groups) < len([group for group in gathered.groups if group.readings])
    spread = _spread_over_permits(groups)
    if not groups or (len(spread) < _LEAST and not was_changed and not _leaves_some(whole)):
        return ()
    touched = replace(whole, types=tuple(type_ for type_ in whole.types if type_ not in gathered.stays))
    errands = (_left_alone(each, gathered, context) for each in _shared(spread, touched, context))
    return tuple(_referred(each, gathered.referent) for each in errands)


def _referred(errand: Errand, referent: Reading | None) -> Errand:
    """The errand about what "it" was, where it names no inspection and no permit itself."""
    reading = errand.reading
    if referent is None or reading.names_inspections or reading.permits:
        return errand
    return replace(errand, reading=replace(with_inspections_of(reading, referent), permits=referent.permits))


def _left_alone(errand: Errand, gathered: "_Gathered", context: Context) -> Errand:
    """The errand without what is to stay: of "everything but the alarm" what else there is on the speaker's permits."""
    reading = without(errand.reading, gathered.stays)
    if reading.rejected_types and reading.all_of and errand.deed in ("cancel", "move"):
        rest = [type_ for type_ in all_of(reading, context) if type_ not in reading.rejected_types]
        reading = replace(reading, types=tuple(dict.fromkeys((*reading.types, *rest))))
    return replace(errand, reading=reading)


def _leaves_some(whole: Reading) -> bool:
    """ "Everything except the fire alarm"."""
    return whole.all_of is not None and bool(whole.rejected_types)


def _may_be_several(whole: Reading, context: Context) -> bool:
    """Cheap signs first: hardly a message names several permits, days for several inspections, or two deeds."""
    if may_ask_several_deeds(whole) or _leaves_some(whole) or has_pairs(whole) or moves_days(whole):
        return True
    named = len(whole.types) + len(whole.unsure_types) + len(whole.stages) + len(whole.trades)
    several_days = named > 1 and len(whole.dates.days) > 1
    several_places = len({*whole.permits, *places_by_name(whole, context)}) > 1 or (
        len(context.permits) > 1 and (named > 0 or whole.all_of is not None)
    )
    return (several_days or several_places) and has_joint(whole.text)


@dataclass(slots=True)
class _Gathered:
    groups: list[_Group]
    left_out: bool = False
    """Whether something that was said is not to be done: it was corrected, or is not to be touched."""
    referent: Reading | None = None
    """What was held back: "don't cancel the framing, move it to Monday" moves the framing."""
    stays: tuple[str, ...] = ()
    """The types that are to stay as they are."""


def _gathered(whole: Reading, context: Context) -> _Gathered:
    gathered = _Gathered([_Group(None)])
    groups = gathered.groups
    kept: Clause | None = None  # what stays, while the clauses go on listing it
    for clause in clauses_of(whole):
        reading = read_clause(clause, context)
        if clause.held or _is_kept(clause, reading, kept):
            _leave_out(gathered, clause if clause.held or clause.keeps else kept, reading)
            kept = kept if kept and not (clause.held or clause.keeps) else clause
            continue
        reading = on_the_day_after(reading, clause.text, groups[-1].readings)
        deed = clause.deed or (kept.deed if kept and clause.only and reading.names_inspections else None)
        kept = None
        if _opens_another(groups[-1], deed, reading):
            before = groups[-1]
            if _corrects(clause.text, before):
                groups.pop()
                gathered.left_out = True
            groups.append(_Group(deed or before.deed))
        group = groups[-1]
        group.deed = group.deed or deed
        group.readings.append(reading)
        group.texts.append(clause.text)
    return gathered


def _is_kept(clause: Clause, reading: Reading, kept: Clause | None) -> bool:
    """Whether a clause says that something stays, or goes on with what stays: "leave the alarm and the rough"."""
    if clause.keeps:
        return bool(reading.names_inspections or reading.permits or _REST.search(fold(clause.text)))
    goes_on = kept is not None and clause.deed is None and not clause.only and not _has_day(reading)
    return goes_on and reading.names_inspections


def _leave_out(gathered: _Gathered, clause: Clause | None, reading: Reading) -> None:
    """ "Don't cancel the rough", "cancel it if it rains", "leave the alarm": nothing to do now."""
    holds = clause is not None and clause.held
    gathered.left_out = True
    gathered.referent = reading
    gathered.stays += reading.types
    gathered.groups.append(_Group(None if holds else gathered.groups[-1].deed))


def _opens_another(group: _Group, deed: Deed | None, reading: Reading) -> bool:
    """Whether a clause is about something else than what was gathered before it."""
    if group.is_empty:
        return False
    if deed and group.deed and deed != group.deed:
        return True
    if reading.names_inspections and group.names_inspections and group.has_day and _has_day(reading):
        return True
    if group.deed == "move" and deed in (None, "move") and not reading.names_inspections and group.has_day:
        return from_day_to_day(reading)
    return bool(reading.permits and group.permits and set(reading.permits) != set(group.permits))


def _corrects(clause: str, group: _Group) -> bool:
    """ "… Friday, no wait, the plumbing Monday": the later takes the place of the earlier."""
    last = fold(group.texts[-1]) if group.texts else ""
    starts = fold(clause).split()[:2]
    return _CORRECTS.search(" ".join(starts)) is not None or bool(_CORRECTS.search(" ".join(last.split()[-2:])))


def _has_day(reading: Reading) -> bool:
    return bool(reading.dates.days or reading.dates.any_day)


def _moved_rather_than_cancelled(groups: list[_Group]) -> list[_Group]:
    """ "Cancel the final and rebook it for Friday" moves it."""
    kept: list[_Group] = []
    for group in groups:
        before = kept[-1] if kept else None
        if before and before.deed == "cancel" and group.deed == "schedule" and not group.names_inspections:
            books_anew = _ANEW.search(fold(" ".join(group.texts))) is not None
            before.deed = "move" if books_anew else "cancel"  # "cancel the final schedule for friday" only cancels
            before.readings += group.readings
            before.texts += group.texts
        else:
            kept.append(group)
    return kept


def _spread_over_permits(groups: list[_Group]) -> list[_Group]:
    """One group for each permit: "the electrical final on A and B"."""
    spread = []
    for group in groups:
        for number in group.permits or ("",):
            readings = [replace(each, permits=(number,) if number else ()) for each in group.readings]
            spread.append(_Group(group.deed, readings, group.texts))
    return spread


def _shared(groups: Sequence[_Group], whole: Reading, context: Context) -> Iterator[Errand]:
    """Each group's errand, with what was said once for all: the permit, the day, the inspections, the verb."""
    errands = [Errand(group.deed, _joined(group, whole, context)) for group in groups]
    permits = tuple({number for each in errands for number in each.reading.permits})
    held = {known.number: set(known.types) for known in context.permits}
    dated = [each for each in errands if _has_day(each.reading)]
    named = [each for each in errands if each.reading.names_inspections]
    for each in errands:
        reading = each.reading
        fits = len(permits) == 1 and set(reading.types) <= held.get(permits[0], set(reading.types))
        if not reading.permits and fits and not any(_is_elsewhere(each, other) for other in errands):
            reading = replace(reading, permits=permits)
        if not _has_day(reading) and len(dated) == 1 and each.deed == dated[0].deed:
            reading = replace(reading, dates=dated[0].reading.dates)
        if not reading.names_inspections and len(named) == 1 and each.deed == named[0].deed:
            reading = with_inspections_of(reading, named[0].reading)
        yield Errand(each.deed, reading)


def _is_elsewhere(errand: Errand, other: Errand) -> bool:
    """ "Move the rough, and I need a rough at Peak": the first is not the one at Peak."""
    reading, there = errand.reading, other.reading
    same = (reading.types, reading.unsure_types, reading.stages) == (there.types, there.unsure_types, there.stages)
    shared = {*reading.types, *reading.stages} & {*there.types, *there.stages}
    return errand.deed != other.deed and bool(there.permits) and (bool(shared) or (same and bool(reading.unsure_types)))


def _joined(group: _Group, whole: Reading, context: Context) -> Reading:
    """The group's clauses read as one; a stage or a trade alone is what the whole message made of it."""
    reading = read(" ".join(group.texts), context)
    permits = group.permits or reading.permits
    reading = replace(reading, permits=permits, language=whole.language)
    if not _has_day(reading) or from_day_to_day(group.readings[0]):  # the day after another, or where it is
        dates = next((each.dates for each in group.readings if each.dates.days), reading.dates)
        reading = replace(reading, dates=dates)
    if not reading.names_inspections and group.names_inspections:
        reading = with_inspections_of(reading, next(each for each in group.readings if each.names_inspections))
    if reading.types or not (reading.stages or reading.trades):
        return reading
    lent = tuple(
        type_
        for type_ in whole.types
        if type_.endswith(tuple(f"_{stage}" for stage in reading.stages))
        or type_.startswith(tuple(f"{trade}_" for trade in reading.trades))
    )
    return replace(reading, types=lent) if len(lent) == 1 else reading
