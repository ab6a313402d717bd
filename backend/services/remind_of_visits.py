"""Reminds people, in the evening before, of the visits that are booked for a day: one reminder a phone for all of them.

A reminder is known by its day and phone, so it can be made over and over: what is new is added, what waits for the bot
says what is true by now, and what is true no more is withdrawn.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from backend.domain.reminding import reminders_end
from backend.services.entries import BookedVisit, JobRun
from backend.services.notice_names import NoticeName
from backend.services.notices import (
    Notice,
    NoticeKind,
    NoticeWish,
    Purpose,
    Recipient,
    Value,
    about,
    choice,
    mark_of,
    on_day,
)
from backend.services.office import Office
from backend.services.ports import UnitOfWork
from backend.services.telling import name_of

JOB = "reminders"
MOST_LISTED = 6
"""More visits than these are counted, not listed: a text message has its limits."""
TOO_LATE = "too_late"
_AT_A_TIME = 200


def remind_of_visits(day: date, now: datetime, office: Office) -> int:
    """How many reminders are new. Others may write between one batch and the next."""
    with office.records.reading() as uow:
        due = _reminders(day, now, office, uow)
        known = uow.notices.waiting_with(_prefix(day))
    waiting = {notice_id for notice_id, waits in known.items() if waits}
    new = [one for notice_id, one in due.items() if notice_id not in known]
    changed = [one for notice_id, one in due.items() if notice_id in waiting]
    with office.records.writing() as uow:
        uow.jobs.begin(JOB, day, now)
        uow.notices.withdraw(waiting - due.keys(), "nothing_booked", now)
        uow.commit()
    added = 0
    for batch in _batches(new):
        with office.records.writing() as uow:
            added += uow.notices.add(batch)
            uow.commit()
    for batch in _batches(changed):
        with office.records.writing() as uow:
            uow.notices.reword(batch)
            uow.commit()
    return added


def record_missed_reminders(day: date, now: datetime, office: Office) -> int:
    """The evening is over: note who should have been reminded and was not. Nobody is woken for it."""
    with office.records.writing() as uow:
        run = uow.jobs.begin(JOB, day, now)
        if run.is_finished:
            return 0
        missed = uow.notices.add(list(_reminders(day, now, office, uow).values()), dropped=TOO_LATE)
        uow.jobs.go_on(JOB, day, JobRun(is_finished=True), now)
        uow.commit()
    return missed


def reminded(
    visits: Sequence[BookedVisit], on_permits: Mapping[int, Sequence[Recipient]]
) -> Mapping[Recipient, Sequence[BookedVisit]]:
    """Whom to remind of which visits: the phone that booked one while it is on the permit, else all that are."""
    visits_of: dict[str, list[BookedVisit]] = {}
    recipients: dict[str, Recipient] = {}
    for visit in visits:
        on_permit = on_permits.get(visit.permit_id, ())
        told = [one for one in on_permit if one.phone == visit.booked_by] or on_permit
        for one in told:
            if one.wanted:
                recipients[one.phone] = one
                visits_of.setdefault(one.phone, []).append(visit)
    return {recipients[phone]: booked for phone, booked in visits_of.items()}


def _reminders(day: date, now: datetime, office: Office, uow: UnitOfWork) -> Mapping[str, Notice]:
    visits = uow.visits.booked_on(day)
    on_permits = uow.recipients.on_permits({visit.permit_id for visit in visits}, NoticeWish.REMINDERS)
    made = [_reminder(one, booked, day, now, office) for one, booked in reminded(visits, on_permits).items()]
    return {notice.id: notice for notice in made}


def _reminder(recipient: Recipient, visits: Sequence[BookedVisit], day: date, now: datetime, office: Office) -> Notice:
    says, values = _said(visits, day, recipient.language, office)
    only = visits[0] if len(visits) == 1 else None
    permit, types = (only.permit, [only.type]) if only else (None, [])
    return Notice(
        id=f"{_prefix(day)}{mark_of(recipient.phone)}",
        kind=NoticeKind.REMINDER,
        language=recipient.language,
        response=says.value,
        made_at=now,
        purpose=Purpose.REMINDER,
        phone=recipient.phone,
        values=values,
        about=about(NoticeKind.REMINDER, *(choice(do, permit, types, day) for do in ("keep", "move", "cancel"))),
        permit_id=only.permit_id if only else None,
        expires_at=reminders_end(day, office.policy.zone),
    )


def _said(
    visits: Sequence[BookedVisit], day: date, language: str, office: Office
) -> tuple[NoticeName, Mapping[str, Value]]:
    names = [name_of(visit.type, office.policy, language) for visit in visits]
    if len(visits) == 1:
        values = {"what": names[0], "address": visits[0].address, "day": on_day(day, visits[0].half_day)}
        return NoticeName.REMINDER, values
    if len(visits) > MOST_LISTED:
        return NoticeName.REMINDER_MANY, {"count": len(visits), "day": on_day(day)}
    each = [f"{name}, {visit.address}" for name, visit in zip(names, visits, strict=True)]
    return NoticeName.REMINDER_SEVERAL, {"visits": {"list": each}, "day": on_day(day)}


def _prefix(day: date) -> str:
    return f"reminder-{day.isoformat()}-"


def _batches(notices: Collection[Notice]) -> Iterator[Sequence[Notice]]:
    in_order = sorted(notices, key=lambda one: one.id)
    for first in range(0, len(in_order), _AT_A_TIME):
        yield in_order[first : first + _AT_A_TIME]
