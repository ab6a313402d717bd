"""What a notice says beside its sentence: values with a type, which become words in the person's language."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints

from runtime.wording import say_day, say_half_day, say_list, say_money, say_time

type Line = Annotated[str, StringConstraints(strict=True, max_length=1600)]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Day(_Value):
    """A half-day is a wish: it is said as one."""

    day: date
    half_day: Literal["am", "pm"] | None = None


class Money(_Value):
    """Dollars."""

    money: Annotated[Decimal, Field(max_digits=12, decimal_places=2)]


class TimeOfDay(_Value):
    time: time


class Several(_Value):
    list: Annotated[tuple[Line, ...], Field(min_length=1, max_length=50)]


type Value = Line | StrictInt | Day | Money | TimeOfDay | Several


def in_words(value: Value, language: str, today: date) -> str:
    """`today` decides whether a day's year has to be said."""
    match value:
        case Day(day=day, half_day=half_day):
            said = say_day(day, language, today)
            return f"{said}, {say_half_day(half_day, language)}" if half_day else said
        case Money(money=amount):
            return say_money(amount, language)
        case TimeOfDay(time=moment):
            return say_time(moment, language)
        case Several(list=items):
            return say_list(items, language)
        case _:
            return str(value)
