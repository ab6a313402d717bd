"""The demo's secrets: made once, at the first start, readable by this user alone."""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.fernet import Fernet

from runtime.settings import PREFIX, SECRETS_FILE


def _token() -> str:
    return secrets.token_urlsafe(32)


def _fernet_key() -> str:
    return Fernet.generate_key().decode()


MADE_AT_FIRST_START: Mapping[str, Callable[[], str]] = {
    "BACKEND_TOKEN": _token,
    "SPEAKER_KEY": _fernet_key,
    "TWILIO_AUTH_TOKEN": _token,
    "RASA_TOKEN": _token,
    "BOT_TOKEN": _token,
    "CONVERSATION_KEY": _token,
    "ACTIONS_TOKEN": _token,
}


def make_missing_secrets(state_dir: Path, environ: Mapping[str, str]) -> list[str]:
    """Add to the secrets file what neither it nor the environment has; what is there stays. Returns the names added."""
    state_dir.mkdir(parents=True, exist_ok=True)
    file = state_dir / SECRETS_FILE
    written = file.read_text() if file.exists() else ""
    known = {line.partition("=")[0].strip() for line in written.splitlines()}
    missing = [name for name in MADE_AT_FIRST_START if not environ.get(PREFIX + name) and PREFIX + name not in known]
    if missing:
        lines = [f"{PREFIX}{name}={MADE_AT_FIRST_START[name]()}\n" for name in missing]
        _write_private(file, written + "".join(lines))
    return missing


def _write_private(file: Path, content: str) -> None:
    """Private from its first byte, and whole or not at all."""
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(content)
    draft.replace(file)
