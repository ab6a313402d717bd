"""Turns what the use cases answer into the JSON of docs/architecture.md."""

from datetime import date
from decimal import Decimal

from backend.api.problems import opening_view
from backend.domain.masking import masked
from backend.domain.model import Cancellation, HalfDay, Inspection, Item, Move, Refusal, Words
from backend.domain.policy import Policy
from backend.services.ask_ruling import RulingGiven
from backend.services.describe_city import CityDescribed
from backend.services.entries import Action, Changed, ChangedInspection, EventTaken, NoteLeft
from backend.services.show_account import AccountShown
from backend.services.show_permit import PermitShown

type View = dict[str, object]


def permit_view(shown: PermitShown, policy: Policy) -> View:
    permit = shown.entry.permit
    if shown.is_public:
        return {
            "number": permit.number,
            "status": permit.status,
            "inactive": shown.inactive_since is not None,
            "fees_due": permit.fees_due > 0,
            "public": True,
        }
    return {
        "number": permit.number,
        "address": permit.address,
        "type": permit.type,
        "status": permit.status,
        "inactive": shown.inactive_since is not None,
        "inactive_since": _iso(shown.inactive_since),
        "issued_on": _iso(permit.issued_on),
        "fees_due": _dollars(permit.fees_due),
        "fees": [{"item": fee.item, "amount": _dollars(fee.amount)} for fee in shown.fees],
        "inspections": [_inspection_view(one, policy, shown) for one in permit.inspections.values()],
    }


def account_view(account: AccountShown, policy: Policy) -> View:
    person = account.person
    return {
        "person": {"name": person.name, "role": person.role.value, "language": person.language} if person else None,
        "language": account.language,
        "permits": [permit_view(shown, policy) for shown in account.permits],
        "notices": None if account.notices is None else dict(account.notices),
    }


def ruling_view(given: RulingGiven) -> View:
    request = given.request
    return {
        "ruling": given.id,
        "allowed": given.ruling.allowed,
        "permit": request.permit,
        "address": given.entry.permit.address if given.entry else None,
        "day": _iso(request.day),
        "half_day": _wish(request.half_day),
        "items": [_item_view(item, given) for item in given.ruling.items],
        "openings": [opening_view(opening) for opening in given.ruling.openings],
    }


def change_view(changed: Changed) -> View:
    view: View = {
        "change": changed.change,
        "permit": changed.permit,
        "address": changed.address,
        "inspections": [_confirmed_view(one) for one in changed.inspections],
    }
    if changed.kind is Action.MOVE:
        view["was"] = [_changed_view(one) for one in changed.was]
    if changed.undid:
        view["undid"] = changed.undid.value
    return view


def note_view(left: NoteLeft) -> View:
    return {
        "permit": left.permit,
        "address": left.address,
        "inspections": [_confirmed_view(one) for one in left.inspections],
        "site_note": left.masked_note,
    }


def event_view(taken: EventTaken) -> View:
    return {"event": taken.event, "permit": taken.permit, "notices": taken.told}


def city_view(described: CityDescribed) -> View:
    city, policy = described.city, described.city.policy
    return {
        "name": city.name,
        "timezone": city.zone.key,
        "office_phone": city.office_phone,
        "office_hours": [
            {"days": one.days, "opens": f"{one.opens:%H:%M}", "closes": f"{one.closes:%H:%M}"}
            for one in city.office_hours
        ],
        "address": city.address,
        "languages": list(city.languages),
        "policy": _policy_view(described),
        "holidays": [{"day": day.isoformat(), "name": _words(name)} for day, name in described.holidays.items()],
        "inspection_types": [
            {"type": key, "code": one.code, "trade": one.trade, "name": _words(one.name)}
            for key, one in policy.inspection_types.items()
        ],
        "permit_shapes": list(city.permit_shapes),
    }


def _policy_view(described: CityDescribed) -> View:
    rules = described.rules
    return {
        "book_cutoff": f"{rules.book_cutoff.time:%H:%M}",
        "cancel_cutoff": f"{rules.cancel_cutoff.time:%H:%M}",
        "horizon_workdays": rules.horizon_workdays,
        "max_inspections_per_request": rules.max_inspections_per_request,
        "inactive_after_days": rules.inactive_after_days,
        "half_days": {
            half_day.value: [f"{window.opens:%H:%M}", f"{window.closes:%H:%M}"]
            for half_day, window in rules.half_days.windows.items()
        },
        "half_days_offered_to": sorted(role.value for role in rules.half_days.offered_to),
        "honoured_after_read_back_minutes": int(rules.honoured_after_read_back.total_seconds() // 60),
    }


def _inspection_view(one: Inspection, policy: Policy, shown: PermitShown) -> View:
    known = policy.inspection_types.get(one.type)
    return {
        "type": one.type,
        "code": known.code if known else None,
        "status": one.status.value,
        "date": _iso(one.day),
        "half_day": _wish(one.half_day),
        "confirmation": one.confirmation,
        "note": one.note,
        "site_note": masked(one.site_note) if one.site_note and shown.notes_are_masked else one.site_note,
    }


def _item_view(item: Item, given: RulingGiven) -> View:
    """A booking shows the day asked for; a cancellation and a move show the visit that is booked now."""
    refusal = item.answer if isinstance(item.answer, Refusal) else None
    view: View = {"type": item.type, "allowed": refusal is None}
    if given.action is Action.BOOK:
        view |= {"day": _iso(given.request.day), "half_day": _wish(given.request.half_day), "confirmation": None}
    else:
        view |= _booked_now(item, given)
    return view | {"refusal": {"code": refusal.code.value, "facts": dict(refusal.facts)} if refusal else None}


def _booked_now(item: Item, given: RulingGiven) -> View:
    was = item.answer.was if isinstance(item.answer, Cancellation | Move) else _find_booked(item.type, given)
    if was is None:
        return {"day": None, "half_day": None, "confirmation": None}
    return {"day": _iso(was.day), "half_day": _wish(was.half_day), "confirmation": was.confirmation}


def _find_booked(inspection_type: str, given: RulingGiven) -> Inspection | None:
    if given.entry is None or inspection_type not in given.entry.booked_visit_ids:
        return None
    return given.entry.permit.inspections[inspection_type]


def _changed_view(one: ChangedInspection) -> View:
    return {"type": one.type, "day": one.day.isoformat(), "half_day": _wish(one.half_day)}


def _confirmed_view(one: ChangedInspection) -> View:
    return _changed_view(one) | {"confirmation": one.confirmation}


def _words(words: Words) -> View:
    return {"en": words.en, "es": words.es}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _wish(half_day: HalfDay | None) -> str | None:
    return half_day.value if half_day else None


def _dollars(amount: Decimal) -> str:
    return f"{amount:.2f}"
