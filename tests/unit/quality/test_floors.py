"""No figure falls below its floor unseen."""

from pathlib import Path

import pytest

from quality.figures import Figure, Rows, figure
from quality.floors import drops, read_floors, without_floor, write_floors

BEFORE = [
    figure("days, public, en", Rows.PUBLIC, 99.0),
    figure("permits, en", Rows.OWN, 97.04),
    figure("out of scope, en, accepted", Rows.OWN, 2.0, less_is_better=True),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    floors = tmp_path / "floors.yml"
    write_floors(BEFORE, {}, floors)
    return floors


def now(permits: float, accepted: float) -> list[Figure]:
    return [
        figure("days, public, en", Rows.PUBLIC, 99.0),
        figure("permits, en", Rows.OWN, permits),
        figure("out of scope, en, accepted", Rows.OWN, accepted, less_is_better=True),
    ]


def test_the_same_figures_hold(file: Path) -> None:
    assert not list(drops(BEFORE, read_floors(file)))


@pytest.mark.parametrize(("permits", "accepted"), [(96.5, 2.5), (100.0, 0.0)])
def test_a_small_move_holds_and_so_does_a_better_figure(file: Path, permits: float, accepted: float) -> None:
    assert not list(drops(now(permits, accepted), read_floors(file)))


def test_each_drop_is_a_line_of_what_was_and_is(file: Path) -> None:
    assert list(drops(now(96.4, 2.6), read_floors(file))) == [
        "permits, en: was 97.0 %, now 96.4 % (at least 96.5 % is wanted)",
        "out of scope, en, accepted: was 2.0 %, now 2.6 % (at most 2.5 % is wanted)",
    ]


def test_a_figure_that_is_measured_no_more_is_a_drop(file: Path) -> None:
    lines = list(drops([one for one in BEFORE if one.name != "permits, en"], read_floors(file)))
    assert lines == ["permits, en: was 97.0 %, now not measured"]


def test_without_the_public_rows_their_floors_are_skipped_and_kept(file: Path) -> None:
    own = [one for one in BEFORE if one.rows is Rows.OWN]
    before = read_floors(file)
    assert not list(drops(own, before))
    write_floors(own, before, file)
    assert read_floors(file) == before


def test_a_figure_without_a_floor_holds_and_is_named(file: Path) -> None:
    new = figure("permits, es", Rows.OWN, 50.0)
    assert not list(drops([*BEFORE, new], read_floors(file)))
    assert without_floor([*BEFORE, new], read_floors(file)) == ["permits, es"]


def test_before_the_first_floors_there_are_none(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "floors.yml") == {}
    assert without_floor(BEFORE, {}) == [one.name for one in BEFORE]
