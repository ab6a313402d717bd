"""What the city says first in a conversation: a short form of the talk's file as the JSON that the back end hands over.

`{kind, of: [permit, inspections, day], to: […]}`; `to` are the days that are offered, or the one to which it was moved.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from backend.services.notice_names import NoticeName
from backend.services.notices import choice, listed, on_day
from tests.system import RunningSystem

type Json = dict[str, Any]
_STANDS = ("keep", "move", "cancel")
_AT_ONCE = timedelta(minutes=1)
"""A notice waits for a pause in the talk unless it would be too late then; no test waits so long."""


def as_handed_over(system: RunningSystem, phone: str, told: Mapping[str, Any]) -> Json:
    language = told.get("language", "en")
    permit, types, day = told["of"]
    types = types if isinstance(types, list) else [types] if types else []
    names = {each["type"]: each["name"][language] for each in system.city()["inspection_types"]}
    values: Json = {"what": listed([names[each] for each in types]) if types else "", "day": on_day(_day(day))}
    values |= {"permit": permit, "address": system.permit(permit)["address"]} if permit else {}
    name, purpose, kind, make = _KINDS[told["kind"]]
    more, choices, deeds = make(permit, types, _day(day), told.get("to", ()))
    return {
        "notice": f"{told['kind']}-{uuid4().hex[:12]}",
        "phone": phone,
        "language": language,
        "response": name,
        "values": values | more,
        "choices": choices,
        "purpose": purpose,
        "expires_at": (system.city_now + _AT_ONCE).isoformat(),
        "about": {"kind": kind, "choices": deeds} if deeds else None,
    }


type _Made = tuple[Json, list[Any], list[Any]]
"""Values more, what stands with the numbers, and what they do."""


def _stands(permit: str | None, types: Sequence[str], day: date, _to: Sequence[str]) -> _Made:
    return {}, [], [choice(do, permit, types, day) for do in _STANDS]


def _several(_permit: str | None, _types: Sequence[str], day: date, to: Sequence[str]) -> _Made:
    return {"visits": listed(to)}, [], [choice(do, None, (), day) for do in _STANDS]


def _moved(permit: str | None, types: Sequence[str], day: date, to: Sequence[str]) -> _Made:
    new = _day(to[0])
    return {"was": on_day(day), "day": on_day(new)}, [], [choice(do, permit, types, new) for do in _STANDS]


def _again(permit: str | None, types: Sequence[str], _day: date, _to: Sequence[str]) -> _Made:
    return {"days": 30}, [], [choice("schedule", permit, types)]


def _called_off(permit: str | None, types: Sequence[str], _of: date, to: Sequence[str]) -> _Made:
    days = [_day(each) for each in to]
    return {}, [on_day(day) for day in days], [choice("schedule", permit, types, day) for day in days]


def _nothing(_permit: str | None, _types: Sequence[str], _day: date, _to: Sequence[str]) -> _Made:
    return {}, [], []


_KINDS: Mapping[str, tuple[NoticeName, str, str, Callable[..., _Made]]] = {
    "reminder": (NoticeName.REMINDER, "reminder", "reminder", _stands),
    "reminder_several": (NoticeName.REMINDER_SEVERAL, "reminder", "reminder", _several),
    "moved": (NoticeName.MOVED, "notice", "moved", _moved),
    "passed": (NoticeName.RESULT_PASSED, "notice", "result", _nothing),
    "failed": (NoticeName.RESULT_FAILED, "notice", "result", _again),
    "called_off": (NoticeName.CALLED_OFF, "notice", "called_off", _called_off),
    "inactive_soon": (NoticeName.INACTIVE_SOON, "notice", "inactivity", _again),
}


def _day(said: object) -> date:
    return date.fromisoformat(str(said))
