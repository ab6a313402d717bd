"""What a webhook's answer tells Twilio to send."""

from dataclasses import dataclass
from xml.etree import ElementTree

from tests.twin.posting import Answer

_SUCCESS = range(200, 300)


class BadAnswerError(Exception):
    """Twilio could not use the answer; `code` is what its debugger names it by."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reply:
    body: str
    status_callback: str = ""


def read_replies(answer: Answer) -> list[Reply]:
    """The messages of an answer, in order; raises `BadAnswerError`."""
    if answer.status not in _SUCCESS:
        raise BadAnswerError(11200, answer.error or f"HTTP {answer.status}")
    kind = answer.content_type.partition(";")[0].strip()
    if kind == "text/plain":
        return [Reply(answer.body)] if answer.body.strip() else []
    if kind not in {"text/xml", "application/xml"}:
        raise BadAnswerError(12300, f"a Content-Type of {kind!r}")
    if not answer.body.strip():
        return []
    try:
        root = ElementTree.fromstring(answer.body)
    except ElementTree.ParseError as error:
        raise BadAnswerError(12100, str(error)) from error
    return [Reply("".join(each.itertext()), each.get("statusCallback", "")) for each in root.iter("Message")]
