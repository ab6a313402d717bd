"""How often one address may ask for something public."""

from bot.web.throttle import Throttle


class Seconds:
    def __init__(self) -> None:
        self.time = 100.0

    def now(self) -> float:
        return self.time


def test_some_at_once_and_then_so_many_a_second() -> None:
    seconds = Seconds()
    throttle = Throttle(3, 0.5, seconds.now)
    assert [throttle.allows("a") for _ in range(4)] == [True, True, True, False]
    assert throttle.allows("b")
    seconds.time += 1.9
    assert not throttle.allows("a")
    seconds.time += 0.2
    assert [throttle.allows("a") for _ in range(2)] == [True, False]
    seconds.time += 3600
    assert [throttle.allows("a") for _ in range(4)] == [True, True, True, False]


def test_asking_in_vain_does_not_put_off_the_next_time() -> None:
    seconds = Seconds()
    throttle = Throttle(1, 1.0, seconds.now)
    assert throttle.allows("a")
    for _ in range(9):
        seconds.time += 0.1
        assert not throttle.allows("a")
    seconds.time += 0.11
    assert throttle.allows("a")


def test_a_clock_that_was_set_back_gives_nothing() -> None:
    seconds = Seconds()
    throttle = Throttle(1, 1.0, seconds.now)
    assert throttle.allows("a")
    seconds.time -= 1000
    assert not throttle.allows("a")


def test_it_remembers_only_so_many() -> None:
    throttle = Throttle(1, 0.0, Seconds().now, most_addresses=2)
    assert [throttle.allows(one) for one in ("a", "b", "a", "c", "c")] == [True, True, False, True, False]
    assert throttle.allows("b")  # forgotten: the others asked since
