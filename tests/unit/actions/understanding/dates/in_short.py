"""A date reading in a few signs, for tables: "Fri12/4am|Fri12/11am", "rej=Mon12/7 period=Mon12/7..Sun12/13"."""

from datetime import date

from actions.understanding.dates import DateReading


def _day(day: date) -> str:
    return f"{day:%a}{day.month}/{day.day}"


def in_short(reading: DateReading) -> str:
    """The days with `|` between readings of one and `+` between several; then what else was said; `-` for nothing."""
    said: list[str] = []
    if reading.days:
        said.append(("+" if reading.either else "|").join(_day(one.day) + (one.half_day or "") for one in reading.days))
    if reading.half_day and not any(one.half_day for one in reading.days):
        said.append(f"h={reading.half_day}")
    if reading.any_day:
        said.append("any")
    if reading.impossible:
        said.append("imp=" + ",".join(reading.impossible))
    if reading.rejected:
        said.append("rej=" + ",".join(map(_day, reading.rejected)))
    if reading.since:
        said.append(f"since={_day(reading.since)}")
    if reading.until:
        said.append(f"until={_day(reading.until)}")
    if reading.period:
        said.append(f"period={_day(reading.period[0])}..{_day(reading.period[1])}")
    if reading.shift:
        said.append(f"shift={reading.shift}")
    return " ".join(said) or "-"
