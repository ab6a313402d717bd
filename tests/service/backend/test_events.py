"""What the permit system tells is written down, and the people on the permit are told: once, in their language."""

from collections.abc import Iterable
from datetime import date

import pytest

from backend.domain.model import HalfDay, Words
from backend.services.choose_notices import choose_notices
from backend.services.entries import Action, Caller, EventTaken, Key, Outcome, Refused, VisitResult
from backend.services.events import Event, FeesSettled, ResultPosted, VisitCalledOff, VisitMoved
from backend.services.notice_names import NoticeName
from backend.services.notices import Notice, NoticeWish
from backend.services.show_permit import show_permit
from backend.services.take_event import take_event
from tests.service.backend.counter import JAMES, MARIA, QUICKWIRE, SUMMIT, Counter, new_key

NRE, BRES, CELEC, MECH, POOL = "NRE261051", "BRES2026-0142", "CELEC26-00031", "CMECH26-00007", "RPOOL26-00003"
STORM = Words("A storm is coming.", "Viene una tormenta.")


def tell(counter: Counter, event: Event, key: Key | None = None) -> Outcome:
    return take_event(event, counter.by(None).caller, key or new_key(), counter.office)


def told(outcome: Outcome) -> int:
    assert isinstance(outcome, EventTaken), outcome
    return outcome.told


def result(
    inspection: str, *, passed: bool, permit: str = NRE, note: str = "", day: str = "2026-12-01"
) -> ResultPosted:
    return ResultPosted(permit, inspection, VisitResult(passed, date.fromisoformat(day), note))


def notices(counter: Counter) -> list[Notice]:
    return [kept.notice for kept in counter.records.contents.notices.values()]


def only(counter: Counter) -> Notice:
    (one,) = notices(counter)
    return one


def by_phone(counter: Counter) -> dict[str | None, Notice]:
    return {one.phone: one for one in notices(counter)}


def standing(counter: Counter, permit: str, inspection_type: str) -> tuple[str, date | None, str]:
    shown = show_permit(permit, counter.by(None).caller, counter.office)
    assert shown is not None
    one = shown.entry.permit.inspections[inspection_type]
    return one.status.value, one.day, one.note


def days(values: Iterable[object]) -> list[object]:
    return [value["day"] for value in values if isinstance(value, dict)]


def test_a_passed_inspection_ends_its_visit_and_is_told(counter: Counter) -> None:
    counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-02")
    on_the_day = counter.at("2026-12-02T11:00")
    assert told(tell(on_the_day, result("electrical_final", passed=True, day="2026-12-02"))) == 1
    assert standing(counter, NRE, "electrical_final") == ("passed", date(2026, 12, 2), "")
    notice = only(counter)
    assert (notice.phone, notice.language, notice.response) == (JAMES, "en", NoticeName.RESULT_PASSED)
    assert notice.values == {
        "what": "Electrical Final",
        "address": "10899 Havana Street",
        "day": {"day": "2026-12-02", "half_day": None},
    }
    assert notice.about is None


def test_a_failed_one_says_why_and_offers_the_re_inspection(counter: Counter) -> None:
    note = "No cover on panel B."
    assert told(tell(counter, result("electrical_final", passed=False, note=note))) == 1
    notice = only(counter)
    assert notice.response == NoticeName.RESULT_FAILED_NOTE
    assert notice.values["note"] == note
    again = {"do": "schedule", "permit": NRE, "inspections": ["electrical_final"], "day": None, "half_day": None}
    assert notice.about == {"kind": "result", "choices": [again]}
    assert standing(counter, NRE, "electrical_final") == ("failed", date(2026, 12, 1), note)
    booked = counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08")
    assert not isinstance(booked, Refused)


def test_everyone_on_the_permit_is_told_in_their_language(counter: Counter) -> None:
    assert told(tell(counter, result("electrical_final", passed=True, permit=BRES))) == 2
    what = {phone: (one.language, one.values["what"]) for phone, one in by_phone(counter).items()}
    assert what == {MARIA: ("es", "Eléctrica final"), QUICKWIRE: ("en", "Electrical Final")}


