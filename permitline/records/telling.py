"""The public record as one stream in order of time, out of what the bot and the back end keep.

Each page is asked for when the one before it was used up, so that an export of any length takes little memory; only the
ids of a permit's messages are held, to ask the bot for them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import batched
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx

from permitline.asking import Program
from permitline.records.masked_rows import change_row, consent_row, message_row, notice_row, ruling_row
from permitline.records.row import Kind, Row
from runtime.searching import Words

_IDS_A_QUESTION = 1000
_MAY_YET_SET_OUT = frozenset({"queued", "sending", "unknown", "dead"})
_MADE_OF = {"rulings": ruling_row, "changes": change_row, "notices": notice_row}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the stream is about; what is None or empty leaves it open. `since` is included, `until` is not."""

    permit: str | None = None
    phone: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""

    @property
    def limits(self) -> dict[str, str]:
        """What both programs are asked for."""
        period = {"since": self.since, "until": self.until}
        told = {"phone": self.phone, "words": self.words} | {
            name: moment.isoformat() for name, moment in period.items() if moment
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Teller:
    bot: Program
    back_end: Program
    zone: ZoneInfo

    def tell(self, asked: Asked) -> Iterator[Row]:
        """Every row once. Raise `CommandRefusedError` where a program is away."""
        streams = [self._of_back_end(kind, make, asked) for kind, make in _MADE_OF.items()]
        streams += self._messages_on(asked.permit, asked) if asked.permit else self._of_bot(asked)
        words = Words.read(asked.words)
        last, on_their_way = None, set[str]()
        for row in merge(*streams, key=lambda one: one.place):
            if row.place == last or (row.kind is Kind.MESSAGE and row.id in on_their_way):
                continue
            last = row.place
            if row.kind is Kind.MESSAGE and row.state in _MAY_YET_SET_OUT:
                on_their_way.add(row.id)  # its time is when it sets out, which would tell it again further on
            if words.are_in(*row.searched):
                yield row

    def phones_on(self, permit: str) -> Iterator[str]:
        """As the bot keeps them, of every message that an export of the permit would have; repeated."""
        for question in self._questions_on(permit, Asked(permit)):
            yield from (one["phone"] for one in self._told_by_bot("messages", question) if one["phone"])

    def is_on_file(self, permit: str) -> bool:
        answer = self.back_end.ask("GET", f"/v1/permits/{quote(permit, safe='')}")
        if answer.status_code not in (httpx.codes.OK, httpx.codes.NOT_FOUND):
            raise self.back_end.refused(answer)
        return answer.status_code == httpx.codes.OK

    def has_rulings_on(self, permit: str) -> bool:
        return bool(self.back_end.get_json("GET", "/v1/records/rulings", params={"permit": permit})["rulings"])

    def _of_back_end(
        self, kind: str, make: Callable[[Mapping[str, Any], ZoneInfo], Row], asked: Asked
    ) -> Iterator[Row]:
        return (make(one, self.zone) for one in self._told_by_back_end(kind, asked))

    def _of_bot(self, asked: Asked) -> list[Iterator[Row]]:
        return [self._messages(asked.limits), self._consent(asked.limits)]

    def _messages_on(self, permit: str, asked: Asked) -> list[Iterator[Row]]:
        return [self._messages(question) for question in self._questions_on(permit, asked)]

    def _questions_on(self, permit: str, asked: Asked) -> list[Mapping[str, Any]]:
        """For those that led to a ruling on the permit, the notices about it, those that name it; and the replies.

        The words are looked for in what is found: a message leads to a ruling whatever the ruling's words are.
        """
        open_asked = Asked(permit, asked.phone, asked.since, asked.until)
        rulings = self._told_by_back_end("rulings", open_asked)
        message_ids = dict.fromkeys(one["message_id"] for one in rulings if one["message_id"])
        notices = dict.fromkeys(one["notice"] for one in self._told_by_back_end("notices", open_asked))
        questions: list[Mapping[str, Any]] = [asked.limits | {"naming": permit}]
        for name, ids in (("message_ids", message_ids), ("notices", notices)):
            questions += [{**asked.limits, name: list(some)} for some in batched(ids, _IDS_A_QUESTION)]
        return questions

    def _told_by_back_end(self, kind: str, asked: Asked) -> Iterator[Mapping[str, Any]]:
        params = asked.limits | ({"permit": asked.permit} if asked.permit else {})
        return _pages(
            kind, lambda after: self.back_end.get_json("GET", f"/v1/records/{kind}", params={**params, **after})
        )

    def _messages(self, question: Mapping[str, Any]) -> Iterator[Row]:
        return (message_row(one, self.zone) for one in self._told_by_bot("messages", question))

    def _consent(self, question: Mapping[str, Any]) -> Iterator[Row]:
        return (consent_row(one, self.zone) for one in self._told_by_bot("consent", question))

    def _told_by_bot(self, kind: str, question: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        path = f"/private/records/{kind}"
        return _pages(kind, lambda after: self.bot.get_json("POST", path, json={**question, **after}))


def _pages(kind: str, ask: Callable[[dict[str, str]], Any]) -> Iterator[Mapping[str, Any]]:
    after: dict[str, str] = {}
    while True:
        page = ask(after)
        entries: Iterable[Mapping[str, Any]] = page[kind]
        yield from entries
        if page["after"] is None:
            return
        after = {"after": page["after"]}
