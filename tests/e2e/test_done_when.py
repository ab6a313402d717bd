"""The main job as the city accepted it, message by message: every text signed, every record read afterwards."""

from tests.e2e.apart import ProgramsApart
from tests.e2e.texting import JAMES, MARIA, SUMMIT, TUESDAY_PLEASE, check_nothing_lost, send


def test_a_homeowner_books_reads_the_number_and_cancels(city: ProgramsApart) -> None:
    read_back = send(city, JAMES, TUESDAY_PLEASE)
    for words in ("Electrical Final", "10899 Havana", "Tuesday, December 8", "Morning: we will try"):
        assert words in read_back
    assert city.inspection("NRE261051", "electrical_final")["status"] == "open"

    booked = send(city, JAMES, "1")
    visit = city.inspection("NRE261051", "electrical_final")
    assert (visit["status"], visit["date"], visit["half_day"]) == ("booked", "2026-12-08", "am")
    assert visit["confirmation"]
    assert visit["confirmation"] in booked

    about_to_cancel = send(city, JAMES, "cancel it")
    for words in ("Electrical Final", "10899 Havana", "Tuesday, December 8"):
        assert words in about_to_cancel
    assert city.inspection("NRE261051", "electrical_final")["status"] == "booked"

    assert "Electrical Final" in send(city, JAMES, "1")
    assert city.inspection("NRE261051", "electrical_final")["status"] in {"open", "cancelled"}
    check_nothing_lost(city, JAMES)


def test_two_finals_in_spanish_for_thursday(city: ProgramsApart) -> None:
    read_back = send(city, MARIA, "necesito la eléctrica final y la de plomería para el jueves")
    for words in ("Eléctrica final", "Plomería final", "17575 Peak Avenue", "jueves 3 de diciembre"):
        assert words in read_back
    booked = send(city, MARIA, "1")
    for type_ in ("electrical_final", "plumbing_final"):
        visit = city.inspection("BRES2026-0142", type_)
        assert (visit["status"], visit["date"]) == ("booked", "2026-12-03")
        assert visit["confirmation"] in booked
    check_nothing_lost(city, MARIA)


def test_tomorrow_is_refused_at_four_and_the_second_opening_is_booked(city: ProgramsApart) -> None:
    city.reset("2026-12-01T16:00")
    refused = send(city, JAMES, "Schedule electrical final for NRE261051 tomorrow")
    openings = ("1 Thursday, December 3", "2 Friday, December 4", "3 Monday, December 7")
    for words in ("Wednesday, December 2", "4:00 PM", *openings):
        assert words in refused
    booked = send(city, JAMES, "2")
    visit = city.inspection("NRE261051", "electrical_final")
    assert (visit["status"], visit["date"]) == ("booked", "2026-12-04")
    assert visit["confirmation"] in booked


def test_fees_stop_a_booking_and_are_named(city: ProgramsApart) -> None:
    assert "$12,378.46" in send(city, SUMMIT, "schedule mechanical rough on CMECH26-00007 friday")
    assert all(visit["status"] == "open" for visit in city.permit("CMECH26-00007")["inspections"])


def test_framing_names_what_must_pass_first(city: ProgramsApart) -> None:
    refused = send(city, JAMES, "schedule framing on RNEW26-00010 friday")
    for words in ("Electrical Rough-in", "Plumbing Rough-in", "Mechanical Rough-in"):
        assert words in refused
    assert city.inspection("RNEW26-00010", "framing")["status"] == "open"


def test_a_permit_without_a_pass_in_180_days_is_inactive_and_the_office_can_help(city: ProgramsApart) -> None:
    refused = send(city, JAMES, "schedule roof final on RROOF25-00318 friday")
    for words in ("180 days", "extension", "678-555-0100"):
        assert words in refused
    assert city.inspection("RROOF25-00318", "roof_final")["status"] == "open"
