"""Start Rasa for Permitline: our model, our channel and nothing else, on a private address.

    dialogue/.venv/bin/python -m dialogue.serve          (from the repository's root)

Rasa's own `rasa run` would also serve, but it imports four times as much and adds doors that we do not need.
"""

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from dialogue import settings as dialogue_settings
from dialogue.lean_start import start_lean
from dialogue.quiet_logs import configure_logs
from dialogue.settings import MODEL, DialogueSettings, SettingsError

if TYPE_CHECKING:
    from sanic import Sanic

WRONG_SETUP = 2
WAITING_CONNECTIONS = 100


def main() -> None:
    settings = checked_settings(MODEL, "dialogue.train")
    door = open_door(settings)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    start_lean(os.environ)
    configure_logs(settings.log_level)
    from dialogue.server import make_app  # these import Rasa, which must wait for start_lean
    from dialogue.speedups.switch import switch_on

    switch_on(os.environ)
    run(make_app(settings), door)


def checked_settings(model: Path, trained_by: str) -> DialogueSettings:
    """The settings, or the end of the program with a word on what to do. `model` is the one to serve by default."""
    try:
        settings = dialogue_settings.load(os.environ, model)
    except SettingsError as problem:
        _stop(str(problem))
    if not settings.model.is_file():
        _stop(f"There is no model at {settings.model}. Train it: dialogue/.venv/bin/python -m {trained_by}")
    return settings


def run(app: "Sanic", door: socket.socket) -> None:
    app.run(sock=door, workers=1, access_log=False, motd=False)


def open_door(settings: DialogueSettings) -> socket.socket:
    """Take the port before the slow part of the start, so that a taken port is told at once."""
    door = socket.socket(socket.AF_INET6 if ":" in settings.bind_host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.bind_host, settings.rasa_port))
    except OSError as problem:
        _stop(
            f"Port {settings.rasa_port} on {settings.bind_host} cannot be used ({problem.strerror}). "
            "Stop the program that holds it, or set PERMITLINE_RASA_PORT."
        )
    door.listen(WAITING_CONNECTIONS)
    return door


def _stop(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    sys.exit(WRONG_SETUP)


if __name__ == "__main__":
    main()
