"""Stand-ins for the dialogue, the carrier and the chain, kept beside the real ones: plain classes for tests."""

from collections.abc import Callable
from threading import Lock

from bot.ports import Answer, Question
from bot.rendering import Said


def echo(question: Question) -> Answer:
    """Says what it was told, and counts the turns of the conversation in a slot."""
    turns = question.slots.get("turns", 0)
    count = (turns if isinstance(turns, int) else 0) + 1
    return Answer((Said(f"{count}: {question.message}"),), {**question.slots, "turns": count})


class FakeDialogue:
    """Answers by a function; `fail` with an error makes every turn raise it until it is None again."""

    def __init__(self, answer: Callable[[Question], Answer] = echo) -> None:
        self.answer = answer
        self.fail: Exception | None = None
        self.asked: list[Question] = []
        self._lock = Lock()

    def ask(self, question: Question) -> Answer:
        with self._lock:
            self.asked.append(question)
        if self.fail is not None:
            raise self.fail
        return self.answer(question)


class FakeCarrier:
    """Keeps what it was given; raises `errors` first, one a call."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.errors: list[Exception] = []
        self._lock = Lock()

    def send(self, phone: str, text: str) -> str:
        with self._lock:
            if self.errors:
                raise self.errors.pop(0)
            self.sent.append((phone, text))
            return f"SMout{len(self.sent)}"


class FakeChain:
    def __init__(self) -> None:
        self.trouble: dict[str, str] = {}

    def missing(self) -> dict[str, str]:
        return dict(self.trouble)
