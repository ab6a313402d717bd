"""The courier: every notice reaches the bot once it is there, and what came of each is known."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from backend.jobs.couriering import CourierRounds
from backend.jobs.fakes import AWAY, FakeBotDoor
from backend.records.in_memory import InMemoryRecords
from backend.records.in_memory_notices import KeptNotice
from backend.services.hand_over_notices import AT_A_TIME, LEASE, Courier
from backend.services.notices import Notice, NoticeKind, Purpose, Receipt, Reception, mark_of, without_mark

TEN = datetime(2026, 12, 1, 15, tzinfo=UTC)
REFUSED = Reception(Receipt.REFUSED, "response: there is no utter_x in en")
BUSY = Reception(Receipt.LATER, "status 500")


@dataclass
class Watch:
    time: datetime = TEN

    def now(self) -> datetime:
        return self.time


@dataclass
class Hallway:
    """The outbox, the bot at its end, and the two clocks. No jitter: a pause is as long as it can be."""

    records: InMemoryRecords = field(default_factory=InMemoryRecords)
    bot: FakeBotDoor = field(default_factory=FakeBotDoor)
    city: Watch = field(default_factory=Watch)
    real: Watch = field(default_factory=Watch)

    @property
    def courier(self) -> Courier:
        return Courier(self.records, self.bot, self.city, self.real, jitter=lambda _least, most: most)

    def put(self, *notices: Notice) -> None:
        with self.records.writing() as uow:
            uow.notices.add(notices)
            uow.commit()

    def kept(self, notice_id: str) -> KeptNotice:
        return self.records.contents.notices[notice_id]


@pytest.fixture
def hallway() -> Hallway:
    return Hallway()


def notice(notice_id: str = "result-7-abc", purpose: Purpose = Purpose.NOTICE, **more: object) -> Notice:
    content: dict[str, object] = {
        "kind": NoticeKind.RESULT,
        "language": "en",
        "response": "utter_notice_result_passed",
        "made_at": TEN,
        "phone": "+16785550102",
        "values": {"what": "Electrical Final"},
    }
    return Notice(id=notice_id, purpose=purpose, **{**content, **more})  # type: ignore[arg-type]


def test_a_notice_is_handed_over_once(hallway: Hallway) -> None:
    hallway.put(notice())
    assert hallway.courier.hand_over_due().taken == 1
    assert hallway.courier.hand_over_due().taken == 0
    assert list(hallway.bot.taken) == ["result-7-abc"]
    assert hallway.kept("result-7-abc").state == "handed_over"


def test_codes_go_first_then_notices_then_reminders(hallway: Hallway) -> None:
    hallway.put(notice("c", Purpose.REMINDER), notice("b"), notice("a", Purpose.CODE, made_at=TEN + timedelta(hours=1)))
    hallway.courier.hand_over_due()
    assert list(hallway.bot.taken) == ["a", "b", "c"]


def test_the_bot_is_called_outside_of_every_transaction(hallway: Hallway) -> None:
    hallway.put(notice())
    commits: list[int] = []
    hallway.bot.on_call = lambda: commits.append(hallway.records.commits)
    hallway.courier.hand_over_due()
    assert commits == [2]  # put there, and claimed; what comes of it is noted afterwards
    assert hallway.records.commits == 3


def test_while_the_bot_is_away_nothing_is_lost_and_nobody_keeps_knocking(hallway: Hallway) -> None:
    hallway.put(*(notice(f"n-{number}") for number in range(5)))
    hallway.bot.says = deque([AWAY, AWAY])
    assert hallway.courier.hand_over_due().is_away
    assert hallway.bot.calls == 1
    hallway.courier.hand_over_due()
    assert hallway.courier.hand_over_due().taken == 5
    assert {kept.state for kept in hallway.records.contents.notices.values()} == {"handed_over"}


def test_the_pauses_grow_while_the_bot_is_away_and_end_when_it_is_back(hallway: Hallway) -> None:
    hallway.put(notice())
    hallway.bot.says = deque([AWAY] * 6)
    rounds = CourierRounds(hallway.courier, look_every=0.5, jitter=lambda _least, most: most)
    assert [rounds() for _ in range(6)] == [1, 2, 4, 8, 15, 15]
    assert rounds() == 0.5
    hallway.put(notice("another"))
    hallway.bot.says = deque([AWAY])
    assert rounds() == 1


def test_a_notice_that_the_bot_refuses_is_left_for_staff(hallway: Hallway) -> None:
    hallway.put(notice("wrong"), notice("zright"))
    hallway.bot.says = deque([REFUSED])
    assert hallway.courier.hand_over_due().taken == 1
    assert (hallway.kept("wrong").state, hallway.kept("wrong").reason) == ("refused", REFUSED.reason)
    assert hallway.courier.hand_over_due().taken == 0


def test_one_notice_that_fails_does_not_hold_up_the_others_and_is_tried_again_later(hallway: Hallway) -> None:
    hallway.put(notice("a"), notice("b"))
    hallway.bot.says = deque([BUSY])
    assert hallway.courier.hand_over_due().taken == 1
    assert (hallway.kept("a").state, hallway.kept("a").due_at) == ("waiting", TEN + timedelta(seconds=2))
    assert hallway.courier.hand_over_due().taken == 0
    hallway.real.time += timedelta(seconds=2)
    hallway.bot.says = deque([BUSY])
    hallway.courier.hand_over_due()
    assert hallway.kept("a").due_at == hallway.real.time + timedelta(seconds=4)
    hallway.real.time += timedelta(seconds=4)
    assert hallway.courier.hand_over_due().taken == 1


def test_what_is_of_no_use_any_more_is_dropped_by_the_citys_clock(hallway: Hallway) -> None:
    hallway.put(notice("late", expires_at=TEN), notice("soon", expires_at=TEN + timedelta(seconds=1)))
    hallway.courier.hand_over_due()
    assert list(hallway.bot.taken) == ["soon"]
    assert (hallway.kept("late").state, hallway.kept("late").reason) == ("dropped", "expired")


@pytest.mark.parametrize(
    ("says", "spoil", "state"),
    [
        ([], timedelta(0), "handed_over"),
        ([REFUSED], timedelta(0), "refused"),
        ([], timedelta(minutes=10), "dropped"),
    ],
)
def test_a_code_is_forgotten_once_it_is_settled(
    hallway: Hallway, says: list[Reception], spoil: timedelta, state: str
) -> None:
    code = notice("code-1-1", Purpose.CODE, values={"code": "123456"}, expires_at=TEN + timedelta(minutes=10))
    hallway.put(code)
    hallway.bot.says = deque(says)
    hallway.city.time += spoil
    hallway.courier.hand_over_due()
    assert (hallway.kept("code-1-1").state, hallway.kept("code-1-1").notice.values) == (state, {})


def test_a_code_that_waits_for_the_bot_keeps_its_words(hallway: Hallway) -> None:
    hallway.put(notice("code-1-1", Purpose.CODE, values={"code": "123456"}))
    hallway.bot.says = deque([AWAY])
    hallway.courier.hand_over_due()
    hallway.courier.hand_over_due()
    assert hallway.bot.taken["code-1-1"].values == {"code": "123456"}


def test_what_a_courier_had_in_hand_when_it_died_is_handed_over_again(hallway: Hallway) -> None:
    hallway.put(notice())

    def die() -> None:
        hallway.bot.taken["result-7-abc"] = notice()  # the bot has it, and nobody will note that
        raise KeyboardInterrupt

    hallway.bot.on_call = die
    with pytest.raises(KeyboardInterrupt):
        hallway.courier.hand_over_due()
    hallway.bot.on_call = lambda: None
    assert hallway.courier.hand_over_due().taken == 0
    hallway.real.time += LEASE
    assert hallway.courier.hand_over_due().taken == 1
    assert hallway.kept("result-7-abc").state == "handed_over"


def test_a_courier_that_took_too_long_does_not_overwrite_what_another_found(hallway: Hallway) -> None:
    hallway.put(notice())
    hallway.bot.says = deque([BUSY])

    def sleep_past_the_lease() -> None:
        hallway.bot.on_call = lambda: None
        hallway.real.time += LEASE
        hallway.bot.says.appendleft(Reception(Receipt.TAKEN))
        assert hallway.courier.hand_over_due().taken == 1

    hallway.bot.on_call = sleep_past_the_lease
    hallway.courier.hand_over_due()
    assert hallway.kept("result-7-abc").state == "handed_over"


def test_many_are_handed_over_in_turns(hallway: Hallway) -> None:
    hallway.put(*(notice(f"n-{number:03}") for number in range(2 * AT_A_TIME + 1)))
    rounds = CourierRounds(hallway.courier, look_every=0.5)
    assert [rounds() for _ in range(3)] == [0, 0, 0.5]
    assert len(hallway.bot.taken) == 2 * AT_A_TIME + 1


def test_a_notice_that_is_known_is_not_put_there_again(hallway: Hallway) -> None:
    put: Callable[[], int] = lambda: _added(hallway, notice(language="es"))  # noqa: E731
    hallway.put(notice())
    assert put() == 0
    assert hallway.kept("result-7-abc").notice.language == "en"


def _added(hallway: Hallway, *notices: Notice) -> int:
    with hallway.records.writing() as uow:
        added = uow.notices.add(notices)
        uow.commit()
    return added


def test_the_log_tells_no_phones_apart() -> None:
    """There are too few numbers in an area code for a hash of one to hide it."""
    assert without_mark(f"reminder-2026-12-02-{mark_of('+16785550102')}") == "reminder-2026-12-02"
    assert without_mark("code") == "code"
