"""Shows the visit behind a calendar link, as it stands now."""

from backend.services.calendar_entries import CalendarEntry
from backend.services.office import Office


def show_calendar(token: str, office: Office) -> CalendarEntry | None:
    """None for a token that was never given out."""
    with office.records.reading() as uow:
        return uow.calendar_links.find(token)
