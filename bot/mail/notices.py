"""What the city says by e-mail: like a notice by text message, with a subject, an address and perhaps an attachment."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.mail.letter import one_line, read_address
from bot.outbox.notices import BadNoticeError, Notices, Short, reasons_of
from bot.outbox.purposes import Purpose
from bot.outbox.values import Value
from bot.sentences import Language

_LONGEST_SUBJECT = 200
_LONGEST_ATTACHMENT = 100_000

type FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.ics$", max_length=80)]


class AttachedFile(BaseModel):
    """A calendar entry. With METHOD:REQUEST or METHOD:CANCEL in it, mail readers offer to put it in or to drop it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: FileName
    type: Literal["text/calendar"]
    text: Annotated[str, StringConstraints(pattern=r"^BEGIN:VCALENDAR\r?\n", max_length=_LONGEST_ATTACHMENT)]


class MailNotice(BaseModel):
    """As it is handed over. Choices and what they mean are empty: nobody answers an e-mail of ours with a number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    notice: Short
    email: str
    subject: Short
    language: Language
    response: Short
    values: dict[str, Value] = Field(default_factory=dict)
    attachment: AttachedFile | None = None
    choices: Annotated[tuple[Value, ...], Field(max_length=0)] = ()
    about: None = None
    purpose: Literal[Purpose.CODE, Purpose.NOTICE, Purpose.REMINDER] = Purpose.NOTICE
    not_before: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class Worded:
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class MailNotices:
    """Reads them and puts them into words. `can_be_sent` is false in production without a mail server."""

    notices: Notices
    can_be_sent: bool

    def read(self, content: object) -> MailNotice:
        """Raise `BadNoticeError`."""
        if not self.can_be_sent:
            raise BadNoticeError("email: no mail server is set (PERMITLINE_SMTP_URL)")
        try:
            notice = MailNotice.model_validate(content)
        except ValidationError as error:
            raise BadNoticeError(reasons_of(error)) from error
        if read_address(notice.email) is None:
            raise BadNoticeError("email: must be an address such as maria@example.com")
        return notice

    def words_of(self, notice: MailNotice, today: date) -> Worded:
        """Raise `BadNoticeError`."""
        subject = one_line(self.notices.sentence(notice.subject, notice.language, notice.values, today))
        if len(subject) > _LONGEST_SUBJECT:
            raise BadNoticeError(
                f"subject: it would be {len(subject)} characters long; {_LONGEST_SUBJECT} are the most"
            )
        return Worded(subject, self.notices.sentence(notice.response, notice.language, notice.values, today))
