"""Migrations are numbered in the order in which they apply, and have one head."""

import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from permitline.settings import PROJECT

FOLDERS = sorted(path.parent for path in PROJECT.glob("*/records/migrations/env.py"))


def test_there_are_migrations_of_the_back_end_and_of_the_bot() -> None:
    assert [folder.relative_to(PROJECT).parts[0] for folder in FOLDERS] == ["backend", "bot"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(PROJECT).parts[0])
def test_migrations_have_one_head_and_apply_in_the_order_of_their_numbers(folder: Path) -> None:
    script = ScriptDirectory(str(folder))
    assert len(script.get_heads()) == 1
    applied = [Path(revision.path).name for revision in reversed(list(script.walk_revisions()))]
    numbers = [int(found.group()) if (found := re.search(r"\d+", name)) else -1 for name in applied]
    assert numbers == list(range(1, len(applied) + 1)), applied
