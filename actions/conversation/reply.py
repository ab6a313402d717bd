"""What an action answers: response names with values, and the memory that the next turn starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.conversation.memory import Memory


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence of the domain by its response name. `choices` are what the person may pick, in order."""

    response: str
    values: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    says: tuple[Say, ...]
    memory: Memory

    def followed_by(self, *says: Say) -> "Reply":
        return Reply((*self.says, *says), self.memory)

    def preceded_by(self, *says: Say) -> "Reply":
        return Reply((*says, *self.says), self.memory)
