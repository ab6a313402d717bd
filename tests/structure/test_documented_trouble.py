"""What docs/architecture.md says happens when something breaks is held by tests that exist."""

import re

from permitline.settings import PROJECT


def rows() -> list[str]:
    text = (PROJECT / "docs" / "architecture.md").read_text()
    section = re.search(r"^## When something breaks\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    assert section is not None
    return [line for line in section[1].splitlines() if line.startswith("| ")][1:]


def test_every_row_names_tests_that_exist() -> None:
    assert len(rows()) > 10
    for row in rows():
        held_by = row.split(" | ")[-1]
        named = re.findall(r"`(\S+\.py)`: (.*?)(?=; `|\|$)", held_by)
        assert named, row
        for file, names in named:
            code = (PROJECT / "tests" / file).read_text()
            missing = [name for name in re.findall(r"`(\w+)`", names) if f"def {name}(" not in code]
            assert not missing, (file, missing)
