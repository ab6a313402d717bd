"""What the parts of a city file may not say together: names that nothing bears, rules that clash."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from backend.city.file import Place, Problem
from backend.city.schema import CityFile, RulesSection, VersionSection
from backend.domain.model import Role


def problems_in(file: CityFile) -> Iterator[Problem]:
    yield from _versions(file)
    yield from _office_hours(file)
    yield from _shapes(file)
    yield from _closures(file)
    yield from _codes(file)
    yield from _capacities(file)
    yield from _prerequisites(file)
    yield from _half_days(file.rules)
    yield from _same_day(file.rules)
    yield from _statuses(file.rules)
    yield from _permissions(file.rules)


def _versions(file: CityFile) -> Iterator[Problem]:
    rules: dict[Place, Sequence[VersionSection[object]]] = {
        ("rules", name): versions for name, versions in file.rules.versions().items()
    }
    rules["calendar", "working_days"] = file.calendar.working_days  # type: ignore[assignment]
    for place, versions in rules.items():
        for number in range(1, len(versions)):
            if versions[number].effective_from <= versions[number - 1].effective_from:
                yield Problem((*place, number, "from"), "expected a later day than that of the version above it")


def _office_hours(file: CityFile) -> Iterator[Problem]:
    for number, hours in enumerate(file.city.office_hours):
        if hours.opens >= hours.closes:
            yield Problem(("city", "office_hours", number, "closes"), "expected a later time than opens")


def _shapes(file: CityFile) -> Iterator[Problem]:
    for number, shape in enumerate(file.permit_shapes):
        if not re.fullmatch(shape.regex, shape.example):
            yield Problem(("permit_shapes", number, "example"), f"{shape.example} does not match {shape.regex}")


def _closures(file: CityFile) -> Iterator[Problem]:
    days = [closure.day for closure in file.calendar.closures]
    for number, day in enumerate(days):
        if day in days[:number]:
            yield Problem(("calendar", "closures", number, "day"), f"{day.isoformat()} is listed twice")


def _codes(file: CityFile) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for key, one in file.inspection_types.items():
        if one.code in owner:
            yield Problem(("inspection_types", key, "code"), f"code {one.code} belongs to {owner[one.code]} already")
        owner.setdefault(one.code, key)


def _capacities(file: CityFile) -> Iterator[Problem]:
    trades = {one.trade for one in file.inspection_types.values()}
    for number, version in enumerate(file.rules.capacity_per_day):
        place = ("rules", "capacity_per_day", number, "value")
        for trade in sorted(trades - set(version.value)):
            yield Problem(place, f"no capacity for the trade {trade}, which has inspection types")
        for trade in sorted(set(version.value) - trades):
            yield Problem((*place, trade), f"no inspection type has the trade {trade}")


def _prerequisites(file: CityFile) -> Iterator[Problem]:
    for number, version in enumerate(file.rules.prerequisites):
        place = ("rules", "prerequisites", number, "value")
        for key, needed in version.value.items():
            if key not in file.inspection_types:
                yield Problem((*place, key), f"there is no inspection type {key}")
            for index, one in enumerate(needed):
                if one not in file.inspection_types:
                    yield Problem((*place, key, index), f"there is no inspection type {one}")
        yield from _cycle(version.value, place)


def _cycle(prerequisites: Mapping[str, Iterable[str]], place: Place) -> Iterator[Problem]:
    try:
        TopologicalSorter(prerequisites).prepare()
    except CycleError as error:
        around: list[str] = error.args[1]
        yield Problem((*place, around[-1]), f"these wait for one another: {' → '.join(reversed(around))}")


def _half_days(rules: RulesSection) -> Iterator[Problem]:
    for number, version in enumerate(rules.half_days):
        for half_day, window in version.value.windows.items():
            if window.opens >= window.closes:
                place = ("rules", "half_days", number, "value", "windows", half_day.value, "closes")
                yield Problem(place, "expected a later time than opens")


def _same_day(rules: RulesSection) -> Iterator[Problem]:
    """A cut-off on the inspection's day and "never on the same day" cannot both hold, nor the other way round."""
    for number, version in enumerate(rules.same_day):
        following = rules.same_day[number + 1].effective_from if number + 1 < len(rules.same_day) else None
        for cutoff_number, cutoff in enumerate(rules.book_cutoff):
            begins_later = following is not None and cutoff.effective_from >= following
            nexts = rules.book_cutoff[cutoff_number + 1 :]
            ends_before = bool(nexts) and nexts[0].effective_from <= version.effective_from
            if not begins_later and not ends_before and version.value != (cutoff.value.day == 0):
                place = ("rules", "same_day", number, "value")
                wanted = "true" if cutoff.value.day == 0 else "false"
                day = cutoff.effective_from.isoformat()
                yield Problem(place, f"expected {wanted}, as the book_cutoff from {day} says")


def _statuses(rules: RulesSection) -> Iterator[Problem]:
    for number, version in enumerate(rules.finished_statuses):
        for other in ("schedulable_statuses", "awaiting_payment_statuses"):
            listed = {status for one in getattr(rules, other) for status in one.value}
            for status in sorted(listed & set(version.value)):
                yield Problem(("rules", "finished_statuses", number, "value"), f'"{status}" is among {other} as well')


def _permissions(rules: RulesSection) -> Iterator[Problem]:
    """Every role is named, with [] where it may do nothing: a role left out by mistake would be refused everything."""
    for number, version in enumerate(rules.role_permissions):
        place = ("rules", "role_permissions", number, "value")
        for role in Role:
            if role not in version.value:
                yield Problem(place, f"it does not say what the role {role} may do; [] is nothing")
        for role, may in version.value.items():
            for twice in sorted({one for one in may if may.count(one) > 1}):
                yield Problem((*place, role.value), f"{twice} is listed twice")
