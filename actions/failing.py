"""What the log may say of a failed action: what kind of error and where, never what people wrote or hold."""

import traceback
from collections.abc import Iterator

from pydantic import ValidationError


def describe_failure(error: BaseException) -> str:
    """The error and what it came from, each with the lines of code that it passed through.

    An error's own words are left out, since they may quote an account; of a `ValidationError` the kind and the place
    of each mistake are kept.
    """
    return "\n".join(_describe(one) for one in _chain(error))


def _describe(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return f"{_name(error)}\n{frames}" if frames else _name(error)


def _name(error: BaseException) -> str:
    if not isinstance(error, ValidationError):
        return type(error).__name__
    mistakes = error.errors(include_url=False, include_context=False, include_input=False)
    places = (f"{'.'.join(map(str, mistake['loc'])) or 'all'}: {mistake['type']}" for mistake in mistakes)
    return f"ValidationError of {error.title}: {', '.join(places)}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and then what it came from, as Python would show them."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
