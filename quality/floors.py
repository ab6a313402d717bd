"""The floors that no figure may fall below: quality/floors.yml, written by `python -m quality --set-floors`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ruamel.yaml import YAML

from quality.figures import Figure, Rows, reaches

FLOORS = Path(__file__).resolve().parent / "floors.yml"
MARGIN = 0.5
"""Percentage points that a figure may fall before the check fails: training is not the same on every machine."""

_HEAD = f"""\
# Written by `python -m quality --set-floors`, held by `make check`. In percent: each figure as it was, and the bound
# it must keep to, {MARGIN} points from there. Set anew when the test messages change or the figures have become better.
"""

type Floors = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Rows -> figure's name -> `was`, and `at_least` or `at_most`."""


def read_floors(file: Path = FLOORS) -> Floors:
    """Empty where there are none yet."""
    if not file.exists():
        return {}
    floors: Floors = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")) or {}
    return floors


def write_floors(figures: Sequence[Figure], kept: Floors, file: Path = FLOORS) -> None:
    """`kept` are the floors of before: those of rows that could not be measured here stay as they are."""
    measured = {rows.value: _floors_of(figures, rows) for rows in Rows}
    floors = {rows: measured[rows] or kept.get(rows, {}) for rows in measured}
    lines = [_HEAD.rstrip()]
    for rows, some in floors.items():
        lines.append(f"{rows}:")
        lines += [
            f"  {name}: {{{', '.join(f'{key}: {value}' for key, value in floor.items())}}}"
            for name, floor in some.items()
        ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def drops(figures: Sequence[Figure], floors: Floors) -> Iterator[str]:
    """A line for each figure that is worse than its floor or measured no more: what, was, now.

    Floors of rows of which nothing was measured are skipped: the public rows are not on every machine.
    """
    measured = {figure.name: figure for figure in figures}
    for rows in {figure.rows.value: None for figure in figures}:
        for name, floor in floors.get(rows, {}).items():
            now = measured.get(name)
            if now is None:
                yield f"{name}: was {floor['was']} %, now not measured"
            elif not _is_held(now, floor):
                key = "at_most" if now.less_is_better else "at_least"
                bound = f"{key.replace('_', ' ')} {floor[key]} %"
                yield f"{name}: was {floor['was']} %, now {now.percent} % ({bound} is wanted)"


def without_floor(figures: Sequence[Figure], floors: Floors) -> list[str]:
    """Names of figures that nothing holds yet."""
    return [figure.name for figure in figures if figure.name not in floors.get(figure.rows.value, {})]


def _floors_of(figures: Sequence[Figure], rows: Rows) -> dict[str, dict[str, float]]:
    return {figure.name: _floor_of(figure) for figure in figures if figure.rows is rows}


def _floor_of(figure: Figure) -> dict[str, float]:
    if figure.less_is_better:
        return {"was": figure.percent, "at_most": round(figure.percent + MARGIN, 1)}
    return {"was": figure.percent, "at_least": max(round(figure.percent - MARGIN, 1), 0.0)}


def _is_held(now: Figure, floor: Mapping[str, float]) -> bool:
    bound = floor["at_most"] if now.less_is_better else floor["at_least"]
    return reaches(now.percent, bound, less_is_better=now.less_is_better)
