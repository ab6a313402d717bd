"""The permit records as an auditor reads them: what stands in them, and whether it agrees with itself."""

import sqlite3
from contextlib import closing
from typing import Any

from backend.city.city import load_city
from tests.system import PROJECT, RunningSystem

PERMITS = (
    "BRES2026-0142",
    "NRE261051",
    "RNEW26-00010",
    "CELEC26-00031",
    "CMECH26-00007",
    "RROOF25-00318",
    "RPOOL26-00003",
    "CBLD25-00090",
)
CITY_FILE = PROJECT / "cities" / "riverbend" / "city.yml"

type Visits = dict[tuple[str, str], tuple[str, str | None, str | None]]


def all_visits(system: RunningSystem) -> Visits:
    """Every inspection of every permit: its status, day and half-day."""
    return {
        (number, each["type"]): (each["status"], each["date"], each["half_day"])
        for number in PERMITS
        for each in system.permit(number)["inspections"]
    }


def check_nothing_half_written(system: RunningSystem) -> None:
    """The places used on each day are the visits booked on it, and a booked visit has its confirmation number."""
    used = {(trade, day): count for trade, day, count in _rows(system, _PLACES_USED)}
    booked: dict[tuple[str, str], int] = {}
    policy = load_city(CITY_FILE).policy
    for type_, day, confirmation in _rows(system, _BOOKED):
        assert confirmation, f"{type_} on {day} is booked without a confirmation number"
        place = (policy.trade_of(type_), day)
        booked[place] = booked.get(place, 0) + 1
    assert used == booked
    assert not _rows(system, _CHANGES_WITHOUT_A_VISIT)


def changes_of(system: RunningSystem, number: str) -> list[str]:
    """The kinds of the changes that people made to a permit, oldest first."""
    return [kind for (kind,) in _rows(system, _CHANGES, number)]


def _rows(system: RunningSystem, query: str, *values: str) -> list[tuple[Any, ...]]:
    file = system.state_dir / "backend.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query, values).fetchall()


_PLACES_USED = "SELECT trade, day, used FROM day_loads WHERE used > 0"
_BOOKED = """
    SELECT inspections.type, visits.day, visits.confirmation FROM visits
    JOIN inspections ON inspections.id = visits.inspection_id WHERE visits.status = 'booked'
"""
_CHANGES = """
    SELECT changes.kind FROM changes JOIN permits ON permits.id = changes.permit_id
    WHERE permits.number = ? ORDER BY changes.at, changes.rowid
"""
_CHANGES_WITHOUT_A_VISIT = "SELECT id FROM changes WHERE id NOT IN (SELECT change_id FROM change_visits)"
