"""Links as a phone makes them, and the codes as whoever has the contact reads them."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.integration.backend.counter import Counter


@dataclass
class Linking:
    counter: Counter

    def begin(self, permit: str, by: str, key: str | None = None) -> TestResponse:
        return self.counter.post("/v1/links", {"permit": permit}, by, key)

    def send(self, link: str, contact: int, by: str, key: str | None = None) -> TestResponse:
        return self.counter.post(f"/v1/links/{link}/codes", {"contact": contact}, by, key)

    def prove(self, link: str, code: str, by: str, key: str | None = None) -> TestResponse:
        return self.counter.post(f"/v1/links/{link}/proofs", {"code": code}, by, key)

    def through(self, permit: str, by: str, contact: int = 1) -> TestResponse:
        """All the way: the first contact is reached, and its code is right."""
        link = self.begin(permit, by).json["link"]  # type: ignore[index]
        sent = self.send(link, contact, by)
        assert sent.status_code == 201, sent.json
        return self.prove(link, self.code(link), by)

    def notices(self) -> list[tuple[Any, ...]]:
        """Id, purpose, state, phone, e-mail, subject, language, response and values of each, oldest first."""
        rows = self.counter.rows(
            "select id, purpose, state, phone, email, subject, language, response, worded_with from notices order by id"
        )
        return [(*row[:-1], json.loads(row[-1]) if isinstance(row[-1], str) else row[-1]) for row in rows]

    def code(self, link: str) -> str:
        """The last code of a link, as it stands in its notice."""
        of_link = [one for one in self.notices() if one[0].startswith(f"code-{link}-")]
        return str(of_link[-1][-1]["code"])

    def make_code(self, link: str, code: str) -> None:
        """Make this the code of the link, whatever was drawn."""
        digest = self.counter.backend.keyed.hexdigest("code", f"code-{link}-1", code)
        with self.counter.backend.engine.begin() as connection:
            connection.execute(
                text("update link_codes set digest = :digest where link_id = :link"), {"digest": digest, "link": link}
            )
