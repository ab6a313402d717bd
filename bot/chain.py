"""Whether the programs behind the bot can answer: Rasa with its model loaded, the actions, the back end."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Part:
    address: str
    headers: Mapping[str, str]


class HttpChain:
    """Asks each part; 200 is well. A part that does not answer in time is missing."""

    def __init__(self, client: httpx.Client, parts: Mapping[str, Part]) -> None:
        self._client = client
        self._parts = parts

    def missing(self) -> dict[str, str]:
        found = {name: self._trouble(part) for name, part in self._parts.items()}
        return {name: trouble for name, trouble in found.items() if trouble}

    def _trouble(self, part: Part) -> str:
        try:
            status = self._client.get(part.address, headers=dict(part.headers)).status_code
        except httpx.HTTPError as error:
            return f"does not answer ({type(error).__name__})"
        return "" if status == httpx.codes.OK else f"answers {status}"


def make_chain(rasa: str, rasa_token: str, actions: str, backend: str) -> HttpChain:
    client = httpx.Client(timeout=httpx.Timeout(2.0), trust_env=False)
    ready = Part(f"{rasa}/webhooks/permitline/ready", {"Authorization": f"Bearer {rasa_token}"})
    return HttpChain(
        client,
        {"rasa": ready, "actions": Part(f"{actions}/health", {}), "backend": Part(f"{backend}/healthz", {})},
    )
