"""`POST /private/notices`: the city speaks first, within its hours, once, and only while it is useful."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.service.bot.conftest import Bench, Hands
from tests.service.bot.outgoing import BEARER, JAMES, go_on, hand_over, only, real_clock, rows, states

CITY = ZoneInfo("America/New_York")


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot, real: Hands) -> Bench:
    return start_bot(real_time=real, lease=600.0)


def at(bench: Bench, text: str) -> None:
    bench.clock.time = datetime.fromisoformat(text).replace(tzinfo=CITY)
    bench.sweep()


def test_it_is_said_in_the_persons_language_with_its_choices(bench: Bench) -> None:
    answer = hand_over(
        bench, language="es", response="utter_read_back_schedule",
        values={"what": "Eléctrica final", "address": "Oak 12", "permit": "NRE1", "day": "martes 8"},
        choices=["sí", "moverla", "dejarla"],
    )  # fmt: skip
    assert answer.status_code == 201
    assert bench.carrier.sent == [(JAMES, "Eléctrica final, Oak 12 (NRE1), martes 8.\n1 sí\n2 moverla\n3 dejarla")]
    assert only(bench).responses == ["utter_read_back_schedule"]


VALUES_IN_WORDS = [
    ("en", {"day": "2026-12-08", "half_day": None}, "Tuesday, December 8"),
    ("es", {"day": "2026-12-08"}, "martes 8 de diciembre"),
    ("en", {"day": "2026-12-08", "half_day": "am"}, "Tuesday, December 8, morning if possible"),
    ("es", {"day": "2026-12-08", "half_day": "pm"}, "martes 8 de diciembre, tal vez en la tarde"),
    ("en", {"day": "2027-12-08"}, "Wednesday, December 8, 2027"),
    ("en", {"money": "12378.46"}, "$12,378.46"),
    ("es", {"money": "120.00"}, "$120.00"),
    ("en", {"time": "06:00"}, "6:00 AM"),
    ("en", {"list": ["Footing", "Slab", "Framing"]}, "Footing, Slab and Framing"),
    ("es", {"list": ["Losa", "Instalación"]}, "Losa e Instalación"),
    ("en", 30, "30"),
]


@pytest.mark.parametrize(("language", "value", "words"), VALUES_IN_WORDS)
def test_typed_values_are_worded_in_the_persons_language(
    bench: Bench, language: str, value: object, words: str
) -> None:
    values = {"what": value, "address": "a", "day": "b"}
    hand_over(bench, language=language, values=values, choices=[value, "other"])
    (text,) = [text for _, text in bench.carrier.sent]
    assert f": {words}, a, b." in text
    assert f"\n1 {words}\n2 other" in text


def test_the_city_fills_in_its_own_facts(bench: Bench) -> None:
    hand_over(bench, response="utter_offer_person", values={})
    assert "678-555-0100" in bench.carrier.sent[0][1]


def test_the_same_notice_again_changes_nothing(bench: Bench) -> None:
    first = hand_over(bench)
    again = hand_over(bench, values={"what": "other", "address": "", "day": ""})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == {**first.json, "state": "sent"}
    assert len(bench.carrier.sent) == 1


def test_it_stands_in_the_persons_conversation_and_its_answer_is_a_turn(bench: Bench) -> None:
    hand_over(bench)
    assert bench.reply("1") == "1: 1"
    assert len({row.conversation_id for row in rows(bench)}) == 1
    told = bench.client.get("/private/messages?phone=%2B16785550102", headers=BEARER).json["messages"]
    assert [(one["direction"], one["purpose"]) for one in told] == [("out", "notice"), ("in", None), ("out", "reply")]


def test_a_notice_of_the_night_goes_at_eight(bench: Bench) -> None:
    at(bench, "2026-12-01T21:00")
    hand_over(bench)
    assert bench.carrier.sent == []
    at(bench, "2026-12-02T07:59")
    assert bench.carrier.sent == []
    at(bench, "2026-12-02T08:00")
    assert len(bench.carrier.sent) == 1


def test_a_code_goes_at_night(bench: Bench) -> None:
    at(bench, "2026-12-01T03:00")
    hand_over(bench, purpose="code")
    assert len(bench.carrier.sent) == 1


@pytest.mark.parametrize(
    ("evening", "goes"),
    [("2026-12-01T12:00", "2026-12-01T17:00"), ("2026-10-31T20:30", "2026-11-01T17:00"),
     ("2027-03-13T20:00", "2027-03-14T17:00")],
)  # fmt: skip
def test_a_reminder_goes_in_the_evening_whatever_the_clocks_do(bench: Bench, evening: str, goes: str) -> None:
    at(bench, evening)
    hand_over(bench, purpose="reminder")
    assert bench.carrier.sent == []
    before = datetime.fromisoformat(goes).replace(minute=59, hour=16).isoformat()
    at(bench, before)
    assert bench.carrier.sent == []
    at(bench, goes)
    assert len(bench.carrier.sent) == 1


def test_what_could_only_go_when_it_is_too_late_is_dropped_and_logged(bench: Bench, capfd) -> None:
    at(bench, "2026-12-01T20:30")
    hand_over(bench, purpose="reminder", expires_at="2026-12-02T08:00:00-05:00")
    assert states(bench) == ["expired"]
    assert "dropped_as_too_late" in "".join(capfd.readouterr())


def test_what_was_missed_while_we_were_down_is_sent_late_if_it_is_still_useful(bench: Bench, real: Hands) -> None:
    for notice, ends in (("n1", "2026-12-01T15:00:00-05:00"), ("n2", "2026-12-01T19:00:00-05:00")):
        hand_over(bench, notice, not_before="2026-12-01T11:00:00-05:00", expires_at=ends)
    go_on(bench, real, hours=6)
    assert states(bench) == ["expired", "sent"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"phone": "+442071838750"}, "phone"),
        ({"phone": 5}, "phone"),
        ({"language": "fr"}, "language"),
        ({"response": "utter_nothing_of_the_kind"}, "there is no utter_nothing_of_the_kind in en"),
        ({"values": {}}, "utter_done_cancel needs what"),
        ({"values": {"what": ["x"]}}, "values.what: it must be text"),
        ({"values": {"what": {"day": "tomorrow"}}}, "values.what: it must be text"),
        ({"values": {"what": {"day": "2026-12-08", "half_day": "noon"}}}, "values.what: it must be text"),
        ({"values": {"what": {"money": "NaN"}}}, "values.what: it must be text"),
        ({"values": {"what": {"list": []}}}, "values.what: it must be text"),
        ({"values": {"what": True}}, "values.what: it must be text"),
        ({"choices": ["x" * 81]}, "choices.1"),
        ({"choices": [" "]}, "choices.1"),
        ({"about": {"kind": "reminder", "choices": []}}, "about.choices"),
        ({"about": {"kind": "joke", "choices": [{"do": "keep"}]}}, "about.kind"),
        ({"about": {"kind": "reminder", "choices": [{"do": "explode"}]}}, "about.choices.0.do"),
        ({"about": {"kind": "reminder", "choices": [{"do": "keep"}]}, "choices": ["a", "b"]}, "as many choices"),
        ({"values": {"what": "x" * 1600, "address": "", "day": ""}}, "characters long"),
        ({"purpose": "reply"}, "purpose"),
        ({"not_before": "2026-12-01T10:00"}, "not_before"),
        ({"expires_at": "soon"}, "expires_at"),
        ({"notice": ""}, "notice"),
        ({"notice": "n\x00"}, "notice"),
        ({"notice": "x" * 65}, "notice"),
        ({"choices": [str(n) for n in range(10)]}, "choices"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_reason(bench: Bench, changes: dict[str, object], says: str) -> None:
    answer = hand_over(bench, **changes)
    assert answer.status_code == 422
    assert says in answer.json["error"]
    assert rows(bench) == []


def test_what_is_no_json_is_refused(bench: Bench) -> None:
    for body in (b"", b"[]", b"{", b"\xff"):
        assert bench.client.post("/private/notices", data=body, headers=BEARER).status_code == 422
