"""What the city says first: another program hands over a sentence's name and values; they become a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.consent.words import asks_for_a_reserved_word
from bot.outbox.purposes import Purpose
from bot.phones import read_phone
from bot.rendering import MOST_CHARACTERS, Button, Said, join_messages
from bot.sentences import Language, Phrasebook, Responses

_log = structlog.get_logger(__name__)

type Short = Annotated[str, StringConstraints(pattern=r"^[!-~]+$", max_length=64)]
type Choice = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class BadNoticeError(ValueError):
    """The notice cannot be said; the message tells the program that sent it why."""


class Notice(BaseModel):
    """As it is handed over. `notice` is the sender's id: the same one again changes nothing.

    `not_before` and `expires_at` follow the city's clock and need an offset.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    notice: Short
    phone: str
    language: Language
    response: Short
    values: dict[str, str | int] = Field(default_factory=dict)
    choices: Annotated[tuple[Choice, ...], Field(max_length=9)] = ()
    purpose: Literal[Purpose.CODE, Purpose.NOTICE, Purpose.REMINDER] = Purpose.NOTICE
    not_before: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class Notices:
    """Reads notices and puts them into words."""

    responses: Responses
    phrasebook: Phrasebook
    dialling_codes: frozenset[int]

    def read(self, content: object) -> Notice:
        try:
            notice = Notice.model_validate(content)
        except ValidationError as error:
            raise BadNoticeError("; ".join(in_words(one) for one in error.errors())) from error
        phone = read_phone(notice.phone, self.dialling_codes)
        if phone is None:
            raise BadNoticeError("phone: must be a number that the city serves, such as +16785550102")
        return notice.model_copy(update={"phone": phone})

    def words_of(self, notice: Notice) -> str:
        sentence = self.sentence(notice.response, notice.language, notice.values)
        choices = tuple(Button(title, str(number)) for number, title in enumerate(notice.choices, 1))
        text = join_messages([Said(sentence, choices)])
        if len(text) > MOST_CHARACTERS:
            raise BadNoticeError(f"the message would be {len(text)} characters long; {MOST_CHARACTERS} are the most")
        if asks_for_a_reserved_word(text):
            _log.error("asks_for_a_reserved_word", responses=notice.response)
        return text

    def sentence(self, response: str, language: Language, values: Mapping[str, str | int]) -> str:
        """In that language, with its values and the city's own facts in it. Raise `BadNoticeError`."""
        template = self.responses.find(response, language)
        if template is None:
            raise BadNoticeError(f"response: there is no {response} in {language}")
        city = self.phrasebook.city
        try:
            return template.format(**{"city": city.name, "office_phone": city.office_phone, **values})
        except KeyError as error:
            raise BadNoticeError(f"values: {response} needs {error.args[0]}") from error


def in_words(problem: Any) -> str:
    """One of pydantic's complaints, for the program that sent the notice."""
    place = ".".join(str(part) for part in problem["loc"]) or "the notice"
    return f"{place}: {problem['msg']}"
