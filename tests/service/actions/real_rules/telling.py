"""What the city says first in a random conversation, from the records as they are then."""

from datetime import timedelta

from actions.conversation.reply import Say
from actions.records import NoticeChoice, SentNotice
from runtime.wording import say_day
from tests.service.actions.real_rules.counter import Desk, Inspection, Talk, records_of
from tests.service.actions.real_rules.messages import Told

_THEIRS = {
    "james": ("RNEW26-00010", "NRE261051"),
    "quick": ("CELEC26-00031", "BRES2026-0142"),
    "maria": ("BRES2026-0142", "RPOOL26-00003"),
}
_TO_BOOK = {
    "james": ("NRE261051", "electrical_final"),
    "quick": ("CELEC26-00031", "electrical_final"),
    "maria": ("BRES2026-0142", "electrical_final"),
}
_NOTHING_ASKED = Say("utter_notice_reminder")


def tell(desk: Desk, talk: Talk, told: Told) -> str:
    """The person gets it; gives what it was."""
    if told.kind == "called_off":
        return _offer(desk, talk, _TO_BOOK[told.person])
    booked = records_of(desk.counter).booked
    theirs = sorted(one for one in booked if one[0] in _THEIRS[told.person])
    if not theirs:
        return "nothing is booked of which the city could remind"
    permit, type_ = theirs[told.which % len(theirs)]
    day = booked[permit, type_].day
    choices = tuple(
        NoticeChoice(do=do, permit=permit, inspections=(type_,), day=day) for do in ("keep", "move", "cancel")
    )
    _send(talk, "reminder", choices, _NOTHING_ASKED)
    return f"the city reminds of {permit} {type_} {day}"


def _offer(desk: Desk, talk: Talk, inspection: Inspection) -> str:
    """Days that may be taken by then or not: the number is for the day, and the rules have the last word."""
    permit, type_ = inspection
    today = desk.counter.clock.time.date()
    days = [day for n in range(2, 7) if (day := today + timedelta(days=n)).weekday() < 5][:3]
    choices = tuple(NoticeChoice(do="schedule", permit=permit, inspections=(type_,), day=day) for day in days)
    language = talk.memory.language or "en"
    lines = tuple(say_day(day, language, today) for day in days)
    values = {"what": talk.city.name_of(type_, language), "permit": permit}
    _send(talk, "called_off", choices, Say("utter_offer_schedule", values, lines))
    return f"the city offers {permit} {type_} {lines}"


def _send(talk: Talk, kind: str, choices: tuple[NoticeChoice, ...], say: Say) -> None:
    notice = SentNotice(
        notice=f"{kind}-{talk.count}", response=f"utter_notice_{kind}", at=talk.counter.clock.time, kind=kind,
        choices=choices,
    )  # fmt: skip
    talk.told(notice, (say,))
