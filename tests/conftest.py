"""Fixtures shared by the tests that drive the real programs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.system import RunningSystem


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[RunningSystem]":
    """One running system for all the tests of a session; each test lays the records out afresh."""
    from tests.system import running_system  # unit tests are quick because they do not load every program

    with running_system(tmp_path_factory.mktemp("system")) as running:
        yield running
