"""The environment in which a stack is measured: a state folder, ports and secrets of its own."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

_PROGRAMS = ("BOT", "BACKEND", "ACTIONS", "RASA")
_SECRETS = ("BACKEND_TOKEN", "TWILIO_AUTH_TOKEN", "RASA_TOKEN", "BOT_TOKEN", "CONVERSATION_KEY", "ACTIONS_TOKEN")


def make_environ(folder: Path, first_port: int) -> dict[str, str]:
    """`folder` has the city in `city/`; the state is to be in `state/`. The settings of whoever measures stay out."""
    ports = {name: str(first_port + index) for index, name in enumerate(_PROGRAMS)}
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PERMITLINE_")},
        "RASA_TELEMETRY_ENABLED": "false",
        "PERMITLINE_STATE_DIR": str(folder / "state"),
        "PERMITLINE_CITY": str(folder / "city" / "city.yml"),
        "PERMITLINE_LOG_LEVEL": "WARNING",
        "PERMITLINE_MESSAGES_PER_PHONE": "0",
        "PERMITLINE_SPEAKER_KEY": Fernet.generate_key().decode(),
        **{f"PERMITLINE_{name}": secrets.token_urlsafe(24) for name in _SECRETS},
        **{f"PERMITLINE_{name}_PORT": port for name, port in ports.items()},
        "PERMITLINE_PUBLIC_URL": f"http://127.0.0.1:{first_port}",
    }
