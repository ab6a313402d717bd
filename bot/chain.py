"""Whether the programs behind the bot can answer: Rasa with its model loaded, the actions, the back end."""

from collections.abc import Mapping
from dataclasses import dataclass

import urllib3
from urllib3.exceptions import HTTPError

_SECONDS = 2.0
_OK = 200


@dataclass(frozen=True, slots=True)
class Part:
    address: str
    headers: Mapping[str, str]


class HttpChain:
    """Asks each part; 200 is well. A part that does not answer in time is missing."""

    def __init__(self, connections: urllib3.PoolManager, parts: Mapping[str, Part]) -> None:
        self._connections = connections
        self._parts = parts

    def missing(self) -> dict[str, str]:
        found = {name: self._trouble(part) for name, part in self._parts.items()}
        return {name: trouble for name, trouble in found.items() if trouble}

    def _trouble(self, part: Part) -> str:
        try:
            status = self._connections.request("GET", part.address, headers=part.headers, redirect=False).status
        except HTTPError as error:
            return f"does not answer ({type(error).__name__})"
        return "" if status == _OK else f"answers {status}"


def make_chain(rasa: str, rasa_token: str, actions: str, backend: str) -> HttpChain:
    connections = urllib3.PoolManager(timeout=urllib3.Timeout(_SECONDS), retries=False, maxsize=4)
    ready = Part(f"{rasa}/webhooks/permitline/ready", {"Authorization": f"Bearer {rasa_token}"})
    return HttpChain(
        connections,
        {"rasa": ready, "actions": Part(f"{actions}/health", {}), "backend": Part(f"{backend}/healthz", {})},
    )
