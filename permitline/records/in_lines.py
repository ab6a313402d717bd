"""A row of the public record as one line in the terminal."""

from permitline.records.row import Kind, Row

_SAID = frozenset({"answered", "returned", "sent"})


def line_of(row: Row) -> str:
    """A row as `permitline records search` shows it."""
    told = (row.text or "").replace("\n", " / ")
    if row.kind is Kind.RULING:
        told = _ruling_in_short(row)
    elif row.kind is Kind.CHANGE:
        told = "; ".join(_change_in_short(one) for one in row.details["inspections"])  # type: ignore[attr-defined]
    elif row.kind is Kind.MESSAGE and row.state not in _SAID:
        told = f"{told} ({row.state})"
    elif row.kind is Kind.NOTICE:
        told = f"{row.details['response']} ({row.state})"
    about = " ".join(each for each in (row.phone, row.permit) if each)
    return f"{row.at:%Y-%m-%d %H:%M:%S}  {row.kind:7} {row.what:7} {about}  {told}".rstrip()


def _ruling_in_short(row: Row) -> str:
    asked = row.details["asked"]
    wanted = asked if isinstance(asked, dict) else {}
    types = ", ".join(wanted.get("inspections") or ())
    day = f" on {wanted['day']}" if wanted.get("day") else ""
    return f"{types}{day}: {row.state}"


def _change_in_short(visit: dict[str, str | None]) -> str:
    was = f" from {visit['was_day']}" if visit["was_day"] else ""
    to = f" to {visit['day']}" if visit["day"] else ""
    return f"{visit['type']}{was}{to}"
