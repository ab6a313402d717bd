"""Links and tries in memory, for tests of the use cases. Part of `backend.records.in_memory`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backend.domain.guessing import Scope, Tried, Try
from backend.services.links import Link, LinkCode


@dataclass
class InMemoryLinks:
    """`codes` are those of each link, oldest first; links are kept without theirs."""

    links: dict[str, Link]
    codes: dict[str, tuple[LinkCode, ...]]

    def add(self, link: Link) -> None:
        self.links[link.id] = link

    def find(self, link_id: str) -> Link | None:
        link = self.links.get(link_id)
        codes = self.codes.get(link_id, ())
        return replace(link, code=codes[-1] if codes else None) if link else None

    def add_code(self, link_id: str, code: LinkCode) -> None:
        self.codes[link_id] = (*self.codes.get(link_id, ()), code)

    def count_try(self, link_id: str, code: int) -> int:
        counted = replace(self._code(link_id, code), tries=self._code(link_id, code).tries + 1)
        self._put(link_id, counted)
        return counted.tries

    def use_code(self, link_id: str, code: int, at: datetime) -> bool:
        was = self._code(link_id, code)
        if was.used_at is not None:
            return False
        self._put(link_id, replace(was, used_at=at))
        return True

    def forget_addresses_before(self, moment: datetime) -> None:
        for link in [one for one in self.links.values() if one.begun_at < moment]:
            self.links[link.id] = replace(link, contacts=[replace(one, address=None) for one in link.contacts])

    def _code(self, link_id: str, number: int) -> LinkCode:
        return next(one for one in self.codes[link_id] if one.number == number)

    def _put(self, link_id: str, code: LinkCode) -> None:
        self.codes[link_id] = tuple(code if one.number == code.number else one for one in self.codes[link_id])


@dataclass
class InMemoryAttempts:
    tries: list[Tried]

    def hold(self) -> None:
        """Tests of the use cases come one at a time."""

    def add(self, tried: Tried) -> None:
        self.tries.append(tried)

    def has_asked(self, phone: str, permit: str, since: datetime) -> bool:
        return any(
            (one.kind, one.phone, one.permit) == (Try.ASK, phone, permit) and one.at > since for one in self.tries
        )

    def latest(self, kind: Try, scope: Scope, value: str | None, since: datetime, most: int) -> Sequence[datetime]:
        counted = [
            one.at
            for one in self.tries
            if one.kind is kind and one.at > since and (scope is Scope.CITY or getattr(one, scope.value) == value)
        ]
        return sorted(counted, reverse=True)[:most]

    def forget_before(self, moment: datetime) -> None:
        self.tries[:] = [one for one in self.tries if one.at >= moment]
