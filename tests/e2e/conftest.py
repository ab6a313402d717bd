"""The running systems of the end-to-end tests: one that all share, and one whose programs may be killed."""

from collections.abc import Iterator

import pytest

from tests.e2e.apart import ProgramsApart, programs_apart
from tests.system import RunningSystem

NOW = "2026-12-01T10:00"


@pytest.fixture
def city(system: RunningSystem) -> RunningSystem:
    """The demo city on the morning of Tuesday, December 1, 2026, before anyone has written."""
    system.reset(NOW)
    return system


@pytest.fixture(scope="session")
def one_by_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProgramsApart]:
    with programs_apart(tmp_path_factory.mktemp("apart"), NOW) as running:
        yield running


@pytest.fixture
def apart(one_by_one: ProgramsApart) -> Iterator[ProgramsApart]:
    """The same morning, in a system whose programs can be killed and started one by one; whole again afterwards."""
    one_by_one.reset(NOW)
    yield one_by_one
    one_by_one.mend()
