"""The figures that have an aim or a floor, by the names that the report and quality/floors.yml give them."""

from dataclasses import dataclass
from enum import StrEnum


class Rows(StrEnum):
    """Which test rows a figure is measured on."""

    PUBLIC = "public rows"
    OWN = "held-out messages"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in percent, to a tenth. `aim` is the least that is wanted, or the most where `less_is_better`."""

    name: str
    rows: Rows
    percent: float
    aim: float | None = None
    less_is_better: bool = False

    @property
    def is_met(self) -> bool | None:
        """None without an aim."""
        return None if self.aim is None else reaches(self.percent, self.aim, less_is_better=self.less_is_better)


def figure(name: str, rows: Rows, percent: float, aim: float | None = None, *, less_is_better: bool = False) -> Figure:
    return Figure(name, rows, round(percent, 1), aim, less_is_better)


def reaches(percent: float, bound: float, *, less_is_better: bool) -> bool:
    return percent <= bound if less_is_better else percent >= bound
