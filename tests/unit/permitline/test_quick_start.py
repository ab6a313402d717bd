"""Commands start without the programs that they do not run."""

import subprocess
import sys

import pytest

SERVING = {"flask", "apiflask", "gunicorn", "twilio", "requests", "urllib3", "aiohttp", "structlog"}


@pytest.mark.parametrize("module", ["permitline.main", "permitline.commands.demo", "backend.demo", "bot.demo"])
def test_what_only_serves_is_not_imported(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    imported = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert SERVING.isdisjoint(imported)
