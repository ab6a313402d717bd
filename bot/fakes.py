"""Stand-ins for dialogue, carrier, mail server and chain, kept beside the real ones: plain classes for tests."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from bot.mail.letter import Letter
from bot.ports import Answer, CarrierSilentError, MediaBusyError, Question
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
    """Keeps what it was given; raises `errors` first, one a call. With `takes_silently` it keeps it and raises too.

    `sent` are phone and words, `report_to` the addresses. `in_responses` is for tests to fill: what went out in the
    webhook's responses. `asked` counts the questions about what it has; `cannot_list` is raised at each.
    """

    can_be_asked = True

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.in_responses: list[tuple[str, str]] = []
        self.report_to: list[str] = []
        self.errors: list[Exception] = []
        self.takes_silently = False
        self.cannot_list: Exception | None = None
        self.asked = 0
        self._lock = Lock()

    def send(self, phone: str, text: str, report_to: str) -> str:
        with self._lock:
            if self.errors:
                raise self.errors.pop(0)
            self.sent.append((phone, text))
            self.report_to.append(report_to)
            if self.takes_silently:
                raise CarrierSilentError
            return f"SMout{len(self.sent)}"

    def find(self, phone: str, text: str, _since: datetime, *, in_response: bool) -> list[str]:
        with self._lock:
            self.asked += 1
            if self.cannot_list is not None:
                raise self.cannot_list
            kept, name = (self.in_responses, "SMin") if in_response else (self.sent, "SMout")
            return [f"{name}{n}" for n, one in reversed(list(enumerate(kept, 1))) if one == (phone, text)]


class FakeMailServer:
    """Keeps the letters that it was given; raises `errors` first, one a call."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.errors: list[Exception] = []

    def send(self, letter: Letter) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.letters.append(letter)


class FakeMedia:
    """Gives what `contents` has for an address: bytes, or an error to raise; `asked` are the addresses, in order."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes | BaseException] = {}
        self.asked: list[str] = []

    def fetch(self, address: str) -> bytes:
        self.asked.append(address)
        found = self.contents.get(address, MediaBusyError("status 404", gone=True))
        if isinstance(found, BaseException):
            raise found
        return found


class QueueOfNone:
    """Does at once, in the caller's thread, what a queue would wake somebody for."""

    def __init__(self, task: Callable[[], None]) -> None:
        self._task = task

    def start(self) -> None: ...

    def wake(self) -> None:
        self._task()

    def stop(self) -> None: ...


class FakeChain:
    def __init__(self) -> None:
        self.trouble: dict[str, str] = {}

    def missing(self) -> dict[str, str]:
        return dict(self.trouble)
