"""Measures how well messages are understood: counts first, then the figures that have an aim or a floor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quality.cases import LANGUAGES, DateCase, MessageCase
from quality.figures import Figure, Rows, figure
from quality.listening import Listener, Understood, half_days_of
from quality.noise import noisy
from quality.scores import DayScore, IntentScore, Share, days_read, score_days, score_intents, share

DRAWS = 3
"""Misspelt copies of each message."""
OUT = "out_of_scope"


@dataclass(frozen=True, slots=True)
class PublicDays:
    """Some public rows on days; `of` says which."""

    language: str
    of: str
    days: DayScore
    half_days: Share


@dataclass(frozen=True, slots=True)
class Exact:
    """Messages whose values are read exactly as a set: all that are scored, and those that have such a value."""

    all: Share
    with_one: Share


@dataclass(frozen=True, slots=True)
class Values:
    permits: Exact
    types: Exact
    half_days: Exact
    days: DayScore
    days_with_one: DayScore


@dataclass(frozen=True, slots=True)
class Scope:
    """By language; `public` is None where the public rows are absent."""

    public: Share | None
    accepted: Mapping[str, Share]
    refused: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Measured:
    """By language, but for `public_days`, which is empty where the public rows are absent."""

    public_days: Sequence[PublicDays]
    intents: Mapping[str, IntentScore]
    styles: Mapping[str, Mapping[str, IntentScore]]
    values: Mapping[str, Values]
    noisy_intents: Mapping[str, IntentScore]
    noisy_values: Mapping[str, Values]
    scope: Scope


def measure(
    listener: Listener, messages: Sequence[MessageCase], dates: Sequence[DateCase], strangers: Sequence[MessageCase]
) -> Measured:
    spoilt = [copy for case in messages for copy in misspelt(case)]
    return Measured(
        public_days=tuple(_public_days(listener, dates)),
        intents=_by_language(messages, lambda some: _intents(listener, some)),
        styles={
            style: _by_language(
                [case for case in messages if case.style == style], lambda some: _intents(listener, some)
            )
            for style in sorted({case.style for case in messages})
        },
        values=_by_language(messages, lambda some: _values(listener, some)),
        noisy_intents=_by_language(spoilt, lambda some: _intents(listener, some)),
        noisy_values=_by_language(spoilt, lambda some: _values(listener, some)),
        scope=_scope(listener, messages, strangers),
    )


def misspelt(case: MessageCase) -> Iterator[MessageCase]:
    for draw in range(DRAWS):
        yield replace(case, text=noisy(case.text, case.language, sorted(case.permits or ()), draw))


def figures(measured: Measured) -> Iterator[Figure]:
    """Everything that has an aim or a floor, in the order of the report."""
    yield from _figures_of_public_days(measured.public_days)
    for language in LANGUAGES:
        intents, values = measured.intents[language], measured.values[language]
        yield figure(f"intents, {language}, macro-F1", Rows.OWN, intents.macro_f1, 97)
        yield figure(f"intents, {language}, accuracy", Rows.OWN, intents.accuracy.percent)
        yield figure(f"permits, {language}", Rows.OWN, values.permits.all.percent, 99)
        yield figure(f"permits, {language}, where one is named", Rows.OWN, values.permits.with_one.percent, 99)
        yield figure(f"inspection types, {language}", Rows.OWN, values.types.all.percent, 98)
        yield figure(f"inspection types, {language}, where one is named", Rows.OWN, values.types.with_one.percent, 98)
        yield figure(f"days, {language}, right or rightly asked", Rows.OWN, values.days.good.percent)
        yield figure(
            f"days, {language}, right or rightly asked, where one is named",
            Rows.OWN,
            values.days_with_one.good.percent,
        )
        yield figure(f"days, {language}, wrong", Rows.OWN, values.days.wrong.percent, less_is_better=True)
        yield figure(f"half-days, {language}", Rows.OWN, values.half_days.all.percent)
    for language in LANGUAGES:
        intents, values = measured.noisy_intents[language], measured.noisy_values[language]
        yield figure(f"misspelt, intents, {language}, macro-F1", Rows.OWN, intents.macro_f1, 94)
        yield figure(f"misspelt, permits, {language}", Rows.OWN, values.permits.all.percent)
        yield figure(f"misspelt, inspection types, {language}", Rows.OWN, values.types.all.percent)
        yield figure(f"misspelt, days, {language}, right or rightly asked", Rows.OWN, values.days.good.percent)
    yield from _figures_of_scope(measured.scope)


def _figures_of_public_days(public: Sequence[PublicDays]) -> Iterator[Figure]:
    aims = {"en": 98, "es": 97}
    for some in public:
        if some.of in (CERTAIN, CONTESTED):
            name = f"days, public, {some.language}{', contested' if some.of == CONTESTED else ''}"
            good = some.days.good.percent
            yield figure(f"{name}, right or rightly asked", Rows.PUBLIC, good, aims[some.language])
            yield figure(f"{name}, wrong", Rows.PUBLIC, some.days.wrong.percent, 1, less_is_better=True)
            yield figure(f"{name}, half-days", Rows.PUBLIC, some.half_days.percent)


def _figures_of_scope(scope: Scope) -> Iterator[Figure]:
    if scope.public:
        name = "out of scope, public, en, accepted"
        yield figure(name, Rows.PUBLIC, scope.public.percent, 1, less_is_better=True)
    for language in LANGUAGES:
        name = f"out of scope, {language}, accepted"
        yield figure(name, Rows.OWN, scope.accepted[language].percent, 1, less_is_better=True)
    for language in LANGUAGES:
        name = f"in scope, {language}, refused"
        yield figure(name, Rows.OWN, scope.refused[language].percent, 2, less_is_better=True)


CERTAIN = "all but contested"
CONTESTED = "contested"


def _public_days(listener: Listener, cases: Sequence[DateCase]) -> Iterator[PublicDays]:
    for language in LANGUAGES:
        some = [case for case in cases if case.language == language]
        certain = [case for case in some if not case.is_contested]
        groups = {CERTAIN: certain}
        for source in sorted({case.source for case in certain}):
            groups[f"from {source}"] = [case for case in certain if case.source == source]
        groups[CONTESTED] = [case for case in some if case.is_contested]
        for of, group in groups.items():
            if group:
                yield _days_of_group(listener, language, of, group)


def _days_of_group(listener: Listener, language: str, of: str, cases: Sequence[DateCase]) -> PublicDays:
    readings = [listener.read_date(case) for case in cases]
    outcomes = [
        days_read(
            frozenset({case.meant}),
            frozenset(day.day for day in reading.dates.days),
            is_asked=not reading.dates.either,
        )
        for case, reading in zip(cases, readings, strict=True)
    ]
    half_days = share(
        half_days_of(reading) == frozenset({case.half_day} - {None})
        for case, reading in zip(cases, readings, strict=True)
    )
    return PublicDays(language, of, score_days(outcomes), half_days)


def _by_language[T](cases: Sequence[MessageCase], score: Callable[[Sequence[MessageCase]], T]) -> dict[str, T]:
    return {language: score([case for case in cases if case.language == language]) for language in LANGUAGES}


def _intents(listener: Listener, cases: Sequence[MessageCase]) -> IntentScore:
    return score_intents([(case.intent, listener.understand(case).intent) for case in cases])


def _values(listener: Listener, cases: Sequence[MessageCase]) -> Values:
    pairs = [(case, listener.understand(case)) for case in cases]
    days = [
        (case.days, days_read(case.days, found.days, is_asked=found.is_asked))
        for case, found in pairs
        if case.days is not None
    ]
    return Values(
        permits=_exact(pairs, lambda case: case.permits, lambda found: found.permits),
        types=_exact(pairs, lambda case: case.types, lambda found: found.types),
        half_days=_exact(pairs, lambda case: case.half_days, lambda found: found.half_days),
        days=score_days([outcome for _, outcome in days]),
        days_with_one=score_days([outcome for meant, outcome in days if meant]),
    )


def _exact(
    pairs: Sequence[tuple[MessageCase, Understood]],
    meant: Callable[[MessageCase], frozenset[str] | None],
    read: Callable[[Understood], frozenset[str]],
) -> Exact:
    scored = [(meant(case), read(found)) for case, found in pairs if meant(case) is not None]
    return Exact(share(wish == value for wish, value in scored), share(wish == value for wish, value in scored if wish))


def _scope(listener: Listener, messages: Sequence[MessageCase], strangers: Sequence[MessageCase]) -> Scope:
    outside = [case for case in messages if case.intent == OUT]
    inside = [case for case in messages if case.intent != OUT]
    return Scope(
        public=_accepted(listener, strangers) if strangers else None,
        accepted=_by_language(outside, lambda some: _accepted(listener, some)),
        refused=_by_language(inside, lambda some: share(listener.understand(case).intent == OUT for case in some)),
    )


def _accepted(listener: Listener, cases: Sequence[MessageCase]) -> Share:
    return share(listener.understand(case).intent != OUT for case in cases)
