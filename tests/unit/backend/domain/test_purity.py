"""The rules import the standard library and themselves, and read no clock."""

import ast
import sys
from pathlib import Path

import pytest

DOMAIN = "backend.domain"
MODULES = sorted((Path(__file__).parents[4] / "backend" / "domain").rglob("*.py"))


def _imported(tree: ast.Module) -> set[str]:
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    named = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return plain | {"." * node.level + (node.module or "") for node in named}


def _foreign(tree: ast.Module) -> set[str]:
    """What is neither of the standard library nor of the rules themselves; a dot hides where an import leads."""
    return {
        name
        for name in _imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names and name != DOMAIN and not name.startswith(f"{DOMAIN}.")
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_the_rules_stand_alone(module: Path) -> None:
    tree = ast.parse(module.read_text())
    clocks = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"now", "utcnow", "today"}
    assert not _foreign(tree)
    assert clocks <= {"today"}  # `policy.today(now)`, never the date's own
    assert "date.today" not in module.read_text()


@pytest.mark.parametrize(
    "line",
    [
        "import pydantic", "import runtime.clock", "from sqlalchemy import select", "from backend import city",
        "from backend.city.city import City", "from backend.domains import x", "from .. import city",
        "from ..calendar import day",
    ],
)  # fmt: skip
def test_what_is_foreign_to_the_rules_is_found(line: str) -> None:
    assert _foreign(ast.parse(f"def late():\n    {line}"))
