"""What the city tells the people on a permit of a change that they did not make themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backend.domain.model import Asker, HalfDay, Opening, Role, Words
from backend.domain.moving import put_aside
from backend.domain.policy import Policy
from backend.domain.scheduling import openings
from backend.services.deciding import places_from_now_on
from backend.services.entries import Action, Caller, Changed, ChangedInspection, PermitEntry, VisitResult
from backend.services.notice_names import VALUES, NoticeName
from backend.services.notices import (
    Notice,
    NoticeKind,
    NoticeWish,
    Recipient,
    Value,
    about,
    choice,
    listed,
    mark_of,
    on_day,
)
from backend.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Telling:
    """The permit that is spoken of, as it was before the change, and the time at which it is."""

    entry: PermitEntry
    policy: Policy
    caller: Caller
    uow: UnitOfWork

    def recipients(self, wish: NoticeWish) -> list[Recipient]:
        on_permit = self.uow.recipients.on_permits([self.entry.id], wish).get(self.entry.id, ())
        return [one for one in on_permit if one.wanted]

    def notice(
        self,
        notice_id: str,
        kind: NoticeKind,
        recipient: Recipient,
        says: NoticeName,
        values: Mapping[str, Value],
        choices: Iterable[Mapping[str, object]] = (),
        offered: Iterable[Opening] = (),
        expires_at: datetime | None = None,
    ) -> Notice:
        permit = self.entry.permit
        known: Mapping[str, Value] = {"permit": permit.number, "address": permit.address, **values}
        return Notice(
            id=f"{notice_id}-{mark_of(recipient.phone)}",
            kind=kind,
            language=recipient.language,
            response=says.value,
            made_at=self.caller.clock,
            phone=recipient.phone,
            values={name: value for name, value in known.items() if name in VALUES[says]},
            choices=[on_day(one.day, one.half_day) for one in offered],
            about=about(kind, *choices),
            permit_id=self.entry.id,
            expires_at=expires_at,
        )


def tell_of_change(changed: Changed, telling: Telling, reason: Words | None = None) -> int:
    """The office moved or called off visits: how many notices are on their way. A booking is told by who made it."""
    match changed.kind:
        case Action.MOVE:
            groups = _by_day(changed.was)
            made = [
                one
                for place, was in enumerate(groups)
                for one in _moved(_id("moved", changed, place), was, changed, telling, reason)
            ]
        case Action.CANCEL:
            groups = _by_day(changed.inspections)
            made = [
                one
                for place, was in enumerate(groups)
                for one in _called_off(_id("off", changed, place), was, telling, reason)
            ]
        case Action.BOOK:
            return 0
    return telling.uow.notices.add(made)


def tell_of_result(visit_id: int, inspection: str, result: VisitResult, telling: Telling) -> int:
    says = {
        (True, False): NoticeName.RESULT_PASSED,
        (True, True): NoticeName.RESULT_PASSED_NOTE,
        (False, False): NoticeName.RESULT_FAILED,
        (False, True): NoticeName.RESULT_FAILED_NOTE,
    }[result.passed, bool(result.note)]
    number = telling.entry.permit.number
    choices = [] if result.passed else [choice("schedule", number, [inspection])]
    made = [
        telling.notice(
            f"result-{visit_id}",
            NoticeKind.RESULT,
            one,
            says,
            {
                "what": name_of(inspection, telling.policy, one.language),
                "day": on_day(result.day),
                **({"note": result.note} if result.note else {}),
            },
            choices,
        )
        for one in telling.recipients(NoticeWish.RESULTS)
    ]
    return telling.uow.notices.add(made)


def tell_of_readiness(event_id: str, telling: Telling) -> int:
    choices = [choice("schedule", telling.entry.permit.number)]
    made = [
        telling.notice(f"ready-{event_id}", NoticeKind.READY, one, NoticeName.READY, {}, choices)
        for one in telling.recipients(NoticeWish.FEES)
    ]
    return telling.uow.notices.add(made)


def name_of(inspection: str, policy: Policy, language: str) -> str:
    """As the city's catalogue names it; its key where the catalogue no longer has it."""
    known = policy.inspection_types.get(inspection)
    return in_language(known.name, language) if known else inspection.replace("_", " ")


