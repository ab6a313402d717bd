"""Asks a running program of ours, and says plainly why it could not."""

from dataclasses import dataclass
from typing import Any

import httpx

from permitline.refusing import CommandRefusedError
from permitline.settings import CommandSettings

_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Program:
    """`name` is how people call it, `setting` the middle of its settings' names."""

    name: str
    setting: str
    port: int
    token: str
    settings: CommandSettings

    def ask(
        self, method: str, path: str, *, json: Any = None, params: Any = None, key: str | None = None
    ) -> httpx.Response:
        """The answer as it is, but for a program that is away or does not know us. Raise `CommandRefusedError`."""
        here = self.settings.url(self.port)
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Idempotency-Key": key} if key else {})
        try:
            answer = httpx.request(method, here + path, headers=headers, json=json, params=params, timeout=_TIMEOUT)
        except httpx.ConnectError as error:
            raise CommandRefusedError(
                f"Nothing answers at {here}: the {self.name} is not running, or on another port. Start it with "
                f"`make run`, or set PERMITLINE_{self.setting}_PORT and PERMITLINE_STATE_DIR as they were for "
                "`permitline up`."
            ) from error
        except httpx.HTTPError as error:
            raise CommandRefusedError(
                f"The {self.name} at {here} did not answer: {error or type(error).__name__}."
            ) from error
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise CommandRefusedError(
                f"The {self.name} refuses PERMITLINE_{self.setting}_TOKEN: it has to be the one that the {self.name} "
                f"was started with (PERMITLINE_STATE_DIR is {self.settings.state_dir} here)."
            )
        return answer

    def get_json(self, method: str, path: str, *, json: Any = None, params: Any = None) -> Any:
        """What it answers; anything but a 200 or 201 ends the command."""
        answer = self.ask(method, path, json=json, params=params)
        if answer.status_code not in (httpx.codes.OK, httpx.codes.CREATED):
            raise self.refused(answer)
        return answer.json()

    def refused(self, answer: httpx.Response) -> CommandRefusedError:
        """What to say of an answer that helps no further."""
        return CommandRefusedError(f"The {self.name} answered {answer.status_code}: {answer.text.strip()[:200]}")


def the_bot(settings: CommandSettings) -> Program:
    return Program("bot", "BOT", settings.bot_port, settings.bot_token.get_secret_value(), settings)


def the_back_end(settings: CommandSettings) -> Program:
    return Program("back end", "BACKEND", settings.backend_port, settings.backend_token.get_secret_value(), settings)
