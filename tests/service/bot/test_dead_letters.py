"""What was given up is listed, retried or discarded by staff; the outbox says where it stands."""

import pytest

from bot.ports import CarrierRefusedError
from tests.service.bot.conftest import Bench, Hands
from tests.service.bot.outgoing import BEARER, go_on, hand_over, only, real_clock, states


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot, real: Hands) -> Bench:
    bench = start_bot(real_time=real, lease=600.0)
    bench.carrier.errors = [CarrierRefusedError(21606)]
    return bench


def ask(bench: Bench, path: str):
    return bench.client.get(f"/private/outbox/{path}", headers=BEARER).json


def tell(bench: Bench, row_id: int, word: str):
    return bench.client.post(f"/private/outbox/dead/{row_id}/{word}", headers=BEARER)


def test_the_list_masks_the_phone_and_gives_reason_and_age(bench: Bench, real: Hands) -> None:
    hand_over(bench)
    go_on(bench, real, hours=2)
    (letter,) = ask(bench, "dead")["dead"]
    assert letter == {
        "id": only(bench).id,
        "phone": "…0102",
        "purpose": "notice",
        "reason": "the city's own number cannot send to that phone (21606)",
        "error_code": 21606,
        "tries": 1,
        "age_seconds": 7200,
    }


def test_retried_it_goes_out_with_a_new_ones_tries(bench: Bench) -> None:
    hand_over(bench)
    assert tell(bench, only(bench).id, "retry").status_code == 200
    assert (only(bench).state, only(bench).attempts, only(bench).serial) == ("sent", 1, 2)
    assert tell(bench, only(bench).id, "retry").status_code == 409
    assert ask(bench, "dead") == {"dead": []}


def test_what_is_over_is_not_retried_and_can_be_discarded(bench: Bench, real: Hands) -> None:
    hand_over(bench, expires_at="2026-12-01T12:00:00-05:00")
    go_on(bench, real, hours=3)
    refused = tell(bench, only(bench).id, "retry")
    assert (refused.status_code, refused.json) == (
        409,
        {"error": "its time is over: what it says is no longer useful"},
    )
    assert tell(bench, only(bench).id, "discard").status_code == 200
    assert tell(bench, only(bench).id, "discard").status_code == 409
    assert states(bench) == ["discarded"]


def test_where_the_outbox_stands(start_bot, real: Hands) -> None:
    bench = start_bot(real_time=real, lease=600.0, segments_per_day=200)
    hand_over(bench, "n1")
    hand_over(bench, "n2", purpose="reminder")
    bench.carrier.errors = [CarrierRefusedError(21606)]
    hand_over(bench, "n3")
    assert ask(bench, "status") == {
        "queued": {"reminder": 1},
        "held_back": 1,
        "sending": 0,
        "unknown": 0,
        "dead": 1,
        "oldest_due_seconds": None,
        "segments_per_second": 3.0,
        "segments_per_second_now": 3.0,
        "segments_today": 2,
        "segments_per_day": 200,
    }
