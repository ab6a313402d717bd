"""Warns the people on permits that are about to become inactive: once a month ahead, and once a week ahead."""

from dataclasses import dataclass
from datetime import datetime, time

from backend.domain.inactivity import InactivityWarning, find_warning, last_activities_to_warn_of
from backend.services.entries import Caller, JobRun
from backend.services.notice_names import NoticeName
from backend.services.notices import Notice, NoticeKind, NoticeWish, choice, on_day
from backend.services.office import Office
from backend.services.ports import UnitOfWork
from backend.services.telling import Telling

JOB = "inactivity"
AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Warned:
    notices: int
    is_finished: bool


def warn_of_inactivity(now: datetime, office: Office) -> Warned:
    """One batch of today's permits, and how far it came, in one transaction: a restart goes on where it stopped."""
    policy = office.policy
    today = policy.today(now)
    first, last = last_activities_to_warn_of(policy, today)
    statuses = policy.as_of(today).schedulable_statuses
    with office.records.writing() as uow:
        run = uow.jobs.begin(JOB, today, now)
        if run.is_finished:
            return Warned(0, is_finished=True)
        entries = uow.permits.last_active_between(first, last, statuses, run.reached, AT_A_TIME)
        warned = [
            (Telling(entry, policy, Caller(at=now, clock=now), uow), warning)
            for entry in entries
            if (warning := find_warning(entry.permit, policy, today))
        ]
        added = uow.notices.add(_notices(warned, uow))
        reached = entries[-1].id if entries else run.reached
        is_finished = len(entries) < AT_A_TIME
        uow.jobs.go_on(JOB, today, JobRun(reached, is_finished), now)
        uow.commit()
    return Warned(added, is_finished)


def _notices(warned: list[tuple[Telling, InactivityWarning]], uow: UnitOfWork) -> list[Notice]:
    on_permits = uow.recipients.on_permits([telling.entry.id for telling, _ in warned], NoticeWish.INACTIVITY)
    return [
        telling.notice(
            f"inactive-{telling.entry.id}-{warning.threshold}-{warning.last_activity.isoformat()}",
            NoticeKind.INACTIVITY,
            recipient,
            NoticeName.INACTIVE_SOON,
            {"days": warning.days, "day": on_day(warning.day)},
            [choice("schedule", telling.entry.permit.number)],
            expires_at=datetime.combine(warning.day, time(0), tzinfo=telling.policy.zone),
        )
        for telling, warning in warned
        for recipient in on_permits.get(telling.entry.id, ())
        if recipient.wanted
    ]
