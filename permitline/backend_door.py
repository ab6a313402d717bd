"""The back end's API for a command: reached with this machine's token, and plain words where it cannot be."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx

from permitline.refusing import CommandRefusedError
from permitline.settings import CommandSettings

_TIMEOUT_SECONDS = 30


def ask_back_end(settings: CommandSettings, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:
    """The answer's JSON. Raises `CommandRefusedError` where the back end is away or says no."""
    url = settings.url(settings.backend_port, path)
    headers = {"Authorization": f"Bearer {settings.backend_token.get_secret_value()}"}
    if method != "GET":
        headers["Idempotency-Key"] = f"cli-{uuid4().hex}"
    try:
        answer = httpx.request(method, url, json=body, headers=headers, timeout=_TIMEOUT_SECONDS)
    except httpx.ConnectError as error:
        raise CommandRefusedError(
            f"Nothing answers at {url}: the back end is not running, or on another port. Start it with `make run`, or "
            "set PERMITLINE_BACKEND_PORT and PERMITLINE_STATE_DIR as they were for `permitline up`."
        ) from error
    except httpx.HTTPError as error:
        raise CommandRefusedError(f"The back end at {url} did not answer: {error or type(error).__name__}.") from error
    if answer.is_success:
        return answer.json()
    raise CommandRefusedError(_why(answer, settings))


def _why(answer: httpx.Response, settings: CommandSettings) -> str:
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return (
            "The back end refuses PERMITLINE_BACKEND_TOKEN: it has to be the one that it was started with "
            f"(PERMITLINE_STATE_DIR is {settings.state_dir} here)."
        )
    problem = _problem_of(answer)
    facts = ", ".join(f"{name}: {fact}" for name, fact in (problem.get("facts") or {}).items())
    said = problem.get("code") or answer.text.strip()[:200]
    return f"Not done: {said}{f' ({facts})' if facts else ''}."


def _problem_of(answer: httpx.Response) -> dict[str, Any]:
    try:
        problem = answer.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
