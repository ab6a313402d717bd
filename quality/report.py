"""The report: what was measured, in plain tables, the aims first."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from textwrap import fill

from quality.cases import LANGUAGES, NOW, DateCase, MessageCase
from quality.figures import Figure
from quality.listening import Milliseconds
from quality.measuring import DRAWS, Exact, Measured, Scope, Values, figures
from quality.scores import DayScore, IntentScore, Share

MOST = 10
"""Lines of the worst intents, and of the pairs that are confused most."""
SPEED_AIMS = {"reader": 1, "model, round trip": 6}
"""Milliseconds that the median is to stay under."""

_TITLE = "# How well people are understood\n"
_ABOUT = """
Written by `make eval`; every figure is measured, none is typed in. The held-out messages (`tests/nlu/messages.*.jsonl`)
were written apart from the training data but by the same hands, so their figures flatter the model; the public rows are
other people's. Where a figure is poor, that is where the next work lies; what was tried is in ADR 8
(`adr/0008-counts-and-vectors.md`).
"""
_CONTESTED = """
Contested rows are those that careful people read differently: asking with both readings is as good there as right.
"""
_EXACT = """
Exact: the whole set is right, nothing left out and nothing added. What the words leave open is not scored.
"""
_MISSPELT = f"""
One or two changes a message: neighbour keys, swapped and lost letters, lost accents and spaces, spelling by ear,
capitals, no punctuation; never in a number. {DRAWS} copies of each message, the same ones in every run.
"""
_SPEED = """
After warming, one message at a time. The model runs in Rasa's environment; its time is the whole round trip to that
process and back. Only these figures differ from run to run, so no floor holds them.
"""
_HOW = """
`make eval`, or `python -m quality` in Permitline's environment, on {messages} held-out messages ({numbers}); {public}.
Nothing of it is trained on. Every message goes through model and reader as in `permitline explain`, from a phone that
nobody knows and on {day} unless its row says otherwise; public rows on days bring their own day and language and meet
the reader alone. Macro-F1 counts every intent of the test messages alike; `undo` counts as `stop_flow`.
`python -m quality --check`, part of `make check`, fails when a figure falls below `quality/floors.yml`, which
`python -m quality --set-floors` writes.
"""
_NO_PUBLIC_ROWS = "Skipped: the public rows are not beside the project.\n"


def report(
    measured: Measured,
    messages: Sequence[MessageCase],
    dates: Sequence[DateCase],
    strangers: Sequence[MessageCase],
    speed: Mapping[str, Milliseconds],
) -> str:
    """`speed` is by what is timed: "reader" and "model, round trip"."""
    lines = [
        _TITLE,
        _prose(_ABOUT),
        *_aims(list(figures(measured))),
        *_public_days(measured),
        *_intents(measured),
        *_values("Values in the held-out messages", measured.values),
        *_misspelt(measured),
        *_scope(measured.scope),
        *_speed(speed),
        *_how(messages, dates, strangers),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _aims(some: Sequence[Figure]) -> Iterator[str]:
    yield "## Aims\n"
    yield from _head("figure", "measured", "aim", "")
    for one in some:
        if one.aim is not None:
            bound = f"{'at most' if one.less_is_better else 'at least'} {one.aim} %"
            yield _row(one.name, f"{one.percent:.1f} %", bound, "met" if one.is_met else "**not met**")
    yield ""


def _public_days(measured: Measured) -> Iterator[str]:
    yield "## Days in the public rows\n"
    if not measured.public_days:
        yield _NO_PUBLIC_ROWS
        return
    yield from _head("language", "rows", "number", "right", "rightly asked", "wrong", "missed", "half-days")
    for some in measured.public_days:
        yield _row(some.language, some.of, some.days.right.cases, *_days(some.days), _percent(some.half_days))
    yield f"\n{_prose(_CONTESTED)}"


def _intents(measured: Measured) -> Iterator[str]:
    yield "## Intents of the held-out messages\n"
    yield from _head("style", *(f"{language}: {what}" for language in LANGUAGES for what in _INTENT_COLUMNS))
    for style, scores in [("all", measured.intents), *measured.styles.items()]:
        yield _row(style, *(cell for language in LANGUAGES for cell in _intent_cells(scores[language])))
    yield "\nThe worst intents:\n"
    yield from _side_by_side(("intent", "F1"), [_worst(measured.intents[language]) for language in LANGUAGES])
    yield "\nMost often confused:\n"
    yield from _side_by_side(
        ("meant, heard", "times"), [_confused(measured.intents[language]) for language in LANGUAGES]
    )
    yield ""


_INTENT_COLUMNS = ("messages", "accuracy", "macro-F1")


def _intent_cells(score: IntentScore) -> tuple[str, str, str]:
    return str(score.accuracy.cases), _percent(score.accuracy), f"{score.macro_f1:.1f} %"


def _worst(score: IntentScore) -> list[tuple[str, str]]:
    return [(intent, f"{value:.1f} %") for intent, value in score.f1[:MOST]]


def _confused(score: IntentScore) -> list[tuple[str, str]]:
    return [(f"{meant}, {heard}", str(times)) for (meant, heard), times in score.confused[:MOST]]


def _side_by_side(columns: Sequence[str], tables: Sequence[Sequence[tuple[str, str]]]) -> Iterator[str]:
    """One table of each language's rows, as long as the longest."""
    yield from _head(*(f"{language}: {column}" for language in LANGUAGES for column in columns))
    for rows in zip_longest(*tables, fillvalue=("", "")):
        yield _row(*(cell for row in rows for cell in row))


