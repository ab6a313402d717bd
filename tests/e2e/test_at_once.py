"""Many messages at the same moment: one turn for each, in order for one person, side by side for different ones."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from tests.e2e.apart import ProgramsApart
from tests.e2e.records import changes_of, check_nothing_half_written
from tests.e2e.texting import JAMES, MARIA, QUICK, SUMMIT, TUESDAY_PLEASE, check_nothing_lost, replies_to, send

TWENTY = 20


def all_at_once[T](tasks: Sequence[Callable[[], T]]) -> list[T]:
    together = Barrier(len(tasks))

    def run(task: Callable[[], T]) -> T:
        together.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_the_same_yes_twenty_times_at_once_books_once_and_is_answered_the_same(city: ProgramsApart) -> None:
    send(city, JAMES, TUESDAY_PLEASE)
    told = city.twin.text(JAMES, "1", "SMsameyes", times=TWENTY)
    assert [each["status"] for each in told.answers] == [200] * TWENTY
    assert len({each["body"] for each in told.answers}) == 1
    assert told.words is not None
    [booked] = told.words
    assert city.inspection("NRE261051", "electrical_final")["confirmation"] in booked
    assert len(replies_to(city, JAMES, "SMsameyes")) == 1
    assert changes_of(city, "NRE261051") == ["book"]
    assert send(city, JAMES, "1", "SMsameyes") == booked
    check_nothing_half_written(city)
    check_nothing_lost(city, JAMES)


def test_two_yeses_of_one_person_at_once_book_once(city: ProgramsApart) -> None:
    send(city, JAMES, TUESDAY_PLEASE)
    answers = all_at_once([partial(send, city, JAMES, "1"), partial(send, city, JAMES, "yes")])
    assert all(answers)
    assert changes_of(city, "NRE261051") == ["book"]
    check_nothing_half_written(city)
    check_nothing_lost(city, JAMES)


def test_two_different_messages_of_one_person_at_once_are_both_answered(city: ProgramsApart) -> None:
    tasks = [partial(send, city, JAMES, TUESDAY_PLEASE), partial(send, city, JAMES, "what are your office hours?")]
    booking, hours = all_at_once(tasks)
    assert "Tuesday, December 8" in booking
    assert "4:30" in hours
    check_nothing_lost(city, JAMES)
    assert city.inspection("NRE261051", "electrical_final")["confirmation"] is None
    assert "Tuesday, December 8" in send(city, JAMES, "1")  # whichever came first, the question is still open
    assert city.inspection("NRE261051", "electrical_final")["date"] == "2026-12-08"


def test_sixteen_people_at_once_each_get_their_own_answer(city: ProgramsApart) -> None:
    own = {
        JAMES: (TUESDAY_PLEASE, "10899 Havana"),
        MARIA: ("necesito la eléctrica final para el jueves", "jueves 3 de diciembre"),
        QUICK: ("electrical final CELEC26-00031 12/8", "900 Commerce Parkway"),
        SUMMIT: ("schedule mechanical rough on CMECH26-00007 friday", "$12,378.46"),
    }
    numbers = ("NRE261051", "RROOF25-00318", "CBLD25-00090")
    strangers = {f"+167855502{place:02}": numbers[place % len(numbers)] for place in range(12)}
    asked = {**own, **{phone: (f"status of {number}", number) for phone, number in strangers.items()}}
    tasks = [partial(send, city, phone, body) for phone, (body, _) in asked.items()]
    for (phone, (_, expected)), answer in zip(asked.items(), all_at_once(tasks), strict=True):
        assert expected in answer
        private_to_others = [words for other, (_, words) in own.items() if other != phone]
        assert not [words for words in private_to_others if words in answer], (phone, answer)
    answers = all_at_once([partial(send, city, phone, "1") for phone in (JAMES, MARIA, QUICK)])
    booked = (
        city.inspection("NRE261051", "electrical_final"),
        city.inspection("BRES2026-0142", "electrical_final"),
        city.inspection("CELEC26-00031", "electrical_final"),
    )
    for visit, answer in zip(booked, answers, strict=True):
        assert visit["confirmation"] in answer
    check_nothing_half_written(city)
    check_nothing_lost(city, *asked)
