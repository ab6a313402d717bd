"""What `make check`, `make test` and CI run, in one order, ending with pytest's summary of everything but Rasa's room.

Runs in Permitline's environment. Goes on after a failure, so that one run names everything that is wrong.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
RASA = ROOT / "dialogue" / ".venv" / "bin" / "python"

# The quickest first, so that a mistake shows early; a folder not named here comes last.
ORDER = ("structure", "unit", "contract", "twin", "nlu", "service", "integration", "conversations", "e2e", "browser")


class Check(NamedTuple):
    name: str
    command: List[str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests-only", action="store_true", help="only the tests, as `make test`")
    only_tests = parser.parse_args().tests_only
    checks = [] if only_tests else static_checks()
    checks.append(Check("model", [str(RASA), "-m", "dialogue.train"]))
    if not only_tests:
        checks.append(Check("how well people are understood", [str(BIN / "python"), "-m", "quality", "--check"]))
    checks.append(Check("tests in Rasa's environment", dialogue_tests()))
    failed = [check.name for check in checks if not passes(check)]
    print("\n" + (f"FAILED before the tests below: {', '.join(failed)}" if failed else "All well so far."), flush=True)
    passed = passes(Check("tests", [str(BIN / "python"), "-m", "pytest", *folders_in_order(ROOT / "tests")]))
    return 0 if passed and not failed else 1


def static_checks() -> List[Check]:
    return [
        Check("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        Check("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Check("types", [str(BIN / "mypy")]),
        Check("types of the tools", [str(BIN / "mypy"), *sorted(str(file) for file in (ROOT / "tools").glob("*.py"))]),
        Check("types of the dialogue", [str(BIN / "mypy"), "--config-file", "dialogue/mypy.ini", "-p", "dialogue"]),
        Check("imports", [str(BIN / "lint-imports")]),
    ]


def dialogue_tests() -> List[str]:
    """Rasa's room has its own Python, so its own pytest and settings, and none of the others' fixtures."""
    settings = ["-c", "dialogue/pyproject.toml", "--rootdir", ".", "--confcutdir", "tests/dialogue"]
    return [str(RASA), "-m", "pytest", *settings, "tests/dialogue"]


def folders_in_order(tests: Path) -> List[str]:
    """The test folders that this environment runs, the quickest first."""
    names = [folder.name for folder in tests.iterdir() if any(folder.rglob("test_*.py")) and folder.name != "dialogue"]
    ranked = sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return [f"tests/{name}" for name in ranked]


def passes(check: Check) -> bool:
    print(f"\n── {check.name}", flush=True)
    started = time.monotonic()
    code = subprocess.run(check.command, cwd=ROOT, stdin=subprocess.DEVNULL, env=environment(), check=False).returncode
    if check.name != "tests":  # whose own summary has to be the last line
        print(f"{'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return code == 0


def environment() -> Dict[str, str]:
    """Rasa's telemetry stays off, and settings of whoever runs the tests stay out of them.

    The tests start our programs a hundred times; where Python may keep what it compiled, a start takes a third as long.
    """
    kept = {name: value for name, value in os.environ.items() if _may_reach_tests(name)}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false"}


def _may_reach_tests(name: str) -> bool:
    return name != "PYTHONDONTWRITEBYTECODE" and (
        not name.startswith("PERMITLINE_") or name.startswith("PERMITLINE_TEST_")
    )


if __name__ == "__main__":
    sys.exit(main())