def test_who_does_not_want_results_gets_none_and_everything_else(counter: Counter) -> None:
    maria = counter.by(MARIA)
    choose_notices([NoticeWish.RESULTS], False, maria.caller, new_key(), counter.office)
    assert told(tell(counter, result("electrical_final", passed=True, permit=BRES))) == 1
    assert list(by_phone(counter)) == [QUICKWIRE]
    assert told(tell(counter, VisitCalledOff(POOL, "pool_steel"))) == 1
    choose_notices(list(NoticeWish), True, maria.caller, new_key(), counter.office)
    assert told(tell(counter, result("plumbing_final", passed=True, permit=BRES))) == 2


def test_the_same_result_again_is_told_once(counter: Counter) -> None:
    posted = result("electrical_final", passed=False, note="No cover.")
    assert [told(tell(counter, posted)), told(tell(counter, posted))] == [1, 0]
    corrected = result("electrical_final", passed=False, note="No cover on panel B.")
    assert told(tell(counter, corrected)) == 1


def test_the_same_key_gets_the_same_answer(counter: Counter) -> None:
    key = new_key()
    posted = result("electrical_final", passed=True)
    assert tell(counter, posted, key) == tell(counter, posted, key)
    assert len(notices(counter)) == 1


def test_an_inspector_who_came_earlier_leaves_the_booked_place_to_others(counter: Counter) -> None:
    counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08")
    tell(counter.at("2026-12-04T12:00"), result("electrical_final", passed=True, day="2026-12-04"))
    used = counter.records.contents.used
    assert (used["electrical", date(2026, 12, 8)], used["electrical", date(2026, 12, 4)]) == (0, 1)


def test_a_visit_moved_by_the_office_is_told_with_both_days(counter: Counter) -> None:
    """Past the cut-off, and to a day that is full: the office's word stands."""
    counter.records.contents.used["electrical", date(2026, 12, 4)] = 8
    late = counter.at("2026-12-03T17:30")
    assert told(tell(late, VisitMoved(CELEC, "electrical_rough", date(2026, 12, 4), HalfDay.PM, STORM))) == 1
    assert standing(counter, CELEC, "electrical_rough")[:2] == ("booked", date(2026, 12, 4))
    used = counter.records.contents.used
    assert (used["electrical", date(2026, 12, 3)], used["electrical", date(2026, 12, 4)]) == (0, 9)
    notice = only(counter)
    assert notice.response == NoticeName.MOVED_REASON
    assert notice.values["was"] == {"day": "2026-12-03", "half_day": None}
    assert notice.values["day"] == {"day": "2026-12-04", "half_day": "pm"}
    assert notice.values["reason"] == "A storm is coming."
    assert notice.about is not None
    choices: list[dict[str, object]] = list(notice.about["choices"])  # type: ignore[call-overload]
    assert [(one["do"], one["permit"], one["inspections"]) for one in choices] == [
        ("keep", CELEC, ["electrical_rough"]),
        ("move", CELEC, ["electrical_rough"]),
        ("cancel", CELEC, ["electrical_rough"]),
    ]
    assert {one["day"] for one in choices} == {"2026-12-04"}
    assert notice.expires_at == counter.at("2026-12-05T00:00").now


def test_a_visit_that_is_there_already_is_not_moved_again(counter: Counter) -> None:
    moved = VisitMoved(CELEC, "electrical_rough", date(2026, 12, 9))
    assert [told(tell(counter, moved)), told(tell(counter, moved))] == [1, 0]
    assert len(counter.records.contents.changes) == 1


def test_a_visit_called_off_frees_its_place_and_offers_what_the_rules_accept(counter: Counter) -> None:
    counter.records.contents.used["building", date(2026, 12, 4)] = 12
    assert told(tell(counter, VisitCalledOff(POOL, "pool_steel", STORM))) == 1
    assert standing(counter, POOL, "pool_steel")[0] == "cancelled"
    assert counter.records.contents.used["building", date(2026, 12, 2)] == 0
    notice = only(counter)
    assert notice.response == NoticeName.CALLED_OFF_REASON
    assert notice.values["reason"] == "Viene una tormenta."
    assert days(notice.choices) == ["2026-12-03", "2026-12-07", "2026-12-08"]
    assert notice.about is not None
    for offered in notice.about["choices"]:  # type: ignore[attr-defined]
        assert offered["do"] == "schedule"
        on, half = offered["day"], HalfDay(offered["half_day"])
        ruling = counter.by(MARIA).ask(Action.BOOK, offered["permit"], *offered["inspections"], on=on, half=half)
        assert ruling.ruling.allowed


