"""The settings of the action server."""

from pydantic import Field

from runtime.settings import ProgramSettings


class ActionsSettings(ProgramSettings):
    backend_token: str = Field(min_length=1)
    actions_token: str = Field(min_length=1)
    backend_url: str | None = None
    backend_timeout: float = Field(default=5.0, gt=0)
    public_url: str = ""

    @property
    def backend_base_url(self) -> str:
        return self.backend_url or f"http://127.0.0.1:{self.backend_port}"

    @property
    def public_base_url(self) -> str:
        """Where people reach the bot, for the addresses that they are sent."""
        return (self.public_url or f"http://127.0.0.1:{self.bot_port}").rstrip("/")
