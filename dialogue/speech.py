"""Turns a response name and values into the sentence, in the language as the action leaves it.

Rasa's own generator looks at the slots from before the action, so the turn that switches the language would still be
answered in the old one. It also sends "{day}" to the person when an action forgot the day; here the turn fails instead.
"""

import re
from collections.abc import Mapping
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from dialogue.turn import open_turn

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class UnspeakableResponseError(RasaException):
    """An action named a response that does not exist, or left out a value that its sentence needs."""


class Speech(TemplatedNaturalLanguageGenerator):
    """Picks the variation for the slots and fills in the values that the action gave, or slots that hold words."""

    def __init__(self) -> None:
        super().__init__({})  # Agent.load_model puts the model's responses in

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The response's own keys with its text filled in. Raises `UnspeakableResponseError`."""
        slots = {**tracker.current_slot_values(), **open_turn().new_slots}
        try:
            return self._filled(utter_action, output_channel, slots, kwargs)
        except UnspeakableResponseError as problem:
            open_turn().failure = str(problem)
            raise

    def _filled(
        self, name: str, output_channel: str, slots: Mapping[str, Any], values: Mapping[str, Any]
    ) -> dict[str, Any]:
        if name not in self.responses:
            raise UnspeakableResponseError(f"the response {name} stands in no file of responses/")
        fitting = ResponseVariationFilter(self.responses).responses_for_utter_action(name, output_channel, dict(slots))
        if not fitting:
            raise UnspeakableResponseError(f"the response {name} has no variation for these slots")
        words = {slot: value for slot, value in slots.items() if isinstance(value, str)}
        return {"text": fill_in(fitting[0]["text"], {**words, **values}, name)}


def fill_in(text: str, values: Mapping[str, Any], name: str) -> str:
    """The sentence with its values; a brace inside a value stays as it is. Raises `UnspeakableResponseError`."""

    def value(match: "re.Match[str]") -> str:
        if values.get(match[1]) is None:
            raise UnspeakableResponseError(f"the response {name} needs a value for {{{match[1]}}}")
        return str(values[match[1]])

    return _PLACEHOLDER.sub(value, text)
