"""What the city says first: another program hands over a sentence's name and values; they become a message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from bot.consent.words import asks_for_a_reserved_word
from bot.outbox.purposes import Purpose
from bot.outbox.values import Value, in_words
from bot.phones import read_phone
from bot.rendering import MOST_CHARACTERS, Button, Said, join_messages
from bot.sentences import Language, Phrasebook, Responses

_log = structlog.get_logger(__name__)

type Short = Annotated[str, StringConstraints(pattern=r"^[!-~]+$", max_length=64)]
_MOST_CHOICES = 9
_LONGEST_CHOICE = 80


class BadNoticeError(ValueError):
    """The notice cannot be said; the message tells the program that sent it why."""


class Deed(BaseModel):
    """What a number of the sentence stands for: a visit stays, goes to another day or is dropped, or one is booked.

    Whatever is left out, the person is asked for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    do: Literal["keep", "move", "cancel", "schedule"]
    permit: Short | None = None
    inspections: Annotated[tuple[Short, ...], Field(max_length=50)] = ()
    day: date | None = None
    half_day: Literal["am", "pm"] | None = None


class About(BaseModel):
    """What an answer to the notice may choose from, in the order of the numbers in its sentence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["reminder", "result", "moved", "called_off", "inactivity", "ready"]
    choices: Annotated[tuple[Deed, ...], Field(min_length=1, max_length=_MOST_CHOICES)]


class Notice(BaseModel):
    """As it is handed over. `notice` is the sender's id: the same one again changes nothing.

    `not_before` and `expires_at` follow the city's clock and need an offset.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    notice: Short
    phone: str
    language: Language
    response: Short
    values: dict[str, Value] = Field(default_factory=dict)
    choices: Annotated[tuple[Value, ...], Field(max_length=_MOST_CHOICES)] = ()
    purpose: Literal[Purpose.CODE, Purpose.NOTICE, Purpose.REMINDER] = Purpose.NOTICE
    not_before: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    about: About | None = None

    @model_validator(mode="after")
    def _numbers_mean_what_they_stand_by(self) -> Self:
        if self.about and self.choices and len(self.about.choices) != len(self.choices):
            raise ValueError("about: it needs as many choices as the notice has, in the same order")
        return self


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
            raise BadNoticeError(reasons_of(error)) from error
        phone = read_phone(notice.phone, self.dialling_codes)
        if phone is None:
            raise BadNoticeError("phone: must be a number that the city serves, such as +16785550102")
        return notice.model_copy(update={"phone": phone})

    def words_of(self, notice: Notice, today: date) -> str:
        """`today` decides whether a day's year has to be said. Raise `BadNoticeError`."""
        sentence = self.sentence(notice.response, notice.language, notice.values, today)
        text = join_messages([Said(sentence, tuple(_buttons(notice, today)))])
        if len(text) > MOST_CHARACTERS:
            raise BadNoticeError(f"the message would be {len(text)} characters long; {MOST_CHARACTERS} are the most")
        if asks_for_a_reserved_word(text):
            _log.error("asks_for_a_reserved_word", responses=notice.response)
        return text

    def sentence(self, response: str, language: Language, values: Mapping[str, Value], today: date) -> str:
        """In that language, with its values and the city's own facts in it. Raise `BadNoticeError`."""
        template = self.responses.find(response, language)
        if template is None:
            raise BadNoticeError(f"response: there is no {response} in {language}")
        city = self.phrasebook.city
        said = {name: in_words(value, language, today) for name, value in values.items()}
        try:
            return template.format(**{"city": city.name, "office_phone": city.office_phone, **said})
        except KeyError as error:
            raise BadNoticeError(f"values: {response} needs {error.args[0]}") from error


def _buttons(notice: Notice, today: date) -> Iterator[Button]:
    for number, choice in enumerate(notice.choices, 1):
        title = in_words(choice, notice.language, today).strip()
        if not 1 <= len(title) <= _LONGEST_CHOICE:
            raise BadNoticeError(f"choices.{number}: it must be 1 to {_LONGEST_CHOICE} characters long")
        yield Button(title, str(number))


def reasons_of(error: ValidationError) -> str:
    """What is wrong, for the program that sent it."""
    return "; ".join(dict.fromkeys(map(_reason, error.errors())))


def _reason(problem: Any) -> str:
    """One line a value, however many shapes it might have had."""
    place = problem["loc"]
    if place[:1] in (("values",), ("choices",)) and len(place) > 1:
        return f"{place[0]}.{place[1]}: {_SHAPES}"
    return f"{'.'.join(map(str, place)) or 'the notice'}: {problem['msg']}"


_SHAPES = 'it must be text, a whole number, {"day": ISO date}, {"money": dollars}, {"time": hour} or {"list": texts}'
