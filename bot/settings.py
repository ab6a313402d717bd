"""What the bot must be told at start, over and above what all programs share."""

from typing import Self
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import Field, ValidationInfo, field_validator, model_validator

from bot.mail.address import MailAddress, read_mail_address
from bot.mail.letter import Sender, read_sender
from runtime.settings import Environment, ProgramSettings

_MOST_MESSAGES = 60
_MOST_IN_A_DEMO = 1000
"""Whoever tries a demo plays many people with a few phones, and by a script perhaps."""


class BotSettings(ProgramSettings):
    """Times are in seconds. Keys that are comma-separated allow rotation: any of them is accepted."""

    speaker_key: str
    rasa_token: str
    bot_token: str
    conversation_key: str
    twilio_auth_token: str = Field(default="", validate_default=True)
    twilio_account_sid: str = Field(default="", validate_default=True)
    twilio_from: str = Field(default="", validate_default=True)
    twilio_api_url: str = ""
    twilio_verify_service: str = ""
    public_url: str = Field(default="", validate_default=True)
    database_url: str = ""
    database_schema: str = "bot"
    country_codes: str = "1"
    messages_per_phone: int | None = Field(default=None, ge=0)
    carrier_timeout: float = Field(default=10.0, gt=0)
    segments_per_second: float = Field(default=3.0, gt=0)
    segments_per_day: int = Field(default=0, ge=0)
    sending_threads: int = Field(default=2, ge=1)
    sending_lease: float = Field(default=45.0, gt=0)
    talk_pause: float = Field(default=120.0, ge=0)
    unknown_window: float = Field(default=120.0, gt=0)
    queue_url: str = ""
    smtp_url: str = ""
    email_from: str = ""
    rasa_url: str = ""
    actions_url: str = ""
    backend_url: str = ""
    backend_token: str = ""
    backend_timeout: float = Field(default=5.0, gt=0)
    reply_within: float = Field(default=8.0, gt=0, le=14)
    rasa_timeout: float = Field(default=30.0, gt=0)
    sweep_every: float = Field(default=3.0, gt=0)
    lease: float = Field(default=10.0, gt=0)
    bot_workers: int = Field(default=1, ge=1)
    bot_threads: int = Field(default=32, ge=1)

    @field_validator("twilio_auth_token", "twilio_account_sid", "twilio_from")
    @classmethod
    def _needed_in_production(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("env") is Environment.PRODUCTION:
            raise ValueError("is needed in production")
        return value

    @field_validator("public_url")
    @classmethod
    def _base_url(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            if info.data.get("env") is Environment.PRODUCTION:
                raise ValueError("is needed in production: Twilio signs the public address")
            value = f"http://127.0.0.1:{info.data.get('bot_port', 8080)}"
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be an address such as https://text.example.gov")
        return value.rstrip("/")

    @field_validator("speaker_key")
    @classmethod
    def _fernet_keys(cls, value: str) -> str:
        for key in value.split(","):
            Fernet(key.strip())
        return value

    @field_validator("rasa_token", "bot_token", "conversation_key")
    @classmethod
    def _not_empty(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("must not be empty")
        return value

    @field_validator("database_url")
    @classmethod
    def _postgres_or_nothing(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
            raise ValueError("must be a postgresql:// address, or unset for SQLite in the state folder")
        return value

    @field_validator("queue_url")
    @classmethod
    def _a_queue_that_is_known(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must be a redis:// or postgresql:// address, or unset for SQLite in the state folder")
        return value

    @field_validator("twilio_verify_service")
    @classmethod
    def _a_service(cls, value: str) -> str:
        if value and not value.startswith("VA"):
            raise ValueError("must be the VA… of a Verify service")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, value: str) -> str:
        if value and read_mail_address(value) is None:
            raise ValueError("must be an address such as smtp://user:password@mail.example.gov:587")
        return value

    @field_validator("email_from")
    @classmethod
    def _a_sender(cls, value: str) -> str:
        if value and read_sender(value) is None:
            raise ValueError("must be an address such as City of Riverbend <permits@example.gov>")
        return value

    @model_validator(mode="after")
    def _a_mail_server_with_its_sender(self) -> Self:
        if bool(self.smtp_url) != bool(self.email_from):
            raise ValueError("PERMITLINE_SMTP_URL and PERMITLINE_EMAIL_FROM go together: both are set, or neither")
        return self

    @model_validator(mode="after")
    def _times_that_fit_together(self) -> Self:
        """A call to the carrier may take its time-out twice, to connect and to answer."""
        if self.sending_lease <= 2 * self.carrier_timeout:
            raise ValueError(
                "PERMITLINE_SENDING_LEASE must be more than twice PERMITLINE_CARRIER_TIMEOUT, or a message could be "
                "taken from a worker that is still sending it"
            )
        if self.unknown_window <= self.sending_lease:
            raise ValueError(
                "PERMITLINE_UNKNOWN_WINDOW must be longer than PERMITLINE_SENDING_LEASE: it counts from the same moment"
            )
        return self

    @property
    def twilio_auth_tokens(self) -> tuple[str, ...]:
        return _list_of(self.twilio_auth_token)

    @property
    def mail_address(self) -> MailAddress | None:
        return read_mail_address(self.smtp_url) if self.smtp_url else None

    @property
    def mail_sender(self) -> Sender | None:
        return read_sender(self.email_from) if self.email_from else None

    @property
    def most_messages(self) -> int:
        """How many messages of one phone are answered within the window; 0: all."""
        if self.messages_per_phone is not None:
            return self.messages_per_phone
        return _MOST_MESSAGES if self.is_production else _MOST_IN_A_DEMO

    @property
    def dialling_codes(self) -> frozenset[int]:
        return frozenset(int(code.lstrip("+")) for code in _list_of(self.country_codes))

    @property
    def rasa_address(self) -> str:
        return self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_address(self) -> str:
        return self.actions_url or f"http://127.0.0.1:{self.actions_port}"

    @property
    def backend_address(self) -> str:
        return self.backend_url or f"http://127.0.0.1:{self.backend_port}"


def _list_of(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
