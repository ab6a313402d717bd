"""Train the model, only when something it is made of has changed.

    dialogue/.venv/bin/python -m dialogue.train [--force]          (from the repository's root)

Whether to train is decided without importing Rasa, so nothing changed costs a fraction of a second. Where only
sentences changed, Rasa's own cache (.rasa/) gives back the trained parts and only the archive is written anew.
"""

import argparse
import fcntl
import hashlib
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CODE = (
    "dialogue/importer.py",
    "dialogue/sentences.py",
    "dialogue/intent_classifier.py",
    *(f"dialogue/intents/{name}.py" for name in ("counts", "model", "noise", "regression")),
    *(f"dialogue/intents/{name}.py" for name in ("spelling", "vectors", "wording")),
)
FILES = ("config.yml", "domain.yml", *CODE, "dialogue/uv.lock")
FOLDERS = ("data", "responses")
MODEL_NAME = "permitline"
WRONG_DATA = 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m dialogue.train", description="Train the dialogue model.")
    parser.add_argument("--force", action="store_true", help="train though nothing changed")
    arguments = parser.parse_args()
    sys.exit(train_if_changed(Path(), Path("models"), force=arguments.force))


def train_if_changed(root: Path, models: Path, force: bool = False) -> int:
    """0 when the model is up to date, or was trained; 1 when it could not be. One training at a time."""
    models.mkdir(parents=True, exist_ok=True)
    with only_one(models / "training.lock"):
        inputs = digests(root)
        before = read_fingerprint(models)
        if not force and before == inputs and model_file(models).is_file():
            print("The dialogue model is up to date.", flush=True)
            return 0
        print(f"Training the dialogue model ({reason(before, inputs)}). About two and a half minutes.", flush=True)
        started = time.monotonic()
        if not _train(root, models):
            return WRONG_DATA
        write_fingerprint(models, inputs)
        print(f"Trained {model_file(models)} in {time.monotonic() - started:.0f} s.", flush=True)
        return 0


def model_file(models: Path) -> Path:
    return models / f"{MODEL_NAME}.tar.gz"


def fingerprint_file(models: Path) -> Path:
    return models / f"{MODEL_NAME}.fingerprint"


def digests(root: Path) -> dict[str, str]:
    """The SHA-256 of every file that the model is made of, by its path."""
    found = [root / name for name in FILES]
    for folder in FOLDERS:
        found += sorted((root / folder).rglob("*.yml"))
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in found
        if file.is_file()
    }


def reason(before: dict[str, str] | None, now: dict[str, str]) -> str:
    """Why to train, in words."""
    if before is None:
        return "there is none yet"
    changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    if not changed:
        return "asked for"
    others = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return f"changed: {', '.join(changed[:3])}{others}"


def read_fingerprint(models: Path) -> dict[str, str] | None:
    file = fingerprint_file(models)
    if not file.is_file():
        return None
    lines = [line.split("  ", 1) for line in file.read_text().splitlines()]
    return {parts[1]: parts[0] for parts in lines if len(parts) == 2}


def write_fingerprint(models: Path, inputs: dict[str, str]) -> None:
    """In the form of `sha256sum`, so that it can be read and checked by hand."""
    fingerprint_file(models).write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(inputs.items())))


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another training is running; waiting for it.", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _train(root: Path, models: Path) -> bool:
    """Train into a draft and move it into place, so that a program never starts on half a model."""
    os.environ.update({"RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "WARNING"})  # the latter: no progress bars
    from dialogue.lean_start import start_lean

    start_lean(os.environ)
    _show_progress()
    from rasa.model_training import train
    from rasa.shared.exceptions import RasaException

    draft = models / "draft"
    try:
        result = train(
            domain=str(root / "domain.yml"),
            config=str(root / "config.yml"),
            training_files=[str(root / "data")],
            output=str(draft),
            fixed_model_name=MODEL_NAME,
        )
    except RasaException as problem:
        print(f"The dialogue model cannot be trained.\n{problem}", file=sys.stderr)
        return False
    if result.code or not result.model:
        print("The dialogue model cannot be trained: Rasa's messages above say why.", file=sys.stderr)
        return False
    Path(result.model).replace(model_file(models))
    draft.rmdir()
    return True


class _PlainProgress(logging.Handler):
    """Says which component is being trained, in one short line each."""

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if text.startswith(("Starting to train component", "Restored component")):
            print(f"  {text}", flush=True)


def _show_progress() -> None:
    from dialogue.quiet_logs import configure_logs

    configure_logs("WARNING")
    hooks = logging.getLogger("rasa.engine.training.hooks")
    hooks.setLevel(logging.INFO)
    hooks.propagate = False
    hooks.handlers = [_PlainProgress()]


if __name__ == "__main__":
    main()
