"""The rules import the standard library and themselves, and read no clock."""

import ast
import sys
from pathlib import Path

import pytest

MODULES = sorted((Path(__file__).parents[4] / "backend" / "domain").glob("*.py"))


def _imported(tree: ast.Module) -> set[str]:
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_the_rules_stand_alone(module: Path) -> None:
    tree = ast.parse(module.read_text())
    others = {
        name
        for name in _imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("backend.domain")
    }
    clocks = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"now", "utcnow", "today"}
    assert not others
    assert clocks <= {"today"}  # `policy.today(now)`, never the date's own
    assert "date.today" not in module.read_text()