def _values(title: str, values: Mapping[str, Values]) -> Iterator[str]:
    yield f"## {title}\n"
    yield from _value_tables(values)
    yield _prose(_EXACT)


def _value_tables(values: Mapping[str, Values]) -> Iterator[str]:
    yield from _head("value", "language", "messages", "exact", "of them with one", "exact")
    for language, some in values.items():
        for what, exact in (("permits", some.permits), ("inspection types", some.types), ("half-days", some.half_days)):
            yield _row(what, language, *_exact(exact))
    yield ""
    yield from _head("days", "messages", "right", "rightly asked", "wrong", "missed")
    for language, some in values.items():
        for of, days in (("all", some.days), ("with one", some.days_with_one)):
            yield _row(f"{language}, {of}", days.right.cases, *_days(days))
    yield ""


def _misspelt(measured: Measured) -> Iterator[str]:
    yield "## The same messages misspelt\n"
    yield _prose(_MISSPELT)
    yield from _head("language", "messages", "accuracy", "macro-F1", "macro-F1 as typed")
    for language in LANGUAGES:
        as_typed = f"{measured.intents[language].macro_f1:.1f} %"
        yield _row(language, *_intent_cells(measured.noisy_intents[language]), as_typed)
    yield ""
    yield from _value_tables(measured.noisy_values)


def _scope(scope: Scope) -> Iterator[str]:
    yield "## Scope\n"
    yield from _head("messages", "language", "number", "by mistake")
    if scope.public:
        yield _row("out of scope, public: accepted", "en", scope.public.cases, _percent(scope.public))
    for what, shares in (("out of scope: accepted", scope.accepted), ("in scope: refused", scope.refused)):
        for language in LANGUAGES:
            yield _row(what, language, shares[language].cases, _percent(shares[language]))
    yield "" if scope.public else f"\n{_NO_PUBLIC_ROWS}"


def _speed(speed: Mapping[str, Milliseconds]) -> Iterator[str]:
    yield "## Speed\n"
    yield from _head("milliseconds a message", "median", "p99", "aim", "")
    for what, spent in speed.items():
        met = "met" if spent.median < SPEED_AIMS[what] else "**not met**"
        yield _row(what, f"{spent.median:.2f}", f"{spent.p99:.2f}", f"median under {SPEED_AIMS[what]}", met)
    yield f"\n{_prose(_SPEED)}"


def _how(messages: Sequence[MessageCase], dates: Sequence[DateCase], strangers: Sequence[MessageCase]) -> Iterator[str]:
    numbers = " and ".join(
        f"{sum(case.language == language for case in messages)} in {name}"
        for language, name in (("en", "English"), ("es", "Spanish"))
    )
    public = (
        f"{len(dates)} public rows on days, {len(strangers)} public messages that are out of scope"
        if dates or strangers
        else "the public rows were not there"
    )
    yield "## How it was measured\n"
    yield _prose(_HOW.format(messages=len(messages), numbers=numbers, public=public, day=NOW[:10]))


def _exact(exact: Exact) -> tuple[str, str, str, str]:
    return str(exact.all.cases), _percent(exact.all), str(exact.with_one.cases), _percent(exact.with_one)


def _days(score: DayScore) -> tuple[str, ...]:
    return tuple(_percent(each) for each in (score.right, score.asked, score.wrong, score.missed))


def _prose(text: str) -> str:
    """One paragraph, filled to the width of the documents."""
    return fill(" ".join(text.split()), width=120, break_on_hyphens=False, break_long_words=False) + "\n"


def _percent(some: Share) -> str:
    return f"{some.percent:.1f} %"


def _head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + "---|" * len(names)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"
