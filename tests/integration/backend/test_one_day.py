"""A day at the counter, on both databases: book, see, cancel, move, undo, and what each answers."""

from backend.demo import Fill
from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE, STRANGER, SUMMIT, Counter

NRE, BRES, CELEC = "NRE261051", "BRES2026-0142", "CELEC26-00031"


def test_a_booking_shows_on_the_permit_with_its_confirmation_number(counter: Counter) -> None:
    booked = counter.book(NRE, "electrical_final", day="2026-12-08", half_day="am", by=JAMES)
    assert booked.status_code == 201
    view = counter.inspection(NRE, "electrical_final")
    (one,) = booked.json["inspections"]
    assert (view["status"], view["date"], view["half_day"]) == ("booked", "2026-12-08", "am")
    assert view["confirmation"] == one["confirmation"]
    assert one["confirmation"].isdigit()
    assert len(one["confirmation"]) in (6, 7)
    assert counter.used("electrical", "2026-12-08") == 1


def test_two_are_booked_together(counter: Counter) -> None:
    booked = counter.book(BRES, "electrical_final", "plumbing_final", day="2026-12-03", by=MARIA)
    assert booked.status_code == 201
    assert [one["day"] for one in booked.json["inspections"]] == ["2026-12-03", "2026-12-03"]


def test_a_cancellation_frees_the_place_and_undo_restores_it(counter: Counter) -> None:
    before = counter.inspection(CELEC, "electrical_rough")
    asked = {"permit": CELEC, "inspections": ["electrical_rough"]}
    cancelled = counter.post("/v1/cancellations", asked, QUICKWIRE)
    assert cancelled.status_code == 201
    assert counter.inspection(CELEC, "electrical_rough")["status"] == "cancelled"
    assert counter.used("electrical", "2026-12-03") == 0
    undone = counter.post("/v1/undos", {"change": cancelled.json["change"]}, QUICKWIRE)
    assert (undone.status_code, undone.json["undid"]) == (201, "cancel")
    after = counter.inspection(CELEC, "electrical_rough")
    assert (after["status"], after["date"]) == (before["status"], before["date"])
    assert counter.used("electrical", "2026-12-03") == 1


def test_a_move_keeps_one_place_and_says_what_was(counter: Counter) -> None:
    asked = {"permit": CELEC, "inspections": ["electrical_rough"], "day": "2026-12-10"}
    moved = counter.post("/v1/moves", asked, QUICKWIRE)
    assert moved.status_code == 201
    assert moved.json["was"] == [{"type": "electrical_rough", "day": "2026-12-03", "half_day": None}]
    assert (counter.used("electrical", "2026-12-03"), counter.used("electrical", "2026-12-10")) == (0, 1)
    undone = counter.post("/v1/undos", {"change": moved.json["change"]}, QUICKWIRE)
    assert (undone.json["undid"], undone.json["inspections"][0]["day"]) == ("move", "2026-12-03")


def test_a_failed_inspection_whose_new_visit_is_cancelled_shows_its_failure_again(counter: Counter) -> None:
    permit = "RNEW26-00010"
    assert counter.book(permit, "footing", day="2026-12-08", by=JAMES).status_code == 201
    counter.post("/v1/cancellations", {"permit": permit, "inspections": ["footing"]}, JAMES)
    footing = counter.inspection(permit, "footing")
    assert footing["status"] == "failed"
    assert footing["note"].startswith("Rebar cover")


def test_fees_due_refuse_a_booking_and_nothing_is_written(counter: Counter) -> None:
    refused = counter.book("CMECH26-00007", "gas_test", day="2026-12-08", by=SUMMIT)
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    assert (refused.json["code"], refused.json["facts"]["amount"]) == ("fees_due", "12378.46")
    assert counter.used("plumbing", "2026-12-08") == 0


def test_a_full_day_offers_the_nearest_openings_that_are_then_accepted(counter: Counter) -> None:
    counter.lay_out(Fill("electrical", counter.at("2026-12-04").date(), 8))
    refused = counter.book(NRE, "electrical_final", day="2026-12-04", by=JAMES)
    assert refused.json["code"] == "fully_booked"
    assert [opening["day"] for opening in refused.json["openings"]] == ["2026-12-02", "2026-12-03", "2026-12-07"]
    assert counter.book(NRE, "electrical_final", day="2026-12-03", by=JAMES).status_code == 201


def test_the_audit_has_every_ask_allowed_or_refused(counter: Counter) -> None:
    asked = {"action": "book", "permit": NRE, "inspections": ["electrical_final"], "day": "2026-12-08"}
    counter.post("/v1/rulings", asked, JAMES)
    counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES)
    counter.book(NRE, "electrical_final", day="2026-12-08", by=STRANGER)
    counter.book(NRE, "electrical_final", day="2026-12-09")
    rows = counter.rows("select phone, channel, action, what_if, allowed, code from rulings")
    kept = {(phone, channel, bool(what_if), bool(allowed), code) for phone, channel, _, what_if, allowed, code in rows}
    assert len(rows) == 4
    assert kept == {
        (JAMES, "sms", True, True, None),
        (JAMES, "sms", False, True, None),
        (STRANGER, "sms", False, False, "not_your_permit"),
        (None, "api", False, False, "already_booked"),
    }


def test_nothing_is_deleted(counter: Counter) -> None:
    counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES)
    counter.post("/v1/cancellations", {"permit": NRE, "inspections": ["electrical_final"]}, JAMES)
    counter.book(NRE, "electrical_final", day="2026-12-09", by=JAMES)
    asked = {"permit": NRE, "inspections": ["electrical_final"], "day": "2026-12-10"}
    counter.post("/v1/moves", asked, JAMES)
    visits = counter.rows("select status from visits where channel = 'sms' order by id")
    assert [status for (status,) in visits] == ["cancelled", "moved", "booked"]


def test_a_language_is_remembered_for_a_phone(counter: Counter) -> None:
    for phone in (JAMES, STRANGER):
        chosen = counter.post("/v1/account/language", {"language": "es"}, phone, method="PUT")
        assert (chosen.status_code, chosen.json) == (200, {"language": "es"})
        assert counter.get("/v1/account", phone).json["language"] == "es"
    assert counter.get("/v1/account", JAMES).json["person"]["language"] == "es"
