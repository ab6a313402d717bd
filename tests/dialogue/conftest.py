"""Rasa for the tests, lean as in production, and a model of the small bot in fixtures/, trained once a session."""

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from dialogue.lean_start import start_lean  # noqa: E402
from dialogue.quiet_logs import configure_logs  # noqa: E402

start_lean({})
configure_logs("WARNING")

BOT = Path(__file__).parent / "fixtures" / "bot"


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    """A copy of the small bot, to change at will."""
    return Path(shutil.copytree(BOT, tmp_path / "bot"))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small bot's model, trained by dialogue.train."""
    from dialogue.train import model_file, train_if_changed

    folder = tmp_path_factory.mktemp("model")
    before = Path.cwd()
    os.chdir(folder)  # Rasa's cache, .rasa/, goes to where one stands
    try:
        assert train_if_changed(BOT, folder / "models") == 0
    finally:
        os.chdir(before)
    return model_file(folder / "models")
