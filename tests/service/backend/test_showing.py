"""Showing: those on a permit see it, anyone else only what is public; a phone has its permits and its language."""

from datetime import date

import pytest

from backend.services.choose_language import choose_language
from backend.services.describe_city import describe_city
from backend.services.entries import Key, LanguageChosen
from backend.services.show_account import show_account
from backend.services.show_permit import show_permit
from tests.service.backend.counter import JAMES, MARIA, STRANGER, SUMMIT, Counter


@pytest.mark.parametrize(("phone", "is_public"), [(JAMES, False), (None, False), (MARIA, True), (STRANGER, True)])
def test_a_permit_is_shown_to_those_on_it(counter: Counter, phone: str | None, is_public: bool) -> None:
    shown = show_permit("NRE261051", counter.by(phone).caller, counter.office)
    assert shown is not None
    assert shown.is_public is is_public


def test_there_is_no_permit_of_an_unknown_number(counter: Counter) -> None:
    assert show_permit("NRE999999", counter.caller, counter.office) is None


def test_a_permit_without_a_pass_in_180_days_shows_since_when_it_is_inactive(counter: Counter) -> None:
    shown = show_permit("RROOF25-00318", counter.caller, counter.office)
    assert shown is not None
    assert shown.inactive_since == date(2026, 11, 12)  # 181 days after the pass of May 15


def test_fees_are_shown_item_by_item(counter: Counter) -> None:
    shown = show_permit("CMECH26-00007", counter.by(SUMMIT).caller, counter.office)
    assert shown is not None
    assert [str(fee.amount) for fee in shown.fees] == ["4126.15", "8252.31"]


def test_an_account_has_the_permits_of_its_person(counter: Counter) -> None:
    account = show_account(counter.caller, counter.office)
    assert account.person is not None
    assert account.person.name == "James Carter"
    assert [one.entry.permit.number for one in account.permits] == ["NRE261051", "RNEW26-00010", "RROOF25-00318"]


@pytest.mark.parametrize("phone", [STRANGER, None])
def test_nobody_in_particular_has_no_permits(counter: Counter, phone: str | None) -> None:
    account = show_account(counter.by(phone).caller, counter.office)
    assert (account.person, list(account.permits)) == (None, [])


@pytest.mark.parametrize("phone", [JAMES, STRANGER])
def test_a_language_is_remembered_for_a_phone(counter: Counter, phone: str) -> None:
    caller = counter.by(phone).caller
    assert choose_language("es", caller, Key("k", "f"), counter.office) == LanguageChosen("es")
    assert show_account(caller, counter.office).language == "es"
    assert [(row.action, row.phone) for row in counter.records.contents.rulings] == [("language", phone)]


def test_the_city_names_its_holidays_of_the_coming_year(counter: Counter) -> None:
    described = describe_city(counter.office.city, counter.now)
    assert described.holidays[date(2026, 12, 25)].es == "Navidad"
    assert all(date(2026, 12, 1) <= day <= date(2027, 12, 1) for day in described.holidays)
