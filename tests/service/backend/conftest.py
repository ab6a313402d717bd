"""The counter on Tuesday, December 1, 2026, at ten in the morning."""

import pytest

from tests.service.backend.counter import Counter, open_counter


@pytest.fixture
def counter() -> Counter:
    return open_counter("2026-12-01T10:00")
