"""What a message says, in the reader's words: `read` turns a text into a `Reading`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from actions.understanding.addresses import permits_by_address
from actions.understanding.answers import answer_in
from actions.understanding.context import Context
from actions.understanding.dates import DateReading, read_dates
from actions.understanding.inspection_types import types_in
from actions.understanding.language import language_of
from actions.understanding.lexicon import Lexicon, lexicon_for
from actions.understanding.permit_numbers import Named, Unread, permits_by_digits, permits_in, phone_numbers
from actions.understanding.phrases import has_phrase, word_set
from actions.understanding.spoken_numbers import permits_spelt
from actions.understanding.text import LONGEST_READ, blank, clean, fold, without_links, words_of

MOST_CHOICES_OVER_A_DAY = 9
"""Of "the 2nd" both are kept, the choice and the day: the open question decides. "The 10th" is only a day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one message says about a visit. Every tuple is in the order in which things were said."""

    text: str
    """The message, cleaned."""
    language: str | None
    """`en` or `es` where the words tell; None where they are the same in both, or there are none."""
    dates: DateReading
    permits: tuple[str, ...] = ()
    """Permit numbers as the city writes them. A number of a city's shape that is not the speaker's is here as well."""
    near_permits: tuple[str, ...] = ()
    """The speaker's own permits that a misspelt number, digits alone or an address may mean, when several fit."""
    unread_permits: tuple[str, ...] = ()
    """What looks like a permit number and is neither of the city's shapes nor near one of the speaker's."""
    types: tuple[str, ...] = ()
    """Inspection types that were surely meant."""
    unsure_types: tuple[tuple[str, ...], ...] = ()
    """Each: the candidates of which one is meant ("electrical": rough or final on this permit)."""
    rejected_types: tuple[str, ...] = ()
    """ "not the final": every final that it may mean."""
    stages: tuple[str, ...] = ()
    """Stages said without a trade that resolved them: "final", "rough"."""
    trades: tuple[str, ...] = ()
    """Trades said without a stage that resolved them: "electrical"."""
    all_of: str | None = None
    """ "all the finals" is "final", "everything" is "all"."""
    choice: int | None = None
    """The number of the choice that the message answers with; -1 is the last one."""
    choices: tuple[int, ...] = ()
    """Every number of an answer that names some: "1 and 3". `choice` is None where there are several."""
    assent: bool | None = None
    """True: a clear yes and nothing else. False: a clear no, perhaps with a correction. None: neither."""
    read_as: tuple[tuple[str, str], ...] = ()
    """The words that something was read from, in the order said: ("permit" | "inspection" | "day", the words)."""
    is_link_only: bool = False
    is_punctuation_only: bool = False
    tells_of_danger: bool = False
    """Gas, fire, smoke, sparks, a shock, somebody hurt: whatever else is said, 911 comes first."""

    @property
    def names_inspections(self) -> bool:
        """Whether an inspection is named, for certain or half."""
        return bool(self.types or self.unsure_types or self.stages or self.trades or self.all_of)


def read(text: str, context: Context) -> Reading:
    """Read one message. Never raises, whatever the text; reads its first `LONGEST_READ` characters."""
    cleaned = clean(text)
    lexicon = lexicon_for(context.catalogue)
    shown = without_links(_with_lost_space(cleaned[:LONGEST_READ], lexicon))
    folded = fold(shown)
    named, unread, left = _permits(folded, context, lexicon)
    seen = _hidden(shown, folded, left)
    language = language_of(seen)
    dates = read_dates(seen, context.today, language or context.language, _is_working_day(context))
    left = blank(left, dates.spans)
    late = permits_by_digits(left, context, tuple(lexicon.codes), word_set("permit_words"))
    left = blank(left, [one.span for one in late])
    permits, near = _sorted_permits([*named, *late], context)
    has_day = bool(dates.days or dates.any_day or dates.half_day)
    said = types_in(words_of(left), left, context, lexicon, permits or near, has_day)
    answer = answer_in(words_of(folded), bool(said.spans or permits or near or dates.days))
    choices = () if dates.days and max(answer.choices, default=0) > MOST_CHOICES_OVER_A_DAY else answer.choices
    return Reading(
        text=cleaned,
        language=language,
        dates=dates,
        permits=permits,
        near_permits=near,
        unread_permits=tuple(one.typed for one in unread),
        types=said.types,
        unsure_types=said.unsure_types,
        rejected_types=said.rejected_types,
        stages=said.stages,
        trades=said.trades,
        all_of=said.all_of,
        choice=choices[0] if len(choices) == 1 else None,
        choices=choices,
        assent=answer.assent,
        read_as=_quoted(shown, permit=[one.span for one in (*named, *late)], inspection=said.spans, day=dates.spans),
        is_link_only=bool(cleaned) and not shown.strip(),
        is_punctuation_only=bool(cleaned) and not any(sign.isalnum() for sign in cleaned) and answer.assent is None,
        tells_of_danger=_tells_of_danger(folded),
    )


