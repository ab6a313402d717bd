"""The settings of the dialogue: from the environment, prefix PERMITLINE_, and in a demo from its secrets file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "PERMITLINE_"
SECRETS_FILE = "secrets.env"
DEMO = "demo"
LOG_LEVELS = ("INFO", "WARNING", "ERROR", "CRITICAL")  # Rasa's DEBUG logs what people write
MODEL = Path("models/permitline.tar.gz")


class SettingsError(Exception):
    """Settings are missing or wrong; the message names all of them."""


@dataclass(frozen=True)
class DialogueSettings:
    """What `dialogue.serve` needs. The time limit is in seconds and holds for one call of the action server."""

    bind_host: str
    rasa_port: int
    actions_port: int
    rasa_token: str
    actions_token: str
    actions_timeout: float
    log_level: str
    model: Path

    @property
    def actions_url(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}/webhook"


def load(environ: Mapping[str, str], model: Path = MODEL) -> DialogueSettings:
    """Read the environment; in a demo then the secrets file for what that leaves open. Raises `SettingsError`."""
    given = {name: value for name, value in environ.items() if value}
    if given.get(PREFIX + "ENV", DEMO) != DEMO:  # invented secrets that a demo left behind must never count
        return settings_from(given, model)
    state_dir = Path(given.get(PREFIX + "STATE_DIR", "var"))
    return settings_from({**read_secrets(state_dir / SECRETS_FILE), **given}, model)


def settings_from(values: Mapping[str, str], model: Path = MODEL) -> DialogueSettings:
    problems: dict[str, str] = {}
    settings = DialogueSettings(
        bind_host=values.get(PREFIX + "BIND_HOST", "127.0.0.1"),
        rasa_port=_port(values, "RASA_PORT", 5005, problems),
        actions_port=_port(values, "ACTIONS_PORT", 5055, problems),
        rasa_token=_token(values, "RASA_TOKEN", problems),
        actions_token=_actions_token(values, problems),
        actions_timeout=_seconds(values, "ACTIONS_TIMEOUT", 10.0, problems),
        log_level=_log_level(values, problems),
        model=Path(values.get(PREFIX + "MODEL", str(model))),
    )
    if problems:
        lines = [f"  {PREFIX}{name}: {problem}" for name, problem in problems.items()]
        raise SettingsError("These settings are missing or wrong (.env.example describes each):\n" + "\n".join(lines))
    return settings


def read_secrets(file: Path) -> dict[str, str]:
    """`NAME=value` lines of the secrets file; empty where there is none."""
    if not file.is_file():
        return {}
    pairs = [_pair(line) for line in file.read_text().splitlines() if "=" in line and not line.lstrip().startswith("#")]
    return {name: value for name, value in pairs if value}


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name.replace("export ", "").strip(), value.strip().strip("\"'")


def _port(values: Mapping[str, str], name: str, default: int, problems: dict[str, str]) -> int:
    text = values.get(PREFIX + name, str(default))
    if text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    problems[name] = f"a port is a number from 1 to 65535, not {text!r}"
    return default


def _seconds(values: Mapping[str, str], name: str, default: float, problems: dict[str, str]) -> float:
    text = values.get(PREFIX + name, str(default))
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if 0 < seconds <= 300:
        return seconds
    problems[name] = f"a number of seconds from above 0 to 300, not {text!r}"
    return default


def _token(values: Mapping[str, str], name: str, problems: dict[str, str]) -> str:
    token = values.get(PREFIX + name, "")
    if len(token) < 16:
        problems[name] = "at least 16 characters are needed" if token else "missing"
    return token


def _actions_token(values: Mapping[str, str], problems: dict[str, str]) -> str:
    """A demo may call actions that ask for none; in production they always do."""
    if values.get(PREFIX + "ENV", DEMO) != DEMO:
        return _token(values, "ACTIONS_TOKEN", problems)
    return values.get(PREFIX + "ACTIONS_TOKEN", "")


def _log_level(values: Mapping[str, str], problems: dict[str, str]) -> str:
    level = values.get(PREFIX + "DIALOGUE_LOG_LEVEL", "WARNING").upper()
    if level not in LOG_LEVELS:
        problems["DIALOGUE_LOG_LEVEL"] = (
            f"one of {', '.join(LOG_LEVELS)} (never DEBUG: it logs messages), not {level!r}"
        )
    return level
