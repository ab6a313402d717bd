"""Links without a database: a service of others checks the codes, and is never called within a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from backend.codes.fakes import FakeVerify
from backend.records.in_memory import InMemoryRecords, InMemoryUnitOfWork
from backend.services.begin_link import begin_link
from backend.services.codes import Codes, CodesUnavailableError, OwnCodes
from backend.services.entries import Key, Outcome, Refused
from backend.services.forget_phone import forget_phone
from backend.services.keyed_hash import KeyedHash
from backend.services.leave_permit import leave_permit
from backend.services.links import CodeSent, LinkBegun, PermitLeft, PhoneForgotten, Proved
from backend.services.office import Office
from backend.services.prove_contact import prove_contact
from backend.services.proving import Proving
from backend.services.send_code import send_code
from tests.service.backend.counter import JAMES, STRANGER, Counter, new_key

NRE = "NRE261051"
KEYED = KeyedHash.derived_from("a key for tests")


@dataclass
class WatchedRecords:
    """Knows whether a unit of work is open."""

    records: InMemoryRecords
    is_open: bool = field(default=False)

    @contextmanager
    def reading(self) -> Iterator[InMemoryUnitOfWork]:
        self.is_open = True
        with self.records.reading() as uow:
            yield uow
        self.is_open = False

    @contextmanager
    def writing(self) -> Iterator[InMemoryUnitOfWork]:
        self.is_open = True
        try:
            with self.records.writing() as uow:
                yield uow
        finally:
            self.is_open = False


@dataclass
class Links:
    counter: Counter
    proving: Proving

    def begin(self, permit: str = NRE) -> LinkBegun:
        begun = begin_link(permit, self.counter.caller, new_key(), self.proving)
        assert isinstance(begun, LinkBegun), begun
        return begun

    def send(self, link: str, key: Key | None = None) -> Outcome | None:
        return send_code(link, 1, self.counter.caller, key or new_key(), self.proving)

    def prove(self, link: str, code: str, key: Key | None = None) -> Outcome | None:
        return prove_contact(link, code, self.counter.caller, key or new_key(), self.proving)


def links_of(counter: Counter, codes: Codes, phone: str = STRANGER) -> Links:
    return Links(counter.by(phone), Proving(counter.office, codes, KEYED))


def code_of(outcome: Outcome | None) -> str | None:
    return outcome.code if isinstance(outcome, Refused) else None


def test_a_code_of_others_binds_like_our_own(counter: Counter) -> None:
    verify = FakeVerify()
    links = links_of(counter, verify)
    link = links.begin().link
    assert isinstance(links.send(link), CodeSent)
    assert verify.sent == {f"code-{link}-1": JAMES}
    assert counter.records.contents.notices == {}
    assert code_of(links.prove(link, "111111")) == "wrong_code"
    proved = links.prove(link, "246810")
    assert isinstance(proved, Proved)
    assert proved.name == "James Carter"
    assert counter.records.contents.people[STRANGER].name == "James Carter"


def test_nobody_is_called_within_a_transaction(counter: Counter) -> None:
    watched = WatchedRecords(counter.records)
    seen: list[bool] = []
    verify = FakeVerify(on_call=lambda: seen.append(watched.is_open))
    links = Links(counter.by(STRANGER), Proving(Office(watched, counter.office.city), verify, KEYED))
    link = links.begin().link
    links.send(link)
    links.prove(link, "246810")
    assert seen == [False, False]


def test_a_code_that_could_not_be_sent_goes_when_the_request_is_repeated_and_counts_once(counter: Counter) -> None:
    verify = FakeVerify(is_down=True)
    links = links_of(counter, verify)
    link, key = links.begin().link, new_key()
    with pytest.raises(CodesUnavailableError):
        links.send(link, key)
    verify.is_down = False
    assert isinstance(links.send(link, key), CodeSent)
    assert list(verify.sent) == [f"code-{link}-1"]
    assert [one.kind.value for one in counter.records.contents.tries] == ["link", "code"]


def test_an_answer_that_could_not_be_checked_counts_and_binds_nothing(counter: Counter) -> None:
    verify = FakeVerify()
    links = links_of(counter, verify)
    link = links.begin().link
    links.send(link)
    verify.is_down = True
    for _ in range(5):
        with pytest.raises(CodesUnavailableError):
            links.prove(link, "246810")
    verify.is_down = False
    assert code_of(links.prove(link, "246810")) == "code_expired"
    assert STRANGER not in counter.records.contents.people


def test_nothing_goes_to_a_decoy(counter: Counter) -> None:
    verify = FakeVerify()
    links = links_of(counter, verify)
    begun = links.begin("NRE269999")
    assert isinstance(links.send(begun.link), CodeSent)
    assert verify.sent == {}
    assert code_of(links.prove(begun.link, "246810")) == "wrong_code"


def test_our_own_code_is_kept_as_a_keyed_hash_of_this_code_alone(counter: Counter) -> None:
    links = links_of(counter, OwnCodes(KEYED, draw=lambda: "123456"))
    first, second = links.begin().link, links.begin("RNEW26-00010").link
    links.send(first)
    links.send(second)
    (one,), (other,) = (counter.records.contents.codes[link] for link in (first, second))
    assert one.digest is not None
    assert one.digest != other.digest
    assert "123456" not in repr(counter.records.contents)
    assert isinstance(links.prove(first, "123456"), Proved)


def test_contacts_of_a_country_that_the_city_does_not_serve_are_not_shown(counter: Counter) -> None:
    elsewhere = Proving(counter.office, FakeVerify(), KEYED, calling_codes=("52",))
    begun = Links(counter.by(STRANGER), elsewhere).begin()
    assert [one.kind.value for one in begun.contacts] == ["email"]


def test_leaving_and_forgetting_are_in_the_audit(counter: Counter) -> None:
    links = links_of(counter, FakeVerify(), JAMES)
    assert isinstance(leave_permit(NRE, links.counter.caller, new_key(), links.proving), PermitLeft)
    assert forget_phone(links.counter.caller, new_key(), links.proving) == PhoneForgotten(was_known=True)
    assert [(row.action, row.allowed, row.phone) for row in counter.records.contents.rulings] == [
        ("unlink", True, JAMES),
        ("forget", True, JAMES),
    ]
