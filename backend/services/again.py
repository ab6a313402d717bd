"""Starts a write over where someone else wrote between our reading and our writing."""

from collections.abc import Callable
from functools import wraps

from backend.services.ports import OvertakenError, RecordsUnavailableError

_TRIES = 4


def again_when_overtaken[**P, R](use_case: Callable[P, R]) -> Callable[P, R]:
    """The second try reads what the other one wrote, and the rules then answer it: fully booked, already booked.

    Only a database that lets two write at once needs it.
    """

    @wraps(use_case)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(_TRIES):
            try:
                return use_case(*args, **kwargs)
            except OvertakenError:
                continue
        raise RecordsUnavailableError("too many people are booking the same day")

    return tried
