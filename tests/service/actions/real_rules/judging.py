"""Judges each step of a conversation by the sentences that the person had before it, and by the records after it."""

import re
from collections import Counter as Count
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from actions.conversation.reply import Say
from actions.records import City
from runtime.wording import say_day, say_list
from tests.service.actions.real_rules.counter import Booked, Inspection, Records, Said, Step, Visit, Write
from tests.service.actions.real_rules.messages import Message

LAPSES_AFTER = timedelta(hours=12)
_TASKS = {"/v1/bookings": "schedule", "/v1/cancellations": "cancel", "/v1/moves": "move"}
_UNDID = {"book": "schedule", "cancel": "cancel", "move": "move"}
_ARRANGED = ("schedule", "cancel", "move")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was read back, in the words in which the person read it."""

    task: str
    what: str
    permit: str
    day: str
    was: str = ""

    @property
    def is_of_a_visit(self) -> bool:
        """Whether it is about a visit that is booked already."""
        return self.task != "schedule"


@dataclass(frozen=True, slots=True)
class Open:
    """What an answer would write: the lines of a read-back, or one line for each number of an offer."""

    kind: str
    """`schedule`, `cancel`, `move` or `plan` where all lines are read back; `offer` where a number takes one."""
    lines: tuple[Line, ...]
    half_days: frozenset[str]

    @property
    def names_one_twice(self) -> bool:
        """Whether two lines are about one inspection: what is done first changes what the second was read back for."""
        ones = [(line.permit, name) for line in self.lines for name in re.split(", | and | y | e ", line.what)]
        return self.kind == "plan" and len(ones) > len(set(ones))

    @property
    def is_offer(self) -> bool:
        return self.kind == "offer"

    def is_agreed_to_by(self, message: Message) -> bool:
        """Whether a message is a clear yes to all that was read back. "Book it" is none to a cancellation."""
        return message.number == 1 or message.agrees_to >= {line.task for line in self.lines}


@dataclass
class Judge:
    """Follows one conversation. `made` is what the last yes wrote, with the visits as they were before it."""

    city: City
    made: tuple[Write, ...] = ()
    was_booked: Booked = field(default_factory=dict)
    writes: int = 0

    def judge(self, message: Message, step: Step) -> None:
        changes = [write for write in step.writes if write.path in _TASKS]
        undos = [write for write in step.writes if write.path == "/v1/undos"]
        notes = [write for write in step.writes if write.path == "/v1/notes"]
        self.writes += len(changes) + len(undos)
        assert not (changes and undos), "one message both did something and took something back"
        if changes:
            self._was_read_back(message, step, changes)
        elif not undos:
            self._is_no_answer_that_was_lost(message, step)
        if undos:
            self._was_the_last_change(message, step, undos)
        self._records_show_just_that(step, changes, undos, notes)
        self._is_told(step, changes, undos)
        if changes:
            self.made, self.was_booked = tuple(changes), step.had.booked
        elif undos:
            self.made = ()

    def _was_read_back(self, message: Message, step: Step, changes: Sequence[Write]) -> None:
        assert step.before is not None, "written before anything was read back"
        offered = what_is_open(step.before)
        assert offered is not None, "written although the last reply asked for no yes"
        assert step.at - step.before.at <= LAPSES_AFTER, "written long after it was read back"
        assert offered.is_offer or offered.is_agreed_to_by(message), "written without a clear yes"
        expected = [_taken(message, offered)] if offered.is_offer else list(offered.lines)
        written = [self._line(write, step.had, step.before.language, step.before.at.date()) for write in changes]
        if offered.is_offer:  # which does not say where the visit is now
            written = [replace(line, was="") for line in written]
        refused = any(say.response.startswith("utter_refusal_") for say in step.said.says)
        if refused:  # at the last moment: the others of the plan are written
            assert not Count(written) - Count(expected), f"written {written}, but read back was {expected}"
        else:
            assert written == expected, f"written {written}, but read back was {expected}"
        half_days = {str(write.asked["half_day"]) for write in changes if write.asked.get("half_day")}
        assert half_days <= offered.half_days, f"half-days {half_days} were written, told were {set(offered.half_days)}"
        assert refused or half_days == offered.half_days, "a half-day that was told was not written"

    def _is_no_answer_that_was_lost(self, message: Message, step: Step) -> None:
        """A clear yes does what was read back, unless that lapsed or was changed by others, or the rules refuse it."""
        offered = what_is_open(step.before) if step.before else None
        if offered is None or offered.is_offer or not offered.is_agreed_to_by(message):
            return
        said = [say.response for say in step.said.says]
        read_again = {"utter_read_back_again", "utter_changed_meanwhile"} & set(said)
        excused = read_again or any(name.startswith("utter_refusal_") for name in said)
        assert excused, f"a clear yes to {offered} was answered with {said}"

    def _was_the_last_change(self, message: Message, step: Step, undos: Sequence[Write]) -> None:
        assert message.takes_back, "taken back unasked"
        made = [write.answered["change"] for write in self.made]
        undone = [write.asked["change"] for write in undos]
        assert len(undone) == len(set(undone)), "taken back twice"
        assert set(undone) <= set(made), "something else than the last change was taken back"
        refused = any(say.response.startswith("utter_refusal_") for say in step.said.says)
        assert refused or set(undone) == set(made), "not all of the last change was taken back"
        for write in self.made:
            if write.answered["change"] not in undone:
                continue
            for one in _inspections(write):
                before, now = self.was_booked.get(one), step.has.booked.get(one)
                assert _when(before) == _when(now), f"{one} was {before} before, and is {now} after the undo"

    def _records_show_just_that(
        self, step: Step, changes: Sequence[Write], undos: Sequence[Write], notes: Sequence[Write]
    ) -> None:
        expected = dict(step.had.booked)
        for write in (*changes, *undos):
            deed = _TASKS.get(write.path) or _UNDID[write.answered["undid"]]
            gone = deed == "cancel" if write.path in _TASKS else deed == "schedule"
            for each in write.answered["inspections"]:
                one = (write.answered["permit"], each["type"])
                before = expected.pop(one, None)
                assert (before is None) == (deed == "schedule" if write.path in _TASKS else deed == "cancel")
                if not gone:
                    note = write.asked.get("site_note") or (before.site_note if before else None)
                    if write.path == "/v1/undos" and deed == "cancel":
                        note = self.was_booked[one].site_note
                    expected[one] = Visit(date.fromisoformat(each["day"]), each["half_day"], note)
        for write in notes:
            for one in _inspections(write):
                expected[one] = Visit(expected[one].day, expected[one].half_day, write.asked["site_note"])
        found = step.has.booked
        differ = {
            one: (expected.get(one), found.get(one)) for one in expected | found if expected.get(one) != found.get(one)
        }
        assert not differ, f"expected and found: {differ}"
        assert step.has.taken == _places(step, self.city), "places are taken that no visit has"

    def _is_told(self, step: Step, changes: Sequence[Write], undos: Sequence[Write]) -> None:
        language, today = step.said.language, step.at.date()
        told = [
            Line(task, *(say.values[name] for name in ("what", "permit", "day", "was")))
            for say in step.said.says
            for task in _ARRANGED
            if say.response == f"utter_done_{task}"
        ]
        assert told == [self._line(write, step.had, language, today) for write in changes], f"told: {told}"
        notes = any(write.asked.get("site_note") for write in changes)
        assert not notes or any(say.response == "utter_note_with_it" for say in step.said.says), (
            "a note went along untold"
        )
        undid = [say.response for say in step.said.says if say.response.startswith("utter_undid_")]
        assert undid == [f"utter_undid_{write.answered['undid']}" for write in undos], f"told: {undid}"

    def _line(self, write: Write, had: Records, language: str, today: date) -> Line:
        """What was written, in the words in which it should have been read back."""
        task, ones = _TASKS[write.path], _inspections(write)
        before = _days([had.booked[one].day for one in ones if one in had.booked], language, today)
        new = write.asked.get("day")
        return Line(
            task,
            say_list([self.city.name_of(type_, language) for _, type_ in ones], language),
            write.asked["permit"],
            before if task == "cancel" else _days([date.fromisoformat(str(new))], language, today),
            before if task == "move" else "",
        )


def what_is_open(said: Said) -> Open | None:
    """What the reply's last question asks a yes or a number for; None where it asks something else, or nothing."""
    asking = [place for place, say in enumerate(said.says) if _asks(say)]
    assert len(asking) <= 1, f"two questions in one reply: {[said.says[place].response for place in asking]}"
    if not asking:
        return None
    place, question = asking[0], said.says[asking[0]]
    task = question.response.rpartition("_")[2]
    if question.response.startswith("utter_offer_"):
        lines = tuple(Line(task, question.values["what"], question.values["permit"], day) for day in question.choices)
        return Open("offer", lines, _half_days(said.says[max(place - 1, 0) : place]))
    if (task != "plan" and task not in _ARRANGED) or "change" in question.response:
        return None
    kind = "utter_plan_" if task == "plan" else "utter_read_back_"
    starts = [at for at, say in enumerate(said.says) if say.response.startswith(kind) and say.values]
    lines = tuple(_read_back(said.says[at]) for at in starts)
    assert lines, "asked for a yes, and nothing was read back"
    assert task == "plan" or len(lines) == 1, "several things were read back, and one was asked for"
    return Open(task, lines, _half_days(said.says[starts[0] : place]))


