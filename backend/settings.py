"""The back end's settings, over those that all programs share."""

from enum import StrEnum

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, field_validator

from runtime.settings import PREFIX, ProgramSettings, SettingsError

SHORTEST_TOKEN = 16


class CodesBy(StrEnum):
    """Who sends and checks one-time codes: the city itself, or the service that the bot calls."""

    OWN = "own"
    VERIFY = "verify"


class BackendSettings(ProgramSettings):
    """What the back end reads at start. Secrets may be open until it serves: migrations need none."""

    backend_token: SecretStr = SecretStr("")
    speaker_key: SecretStr = SecretStr("")
    database_url: SecretStr = SecretStr("")
    backend_workers: int = Field(default=1, ge=1, le=64)
    bot_token: SecretStr = SecretStr("")
    bot_url: str = ""
    backend_threads: int = Field(default=16, ge=1, le=256)
    codes: CodesBy = CodesBy.OWN
    codes_timeout: float = Field(default=10.0, gt=0)
    country_codes: str = "1"

    @field_validator("speaker_key")
    @classmethod
    def _opens_speaker_tokens(cls, keys: SecretStr) -> SecretStr:
        for key in filter(None, keys.get_secret_value().split(",")):
            Fernet(key.strip())
        return keys

    @property
    def records_url(self) -> str:
        """Where the records are; without a setting, one file in the state folder."""
        return self.database_url.get_secret_value() or f"sqlite:///{(self.state_dir / 'backend.db').absolute()}"

    @property
    def bot_address(self) -> str:
        """Where the bot takes what the city wants to say."""
        return self.bot_url or f"http://127.0.0.1:{self.bot_port}"

    @property
    def calling_codes(self) -> tuple[str, ...]:
        """Of the countries whose phones are sent codes."""
        return tuple(code.strip().lstrip("+") for code in self.country_codes.split(",") if code.strip())

    def check_secrets(self) -> None:
        """Raise `SettingsError` where a secret that serving needs is missing, in a demo as in production.

        Without the bot's token the city could answer, but say nothing first: a demo may, production may not.
        """
        problems = [
            f"  {PREFIX}{name.upper()}: missing"
            for name, secret in (("backend_token", self.backend_token), ("speaker_key", self.speaker_key))
            if not secret.get_secret_value()
        ]
        if self.is_production and not self.bot_token.get_secret_value():
            problems.append(f"  {PREFIX}BOT_TOKEN: missing")
        if self.is_production and 0 < len(self.backend_token.get_secret_value()) < SHORTEST_TOKEN:
            problems.append(f"  {PREFIX}BACKEND_TOKEN: production needs at least {SHORTEST_TOKEN} characters")
        if problems:
            raise SettingsError("The back end cannot serve without these settings:\n" + "\n".join(problems))
