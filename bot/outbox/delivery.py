"""What the carrier says has become of a message it took. Its callbacks come late, doubled and out of order. Pure."""

from enum import StrEnum


class Delivery(StrEnum):
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    CANCELED = "canceled"
    DELIVERED = "delivered"
    READ = "read"

    @property
    def is_failure(self) -> bool:
        return self in {Delivery.UNDELIVERED, Delivery.FAILED, Delivery.CANCELED}


_ORDER = (
    {Delivery.ACCEPTED, Delivery.SCHEDULED},
    {Delivery.QUEUED},
    {Delivery.SENDING},
    {Delivery.SENT},
    {Delivery.UNDELIVERED, Delivery.FAILED, Delivery.CANCELED},
    {Delivery.DELIVERED},  # after a failure too: a phone that confirmed the message has it
    {Delivery.READ},
)
_PLACE = {delivery: place for place, group in enumerate(_ORDER) for delivery in group}


def read_delivery(word: str) -> Delivery | None:
    """None for a status that is not about a message of ours, or is not known yet."""
    return Delivery(word) if word in set(Delivery) else None


def is_forward(known: Delivery | None, said: Delivery) -> bool:
    """Whether `said` is news. Of two failures the first stands."""
    return known is None or _PLACE[said] > _PLACE[known]
