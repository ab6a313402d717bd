"""Hot spot: Rasa copies and formats what it would log at DEBUG, a level that this process never has (it logs messages).

The processor and the rule policy use `copy.deepcopy` for log lines only; the rule policy's description of all states
serves a log line only. The test reads Rasa's source to hold this.
"""

from types import SimpleNamespace
from typing import Any

import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.core.policies.policy import Policy

from dialogue.speedups.replacement import Replacement


def no_states(_states: list[dict[str, Any]]) -> str:
    return ""


def leave_as_it_is(value: Any) -> Any:
    return value


def copy_nothing() -> None:
    """In the two modules, `copy.deepcopy` gives back what it is given."""
    for module in (rasa.core.processor, rasa.core.policies.rule_policy):
        module.copy = SimpleNamespace(deepcopy=leave_as_it_is)


REPLACEMENTS = (
    Replacement(Policy, "format_tracker_states", no_states, "32b101cb34fd1c32", "a description of all states, unread"),
)
