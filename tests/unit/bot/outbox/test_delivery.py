"""T11: what the carrier reports moves forward only, in whatever order it comes."""

from itertools import permutations

import pytest

from bot.outbox.delivery import Delivery, is_forward, read_delivery


def furthest(reports: tuple[str, ...]) -> Delivery | None:
    known: Delivery | None = None
    for report in reports:
        said = Delivery(report)
        known = said if is_forward(known, said) else known
    return known


@pytest.mark.parametrize("last", ["delivered", "undelivered"])
def test_any_order_of_doubled_reports_ends_where_the_right_one_does(last: str) -> None:
    right = ("queued", "sending", "sent", last)
    for order in permutations(right):
        assert furthest(order + order[:2]) == last


@pytest.mark.parametrize(
    ("known", "said", "forward"),
    [
        (None, "queued", True),
        ("sent", "sent", False),
        ("sent", "queued", False),
        ("delivered", "sent", False),
        ("delivered", "undelivered", False),
        ("undelivered", "failed", False),
        ("failed", "sent", False),
        ("undelivered", "delivered", True),
        ("delivered", "read", True),
    ],
)
def test_what_is_news(known: str | None, said: str, forward: bool) -> None:
    assert is_forward(Delivery(known) if known else None, Delivery(said)) is forward


def test_statuses_that_are_none_of_ours() -> None:
    assert [read_delivery(word) for word in ("", "received", "DELIVERED", "brand_new")] == [None] * 4
    assert read_delivery("delivered") is Delivery.DELIVERED
