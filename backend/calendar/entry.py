"""Writes a visit as iCalendar: one event, the same UID for good, a SEQUENCE that rises with every change. Pure.

Sources: RFC 5545 for the form, RFC 5546 for what a calendar does with METHOD, UID and SEQUENCE.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from backend.calendar.words import EntryWords, words_of
from backend.city.city import City
from backend.services.calendar_entries import CalendarEntry

_PRODUCT = "-//Permitline//Inspection visits//EN"
_AROUND = timedelta(days=400)
"""How far before and after the visit the zone's rules are written out."""


class Method(StrEnum):
    """Of an invitation; what a person fetches themselves has PUBLISH."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def calendar_text(entry: CalendarEntry, city: City, now: datetime, invited: str | None = None) -> str:
    """`invited` is the address that an invitation goes to: with it, mail programs offer to put the visit in."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", _method(entry, invited).value)
    event = _event(entry, city, words_of(entry, city), now)
    if invited is not None:
        _invite(event, invited, city)
    calendar.add_component(event)
    if entry.half_day is not None:
        first, last = entry.day - _AROUND, entry.day + _AROUND
        zone = Timezone.from_tzid(city.zone.key, first_date=first, last_date=last)
        calendar.subcomponents.insert(0, zone)
    return bytes(calendar.to_ical()).decode()


def _method(entry: CalendarEntry, invited: str | None) -> Method:
    if invited is None:
        return Method.PUBLISH
    return Method.CANCEL if entry.is_cancelled else Method.REQUEST


def _event(entry: CalendarEntry, city: City, words: EntryWords, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid(entry))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.half_day is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add(
            "transp", "TRANSPARENT"
        )  # the inspector comes at some time of the day; the person is not busy all of it
    else:
        window = city.policy.as_of(entry.day).half_days.windows[entry.half_day]
        event.add("dtstart", datetime.combine(entry.day, window.opens, city.zone))
        event.add("dtend", datetime.combine(entry.day, window.closes, city.zone))
    event.add("summary", words.summary, parameters={"language": entry.language})
    event.add("description", words.description, parameters={"language": entry.language})
    event.add("location", entry.address)
    return event


def _invite(event: Event, invited: str, city: City) -> None:
    organizer = vCalAddress(f"tel:{city.office_phone}")
    organizer.params["cn"] = vText(city.name)
    event["organizer"] = organizer
    attendee = vCalAddress(f"mailto:{invited}")
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    attendee.params["rsvp"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)


def uid(entry: CalendarEntry) -> str:
    """The same for good, whatever becomes of the visit. It does not show the token, which opens the entry."""
    return f"{sha256(entry.token.encode()).hexdigest()[:24]}@permitline"
