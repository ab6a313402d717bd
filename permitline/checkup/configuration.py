"""Settings of every program, the sentences, the city's files, and the clock."""

import os
import subprocess
from collections.abc import Iterator

from permitline.checkup.city_files import look_at_city_files
from permitline.checkup.finding import Finding
from permitline.checkup.program_settings import look_at_program_settings
from permitline.checkup.sentences import sentence_problems
from permitline.checkup.unknown_settings import look_at_unknown_settings
from permitline.programs import RASA_PYTHON
from permitline.settings import PROJECT, CommandSettings
from runtime.settings import SECRETS_FILE

_IN_RESPONSES = "Mend them in responses/*.yml, or in the action that says them."
_READ_SENTENCES = """
import sys
from pathlib import Path
from dialogue.sentences import WrongSentencesError, read_sentences
try:
    read_sentences(Path("responses"))
except WrongSentencesError as error:
    sys.exit(str(error))
"""


def look_at_configuration(settings: CommandSettings) -> Iterator[Finding]:
    yield from look_at_unknown_settings(os.environ, PROJECT / ".env.example")
    if not settings.is_production and not (settings.state_dir / SECRETS_FILE).exists():
        yield Finding(f"{settings.state_dir} holds no demo yet: `permitline up` makes its secrets and loads the city")
    else:
        yield from look_at_program_settings()
    yield _sentences()
    yield from look_at_city_files(settings)


def _sentences() -> Finding:
    """Rasa's room knows whether each sentence is sound; whether anyone says it, the actions' code tells."""
    problems = sentence_problems(PROJECT)
    if RASA_PYTHON.exists():
        command = [str(RASA_PYTHON), "-c", _READ_SENTENCES]
        read = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
        problems += read.stderr.strip().splitlines() if read.returncode else []
    if problems:
        return Finding("The sentences are not in order:\n  " + "\n  ".join(problems), _IN_RESPONSES)
    return Finding("Every sentence is in order, and said by an action")