def _asks(say: Say) -> bool:
    """Whether a number or a yes answers this sentence."""
    return say.response.startswith(("utter_ask_", "utter_offer_")) and say.response not in (
        "utter_offer_person",
        "utter_ask_permit_number",
    )


def _read_back(say: Say) -> Line:
    task = say.response.rpartition("_")[2]
    return Line(task, say.values["what"], say.values["permit"], say.values["day"], say.values.get("was", ""))


def _taken(message: Message, offered: Open) -> Line:
    """The line of the offer that a message takes by its number."""
    assert message.number is not None, "an offered day was taken without its number"
    place = len(offered.lines) if message.number == -1 else message.number
    assert 1 <= place <= len(offered.lines), "a number that was not offered wrote something"
    return offered.lines[place - 1]


def _half_days(says: Sequence[Say]) -> frozenset[str]:
    return frozenset(
        half_day for half_day in ("am", "pm") if any(say.response == f"utter_wish_{half_day}" for say in says)
    )


def _inspections(write: Write) -> list[Inspection]:
    if "inspections" in write.asked:
        return [(write.asked["permit"], type_) for type_ in write.asked["inspections"]]
    return [(write.answered["permit"], each["type"]) for each in write.answered["inspections"]]


def _when(visit: Visit | None) -> tuple[date, str | None] | None:
    return (visit.day, visit.half_day) if visit else None


def _days(days: Sequence[date], language: str, today: date) -> str:
    return say_list([say_day(day, language, today) for day in dict.fromkeys(days)], language)


def _places(step: Step, city: City) -> dict[tuple[str, date], int]:
    """The places that should be taken: those of before, less the visits that went, and those that came."""
    trades = {each.type: each.trade for each in city.inspection_types}
    places = Count(step.had.taken)
    places.subtract(Count((trades[type_], visit.day) for (_, type_), visit in step.had.booked.items()))
    places.update(Count((trades[type_], visit.day) for (_, type_), visit in step.has.booked.items()))
    return {place: used for place, used in places.items() if used}