def _tells_of_danger(folded: str) -> bool:
    """Whether words of an emergency are said, the smoke of a smoke alarm aside."""
    return has_phrase(tuple(word.text for word in words_of(_SMOKE_ALARMS.sub(".", folded))), "danger")


def _permits(folded: str, context: Context, lexicon: Lexicon) -> tuple[list[Named], list[Unread], str]:
    """The permits named by number or address, the numbers that name none, and the text without either."""
    spelt = permits_spelt(words_of(folded), context)
    left = blank(folded, [one.span for one in spelt])
    found = permits_in(left, context)
    named = [*spelt, *(one for one in found if isinstance(one, Named))]
    unread = [one for one in found if isinstance(one, Unread)]
    left = blank(left, [one.span for one in found])
    digits = [
        one
        for one in permits_by_digits(left, context, tuple(lexicon.codes), word_set("permit_words"))
        if _is_long(one, left)
    ]
    left = blank(left, [one.span for one in digits])
    left = blank(left, phone_numbers(left))
    addresses = permits_by_address(words_of(left), context.permits)
    left = blank(left, [one.span for one in addresses])
    return [*named, *digits, *addresses], unread, left


def _quoted(shown: str, **spans: Iterable[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    """What was read, as it was typed."""
    places = sorted((span, kind) for kind, found in spans.items() for span in found)
    return tuple((kind, shown[start:end].strip()) for (start, end), kind in places)


def _is_long(named: Named, folded: str) -> bool:
    """Whether the digits can be no day or year: those are read before the others are tried."""
    digits = re.sub(r"\D", "", folded[slice(*named.span)])
    return len(digits) >= 5 or (len(digits) == 4 and digits.startswith("0"))


def _sorted_permits(named: list[Named], context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The permits named for sure, in order, and those of which one is meant. What is sure settles what is not."""
    in_order = sorted(named, key=lambda one: one.span)
    sure = dict.fromkeys(one.numbers[0] for one in in_order if len(one.numbers) == 1)
    near = dict.fromkeys(number for one in in_order if len(one.numbers) > 1 for number in one.numbers)
    settled = any(number in sure for number in near)
    return tuple(sure), () if settled else tuple(near)


def _hidden(shown: str, folded: str, left: str) -> str:
    """The message as it was typed, with blanks where something else than a date was read."""
    if folded == left:
        return shown
    return "".join(typed if kept == before else " " for typed, before, kept in zip(shown, folded, left, strict=True))


def _with_lost_space(text: str, lexicon: Lexicon) -> str:
    """Part a code from the date that it ran into: a city's own printed example is "S BLD200000 70110/12"."""

    def parted(match: re.Match[str]) -> str:
        digits, rest = match[1], match[2]
        for length in range(len(digits) - 1, len(digits) - 3, -1):
            if digits[:length] in lexicon.codes:
                return f"{digits[:length]} {digits[length:]}{rest}"
        return match[0]

    return _NUMBER_AND_WORD.sub(r"\1 \2", _WORD_AND_NUMBER.sub(r"\1 ", _CODE_AND_DAY.sub(parted, text)))


_WORD_AND_NUMBER = re.compile(r"\b(permit|permits|permiso)(?=[a-z]{2,8}-?\d)", re.IGNORECASE)
_NUMBER_AND_WORD = re.compile(r"\b([a-z]{1,8}[ -]?\d{2,6}-?\d{3,6})([a-z]{3,})", re.IGNORECASE)
_SMOKE_ALARMS = re.compile(
    r"\b(?:smoke|fire)[ -](?:alarms?|detectors?|sensors?|tests?|dampers?)\b"
    r"|\b(?:alarmas?|detector(?:es)?|sensor(?:es)?|prueba) (?:de|contra) (?:humo|incendios?)\b"
)
_CODE_AND_DAY = re.compile(r"(?<![\w/.-])(\d{4,7})(/\d{1,2})(?!\d)")


def _is_working_day(context: Context) -> Callable[[date], bool]:
    return lambda day: day.weekday() < 5 and day not in context.holidays
