"""What holds for every request, whatever the day, the clock and the places taken."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.cancelling import decide_cancelling, rule_on_restoring
from backend.domain.model import (
    Asker,
    Booking,
    Cancellation,
    HalfDay,
    Inspection,
    InspectionStatus,
    Load,
    Move,
    Permit,
    Refusal,
    RefusalCode,
    Request,
    Visit,
)
from backend.domain.moving import decide_moving, without_places_of
from backend.domain.policy import Policy
from backend.domain.scheduling import decide, openings, rule_on_booking
from backend.domain.visiting_days import ABOUT_A_DAY

from .riverbend import CAPACITY, CONTRACTOR, HOMEOWNER, TRADES, ZONE, booked, calendar, permit
from .riverbend import POLICY as WITHOUT_CLOSURES

FIRST = date(2026, 1, 1)
CLOSURES = {date(2026, month, 13): WITHOUT_CLOSURES.inspection_types["framing"].name for month in range(1, 13)}
POLICY: Policy = replace(WITHOUT_CLOSURES, calendar=calendar(CLOSURES))
SIMPLE = tuple(one for one in TRADES if one not in {"framing", "building_final"})

unhurried = settings(deadline=None, max_examples=60)
"""A busy machine is no failure."""

nows = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZONE))  # noqa: DTZ001
ahead = st.integers(-3, 40)
askers = st.sampled_from([HOMEOWNER, CONTRACTOR])
wishes = st.sampled_from([None, HalfDay.AM, HalfDay.PM])
types = st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=6, unique=True)


@st.composite
def loads(draw: st.DrawFn) -> Load:
    """Places taken on some days of a trade, by their distance from the first day of a request."""
    taken = draw(st.dictionaries(st.tuples(st.sampled_from(sorted(CAPACITY)), st.integers(0, 40)), st.integers(0, 3)))
    return Load({(trade, FIRST + timedelta(days)): count for (trade, days), count in taken.items()})


def _from_today(load: Load, today: date) -> Load:
    return Load(
        {(trade, today + (on - FIRST)): min(count, CAPACITY[trade]) for (trade, on), count in load.taken.items()}
    )


def _fresh(now: datetime) -> Permit:
    return permit(issued_on=now.date(), open_types=SIMPLE)


@unhurried
@given(nows, ahead, askers, wishes, types, loads(), st.booleans())
def test_everything_offered_is_accepted(
    now: datetime, distance: int, asker: Asker, wish: HalfDay | None, wanted: list[str], load: Load, named: bool
) -> None:
    load = _from_today(load, now.date())
    near = now.date() + timedelta(distance) if named else None
    of = _fresh(now)
    offered = openings(wanted, of, asker, load, POLICY, now, near=near, half_day=wish)
    for opening in offered:
        request = Request(of.number, tuple(wanted), opening.day, opening.half_day)
        assert rule_on_booking(request, of, asker, load, POLICY, now).allowed
    assert len({opening.day for opening in offered}) == len(offered) <= 3


@unhurried
@given(nows, ahead, askers, wishes, st.sampled_from(SIMPLE), loads())
def test_what_a_refusal_offers_is_accepted_and_only_a_refused_day_offers_anything(
    now: datetime, distance: int, asker: Asker, wish: HalfDay | None, wanted: str, load: Load
) -> None:
    load = _from_today(load, now.date())
    of = _fresh(now)
    answer = decide(Visit(wanted, now.date() + timedelta(distance), wish), of, asker, load, POLICY, now)
    if isinstance(answer, Refusal):
        assert answer.code in ABOUT_A_DAY
        for opening in answer.openings:
            again = decide(Visit(wanted, opening.day, opening.half_day), of, asker, load, POLICY, now)
            assert isinstance(again, Booking)


@unhurried
@given(nows, ahead, types, loads())
def test_nothing_is_booked_on_a_closed_day_or_beyond_capacity(
    now: datetime, distance: int, wanted: list[str], load: Load
) -> None:
    load = _from_today(load, now.date())
    on = now.date() + timedelta(distance)
    ruling = rule_on_booking(Request("X", tuple(wanted), on), _fresh(now), HOMEOWNER, load, POLICY, now)
    taken = load
    for item in ruling.items:
        if isinstance(item.answer, Booking):
            taken = taken.plus(item.answer.trade, on)
            assert POLICY.calendar.is_working_day(on)
            assert taken.on(item.answer.trade, on) <= CAPACITY[item.answer.trade]
            assert now.date() < on <= POLICY.last_day(now)


@unhurried
@given(nows, st.timedeltas(timedelta(0), timedelta(days=8)), ahead)
def test_a_later_clock_never_opens_an_earlier_day(now: datetime, later: timedelta, distance: int) -> None:
    on = now.date() + timedelta(distance)
    of, visit = _fresh(now), Visit("electrical_final", on)
    first = decide(visit, of, HOMEOWNER, Load(), POLICY, now)
    after = decide(visit, of, HOMEOWNER, Load(), POLICY, now + later)
    if isinstance(first, Refusal) and first.code is not RefusalCode.BEYOND_HORIZON:
        assert isinstance(after, Refusal)
    offered = openings(("electrical_final",), of, HOMEOWNER, Load(), POLICY, now, most=1)
    offered_later = openings(("electrical_final",), of, HOMEOWNER, Load(), POLICY, now + later, most=1)
    assert offered[0].day <= offered_later[0].day


@unhurried
@given(nows, st.integers(0, 25), wishes, loads(), st.timedeltas(timedelta(0), timedelta(minutes=10)))
def test_cancelling_and_restoring_gives_the_same_state(
    now: datetime, distance: int, wish: HalfDay | None, load: Load, waited: timedelta
) -> None:
    load = _from_today(load, now.date())
    of, visit = _fresh(now), Visit("electrical_final", now.date() + timedelta(distance), wish)
    if not isinstance(decide(visit, of, HOMEOWNER, load, POLICY, now), Booking):
        return
    held, taken = _write(of, visit), load.plus("electrical", visit.day)
    answer = decide_cancelling(visit.type, held, HOMEOWNER, POLICY, now)
    assert isinstance(answer, Cancellation)
    given_up = Inspection(visit.type, InspectionStatus.CANCELLED, visit.day, visit.half_day)
    cancelled = replace(held, inspections={**held.inspections, visit.type: given_up})
    freed = taken.plus(answer.trade, visit.day, -1)
    assert freed.on("electrical", visit.day) == load.on("electrical", visit.day)
    ruling = rule_on_restoring([visit], now, cancelled, HOMEOWNER, freed, POLICY, now + waited)
    back = ruling.items[0].answer
    assert isinstance(back, Booking)
    assert (_write(cancelled, back.visit), freed.plus(back.trade, back.visit.day)) == (held, taken)


@unhurried
@given(nows, st.integers(0, 25), st.integers(0, 25), loads())
def test_moving_frees_one_place_and_takes_one(now: datetime, was_in: int, to_in: int, load: Load) -> None:
    load = _from_today(load, now.date())
    was, to = now.date() + timedelta(was_in), now.date() + timedelta(to_in)
    if load.on("electrical", was) >= CAPACITY["electrical"]:
        return
    held = replace(_fresh(now), inspections={"electrical_final": booked("electrical_final", was)})
    taken = load.plus("electrical", was)
    answer = decide_moving(Visit("electrical_final", to), held, HOMEOWNER, taken, POLICY, now)
    if not isinstance(answer, Move):
        return
    after = without_places_of(["electrical_final"], held, taken, POLICY).plus("electrical", to)
    assert after.on("electrical", was) == load.on("electrical", was) + (was == to)
    assert after.on("electrical", to) <= CAPACITY["electrical"]
    places = [sum(one.taken.values()) for one in (taken, after)]
    assert places[0] == places[1]


@unhurried
@given(nows, ahead, loads())
def test_the_openings_are_the_nearest_there_are(now: datetime, distance: int, load: Load) -> None:
    load = _from_today(load, now.date())
    near, of = now.date() + timedelta(distance), _fresh(now)
    offered = openings(("electrical_final",), of, HOMEOWNER, load, POLICY, now, near=near)
    accepted = [
        on
        for on in (now.date() + timedelta(days) for days in range(60))
        if rule_on_booking(Request(of.number, ("electrical_final",), on), of, HOMEOWNER, load, POLICY, now).allowed
    ]
    farthest = max((abs(one.day - near) for one in offered), default=timedelta(0))
    left_out = set(accepted) - {one.day for one in offered}
    assert len(offered) == min(3, len(accepted))
    assert all(abs(on - near) >= farthest for on in left_out)


def _write(of: Permit, visit: Visit) -> Permit:
    one = Inspection(visit.type, InspectionStatus.BOOKED, visit.day, visit.half_day)
    return replace(of, inspections={**of.inspections, visit.type: one})
