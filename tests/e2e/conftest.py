"""The running system of the end-to-end tests, and the morning on which they begin."""

from collections.abc import Iterator

import pytest

from tests.e2e.apart import ProgramsApart, programs_apart

NOW = "2026-12-01T10:00"


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProgramsApart]:
    """In place of the one that other folders share: this one talks to Twilio's twin, and its programs can be killed."""
    with programs_apart(tmp_path_factory.mktemp("apart"), NOW) as running:
        yield running


@pytest.fixture
def city(system: ProgramsApart) -> ProgramsApart:
    """The demo city on the morning of Tuesday, December 1, 2026, before anyone has written."""
    system.reset(NOW)
    return system


@pytest.fixture
def apart(system: ProgramsApart) -> Iterator[ProgramsApart]:
    """The same morning, for a test that kills programs; whole again afterwards."""
    system.reset(NOW)
    yield system
    system.mend()
