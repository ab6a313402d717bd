"""Fixtures shared by the tests that drive the real programs."""

from collections.abc import Iterator

import pytest

from tests.system import RunningSystem, running_system


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    """One running system for all the tests of a session; each test lays the records out afresh."""
    with running_system(tmp_path_factory.mktemp("system")) as running:
        yield running
