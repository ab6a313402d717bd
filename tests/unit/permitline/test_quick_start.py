"""Commands start without the programs that they do not run."""

import subprocess
import sys

import pytest

SERVING = {"flask", "apiflask", "gunicorn", "twilio", "requests", "urllib3", "aiohttp", "structlog"}


def imported_by(module: str) -> set[str]:
    program = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )


def test_the_programs_are_not_kept_waiting_for_what_only_asks_whether_they_are_ready() -> None:
    slow = {"httpx", "sqlalchemy", "alembic", "phonenumbers"}
    assert (SERVING | slow).isdisjoint(imported_by("permitline.commands.up"))


@pytest.mark.parametrize("module", ["permitline.main", "permitline.commands.demo", "backend.demo", "bot.demo"])
def test_what_only_serves_is_not_imported(module: str) -> None:
    assert SERVING.isdisjoint(imported_by(module))