def in_language(words: Words, language: str) -> str:
    return words.es if language == "es" else words.en


def _moved(
    notice_id: str, was: Sequence[ChangedInspection], changed: Changed, telling: Telling, reason: Words | None
) -> list[Notice]:
    types = [one.type for one in was]
    now = next(one for one in changed.inspections if one.type == types[0])  # they moved to one and the same day
    says = NoticeName.MOVED_REASON if reason else NoticeName.MOVED
    number = telling.entry.permit.number
    return [
        telling.notice(
            notice_id,
            NoticeKind.MOVED,
            one,
            says,
            {
                "what": _names(types, telling.policy, one.language),
                "was": on_day(was[0].day, was[0].half_day),
                "day": on_day(now.day, now.half_day),
                **_reason(reason, one.language),
            },
            [choice(do, number, types, now.day) for do in ("keep", "move", "cancel")],
            expires_at=_end_of(now.day, telling.policy),
        )
        for one in telling.recipients(NoticeWish.CHANGES)
    ]


def _called_off(
    notice_id: str, was: Sequence[ChangedInspection], telling: Telling, reason: Words | None
) -> list[Notice]:
    types = [one.type for one in was]
    made = []
    offers: dict[Role, tuple[Opening, ...]] = {}
    for one in telling.recipients(NoticeWish.CHANGES):
        if one.role not in offers:
            offers[one.role] = _openings(types, was[0].day, was[0].half_day, one.role, telling)
        offered = offers[one.role]
        says = (
            (NoticeName.CALLED_OFF_REASON if reason else NoticeName.CALLED_OFF)
            if offered
            else NoticeName.CALLED_OFF_NO_OPENING
        )
        values = {
            "what": _names(types, telling.policy, one.language),
            "day": on_day(was[0].day, was[0].half_day),
            **(_reason(reason, one.language) if offered else {}),
        }
        number = telling.entry.permit.number
        choices = [choice("schedule", number, types, opening.day, opening.half_day) for opening in offered]
        made.append(telling.notice(notice_id, NoticeKind.CALLED_OFF, one, says, values, choices, offered))
    return made


def _openings(
    types: Sequence[str], was: date, half_day: HalfDay | None, role: Role, telling: Telling
) -> tuple[Opening, ...]:
    """What the rules would accept of the permit's people, after the day on which the city cannot come."""
    policy, caller = telling.policy, telling.caller
    load = places_from_now_on(telling.uow, policy, caller.at, caller.clock)
    return openings(
        types,
        put_aside(telling.entry.permit, types),
        Asker(role, on_permit=True),
        load,
        policy,
        caller.clock,
        half_day=half_day,
        wants=lambda day: day > was,
    )


def _by_day(visits: Sequence[ChangedInspection]) -> list[list[ChangedInspection]]:
    """Visits of one day and half-day can be told of in one sentence."""
    groups: dict[tuple[date, HalfDay | None], list[ChangedInspection]] = {}
    for one in visits:
        groups.setdefault((one.day, one.half_day), []).append(one)
    return list(groups.values())


def _id(kind: str, changed: Changed, place: int) -> str:
    return f"{kind}-{changed.change}" if place == 0 else f"{kind}-{changed.change}-{place + 1}"


def _names(types: Sequence[str], policy: Policy, language: str) -> Value:
    return listed([name_of(one, policy, language) for one in types])


def _reason(reason: Words | None, language: str) -> Mapping[str, Value]:
    return {"reason": in_language(reason, language)} if reason else {}


def _end_of(day: date, policy: Policy) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=policy.zone)
