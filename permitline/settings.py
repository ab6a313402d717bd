"""What the command line reads: where the programs are, and the keys that a person at this machine may use."""

from pathlib import Path

from pydantic import SecretStr

from runtime.settings import ProgramSettings

PROJECT = Path(__file__).resolve().parent.parent


class CommandSettings(ProgramSettings):
    now: str = ""
    public_url: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_from: str = ""
    bot_token: SecretStr = SecretStr("")
    backend_token: SecretStr = SecretStr("")

    def url(self, port: int, path: str = "") -> str:
        """An address of a program on this machine. `bind_host` may say "everywhere", which is no address to call."""
        host = "127.0.0.1" if self.bind_host in ("0.0.0.0", "::") else self.bind_host  # noqa: S104
        return f"http://{host}:{port}{path}"

    @property
    def signed_url(self) -> str:
        """The public base URL over which Twilio, and so the bot, computes signatures."""
        return (self.public_url or f"http://127.0.0.1:{self.bot_port}").rstrip("/")