def test_without_an_opening_nothing_is_offered(counter: Counter) -> None:
    counter.records.contents.used |= {("building", date(2026, 12, day)): 12 for day in range(3, 31)}
    tell(counter, VisitCalledOff(POOL, "pool_steel", STORM))
    notice = only(counter)
    assert (notice.response, notice.choices) == (NoticeName.CALLED_OFF_NO_OPENING, [])


def test_settled_fees_make_a_permit_ready_once(counter: Counter) -> None:
    settled = FeesSettled(MECH, "issued", date(2026, 12, 1))
    assert [told(tell(counter, settled)), told(tell(counter, settled))] == [1, 0]
    notice = only(counter)
    assert (notice.phone, notice.response) == (SUMMIT, NoticeName.READY)
    assert notice.about == {
        "kind": "ready",
        "choices": [{"do": "schedule", "permit": MECH, "inspections": [], "day": None, "half_day": None}],
    }
    booked = counter.by(SUMMIT).write(Action.BOOK, MECH, "gas_test", on="2026-12-08")
    assert not isinstance(booked, Refused)


def test_a_permit_that_still_waits_is_not_called_ready(counter: Counter) -> None:
    assert told(tell(counter, FeesSettled(MECH))) == 0
    assert notices(counter) == []
    assert told(tell(counter, FeesSettled(MECH, "issued", date(2026, 12, 1)))) == 1


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (result("electrical_final", passed=True, permit="NRE999999"), "unknown_permit"),
        (result("framing", passed=True), "type_not_on_permit"),
        (VisitMoved(NRE, "electrical_final", date(2026, 12, 9)), "nothing_booked"),
        (VisitCalledOff(NRE, "electrical_final"), "nothing_booked"),
        (FeesSettled("NRE999999"), "unknown_permit"),
    ],
)
def test_what_the_records_do_not_have_is_refused_and_nobody_is_told(counter: Counter, event: Event, code: str) -> None:
    outcome = tell(counter, event)
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert notices(counter) == []
    assert [(row.action, row.allowed, row.code) for row in counter.records.contents.rulings] == [
        (event.name, False, code)
    ]


def test_every_event_is_in_the_audit_under_its_id(counter: Counter) -> None:
    outcome = tell(counter, VisitMoved(CELEC, "electrical_rough", date(2026, 12, 9)))
    assert isinstance(outcome, EventTaken)
    (row,) = counter.records.contents.rulings
    (change,) = counter.records.contents.changes
    assert (row.id, row.action, row.change_id) == (outcome.event, "visit_moved", change.id)
    assert only(counter).id.startswith(f"moved-{change.id}-")


@pytest.mark.parametrize("action", [Action.MOVE, Action.CANCEL])
def test_a_program_that_moves_or_cancels_speaks_for_the_office(counter: Counter, action: Action) -> None:
    on = "2026-12-10" if action is Action.MOVE else None
    counter.by(None).write(action, CELEC, "electrical_rough", "fire_alarm", on=on)
    said = {
        one.id: (one.phone, one.values["what"], one.values.get("was", one.values["day"])) for one in notices(counter)
    }
    assert sorted(value[2]["day"] for value in said.values() if isinstance(value[2], dict)) == [
        "2026-12-03",
        "2026-12-04",
    ]  # booked for two days, so told of in two sentences
    assert {value[0] for value in said.values()} == {QUICKWIRE}


def test_what_people_change_themselves_is_not_told_to_them(counter: Counter) -> None:
    quick = counter.by(QUICKWIRE)
    quick.write(Action.MOVE, CELEC, "electrical_rough", on="2026-12-10")
    quick.write(Action.CANCEL, CELEC, "fire_alarm")
    assert notices(counter) == []


def test_wishes_are_remembered_for_a_phone_and_audited(counter: Counter) -> None:
    james: Caller = counter.by(JAMES).caller
    chosen = choose_notices([NoticeWish.INACTIVITY], False, james, new_key(), counter.office)
    wanted = {"reminders": True, "results": True, "changes": True, "inactivity": False, "fees": True}
    assert getattr(chosen, "notices", None) == wanted
    assert [(row.action, row.asked) for row in counter.records.contents.rulings] == [
        ("notices", {"notices": ["inactivity"], "wanted": False})
    ]
