"""Rasa's own way to call the action server, with a stopwatch: for the benchmark (dialogue/stock.py)."""

from typing import Any

from rasa.utils.endpoints import EndpointConfig

from dialogue.turn import open_turn


class StockActionServer(EndpointConfig):
    """A new connection for each call, all events, the whole domain, 300 s: as Rasa has it."""

    async def request(self, *arguments: Any, **named: Any) -> Any:
        with open_turn().timed("actions"):
            return await super().request(*arguments, **named)
