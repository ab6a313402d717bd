"""Settings come from the environment, prefix PERMITLINE_, and in a demo from its secrets file; read once, at start."""

from enum import StrEnum
from os import environ
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PERMITLINE_"
SECRETS_FILE = "secrets.env"


class SettingsError(Exception):
    """Settings are missing or wrong; the message names all of them."""


class Environment(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"


class ProgramSettings(BaseSettings):
    """What all programs share. Each program adds its own and loads them with `load`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    env: Environment = Environment.DEMO
    state_dir: Path = Path("var")
    city: Path = Path("cities/riverbend/city.yml")
    log_level: str = "INFO"
    bind_host: str = "127.0.0.1"
    bot_port: int = Field(default=8080, ge=1, le=65535)
    backend_port: int = Field(default=8081, ge=1, le=65535)
    actions_port: int = Field(default=5055, ge=1, le=65535)
    rasa_port: int = Field(default=5005, ge=1, le=65535)

    @property
    def is_production(self) -> bool:
        return self.env is Environment.PRODUCTION

    @classmethod
    def load(cls) -> Self:
        """Read the environment; in a demo then the secrets file of the state folder for what that leaves open.

        Raises `SettingsError`, which names everything that is missing or wrong in one message.
        """
        try:
            return cls(_env_file=_secrets_file())
        except ValidationError as error:
            raise SettingsError(_in_plain_words(error)) from error


def _secrets_file() -> Path | None:
    """Where a demo's secrets are. None otherwise: invented secrets that a demo left behind must never count."""
    given = {name.upper(): value for name, value in environ.items()}  # names count in any case, as for the settings
    if given.get(PREFIX + "ENV", Environment.DEMO) != Environment.DEMO:
        return None
    return Path(given.get(PREFIX + "STATE_DIR") or "var") / SECRETS_FILE


def _in_plain_words(error: ValidationError) -> str:
    lines = [
        f"  {PREFIX}{str(problem['loc'][0] if problem['loc'] else '').upper()}: {_reason(problem)}"
        for problem in error.errors()
    ]
    return "These settings are missing or wrong (.env.example describes each):\n" + "\n".join(lines)


def _reason(problem: ErrorDetails) -> str:
    return "missing" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
