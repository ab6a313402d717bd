"""Interpreters, both environments against their locks, and the dialogue model."""

import json
import subprocess
import sys
from collections.abc import Iterator

from permitline.checkup.finding import Finding
from permitline.programs import RASA_PYTHON
from permitline.settings import PROJECT

_PREPARE = "python3 tools/prepare.py"
_MODEL_STATE = """
import json
from pathlib import Path
from dialogue.train import digests, model_file, read_fingerprint
models = Path("models")
print(json.dumps([model_file(models).is_file(), read_fingerprint(models) == digests(Path())]))
"""


def look_at_installation() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(f"Permitline runs on Python {version}")
    yield from _environments()
    if RASA_PYTHON.exists():
        yield _model()


def _environments() -> Iterator[Finding]:
    """Asks the same script that installs, so that both always agree."""
    answer = _run([sys.executable, "tools/prepare.py", "--check"])
    for line in answer.stdout.splitlines():
        what, _, state = line.partition(": ")
        remedy = "" if state == "current" else f"Run `{_PREPARE}` (or `make run`), which installs what the lock says."
        yield Finding(f"{what} is {state}", remedy)


def _model() -> Finding:
    answer = _run([str(RASA_PYTHON), "-c", _MODEL_STATE])
    if answer.returncode:
        return Finding(f"Rasa's Python does not run: {answer.stderr.strip()[-300:]}", f"Run `{_PREPARE}`.")
    exists, is_fresh = json.loads(answer.stdout)
    if exists and is_fresh:
        return Finding("The dialogue model is up to date")
    state = "older than the files that it is made of" if exists else "missing"
    return Finding(f"The dialogue model is {state}", "`make run` trains it, and so does `make train`.")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
