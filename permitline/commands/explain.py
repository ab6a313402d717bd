"""`permitline explain`: what the assistant reads from a message, and what the rules would answer."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from backend.city.city import City, load_city
from backend.city.demo import lay_out, load_demo
from backend.city.file import CityFileError
from permitline.answering_rule import answering
from permitline.explaining import Counter, Ear, Explanation, as_json, catalogue_of, demo_file, listening
from permitline.explaining import explain as explain_message
from permitline.reading_settings import load_settings
from permitline.refusing import CANNOT_START, CommandRefusedError
from runtime.clock import city_time, make_clock


@click.command()
@click.argument("text", required=False)
@click.option("--from", "phone", default="", help="The phone that writes: its permits and language are known.")
@click.option(
    "--now", "now_text", help="When, as 2026-12-01T10:00 in the city's time. Without it: by the city's clock."
)
@click.option("--json", "for_programs", is_flag=True, help="Read a message a line, write one JSON object a line.")
def explain(text: str | None, phone: str, now_text: str | None, for_programs: bool) -> None:
    """Show what is read from a message: intent, permit, inspections, days, answer.

    With --json messages come on standard input, one a line: plain text, or {"text": …, "now": …, "from": …} for a line
    with its own time and sender. Uses the demo city's people; nothing is sent and nothing is written.

    \b
    permitline explain "elec final n plumbing thurs am" --from +16785550101 --now 2026-12-01T10:00
    """
    city = _load_city()
    now = _moment(city, now_text)
    records = lay_out(load_demo(demo_file(load_settings().city), city), now.date(), city.policy)
    counter = Counter(city, records, catalogue_of(city))
    with listening() as ear:
        if for_programs:
            for line in sys.stdin:
                click.echo(_explained(line.rstrip("\n"), phone, now, counter, ear))
        elif text is None:
            raise click.UsageError('Say which message: permitline explain "electrical final tuesday"')
        else:
            found = explain_message(text, ear.hear(text), counter.context(phone, now))
            click.echo("\n".join((*_in_words(found), *_answered(found, city, now))))


def _explained(line: str, phone: str, now: datetime, counter: Counter, ear: Ear) -> str:
    """A row whose time cannot be read is answered with an error, and the others go on."""
    try:
        text, phone, now = _message(line, phone, now, counter.city)
    except (TypeError, ValueError) as error:
        return json.dumps({"text": line, "error": f"now is no time such as 2026-12-01T10:00: {error}"})
    found = explain_message(text, ear.hear(text), counter.context(phone, now))
    return json.dumps(as_json(text, found), ensure_ascii=False)


def _message(line: str, phone: str, now: datetime, city: City) -> tuple[str, str, datetime]:
    """A line that is a JSON object with a text brings its own time and sender; any other line is the text."""
    try:
        content: Any = json.loads(line) if line.lstrip().startswith("{") else None
    except ValueError:
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("text"), str):
        return line, phone, now
    own_time = city_time(content["now"], city.policy.zone) if content.get("now") else now
    return content["text"], str(content.get("from") or phone), own_time


def _in_words(found: Explanation) -> Iterator[str]:
    reading, dates = found.reading, found.reading.dates
    yield f"language     {found.language}"
    yield f"intent       {found.intent} (the model heard {found.heard.intent}, {found.heard.confidence:.2f})"
    if reading.read_as:
        yield "read from    " + ", ".join(f"{kind} {words!r}" for kind, words in reading.read_as)
    yield f"permits      {_listed(reading.permits)}" + (
        f"; perhaps {_listed(reading.near_permits)}" if reading.near_permits else ""
    )
    yield f"inspections  {_listed(reading.types)}" + "".join(
        f"; one of {_listed(each)}" for each in reading.unsure_types
    )
    if reading.rejected_types:
        yield f"             not {_listed(reading.rejected_types)}"
    days = [f"{day.day:%A %Y-%m-%d}{' ' + day.half_day if day.half_day else ''}" for day in dates.days]
    kind = "any of" if dates.either else "asked which of" if len(days) > 1 else ""
    yield f"days         {kind + ' ' if kind else ''}{_listed(days)}" + (
        f"; half-day {dates.half_day}" if dates.half_day else ""
    )
    if dates.any_day:
        yield "             the first that is open"
    if dates.impossible:
        yield f"             no such date: {_listed(dates.impossible)}"
    if reading.choice is not None or reading.assent is not None:
        yield f"answer       {_answer(found)}"


def _answered(found: Explanation, city: City, now: datetime) -> Iterator[str]:
    """The rule, and the slots that the message would fill, were it the first of a talk."""
    heard = found.heard
    answer = answering(found.message, heard.intent, heard.confidence, found.language, city, now)
    if found.message.note:
        yield f"note         {found.message.note}"
    for place, errand in enumerate(found.message.errands, start=1):
        days = [day.day.isoformat() for day in errand.reading.dates.days]
        named = (*errand.reading.permits, *errand.reading.types, *errand.reading.stages, *days)
        yield f"errand {place}     {errand.deed or 'as asked'}: {_listed(named)}"
    told = ", ".join(f"{name}={value}" for name, value in answer.slots.items())
    yield f"slots        {told or 'none'}"
    instead = (
        "" if answer.action == answer.proposed else f", since the message was read (by the intent: {answer.proposed})"
    )
    yield f"rule         {heard.intent} -> {answer.action}{instead}"


def _answer(found: Explanation) -> str:
    if found.reading.choice is not None:
        return f"number {found.reading.choice}"
    return "yes" if found.reading.assent else "no"


def _listed(values: tuple[str, ...] | list[str]) -> str:
    return ", ".join(values) or "none"


def _load_city() -> City:
    try:
        return load_city(load_settings().city)
    except CityFileError as error:
        raise CommandRefusedError(str(error), CANNOT_START) from error


def _moment(city: City, text: str | None) -> datetime:
    if text is None:
        settings = load_settings()
        return make_clock(city.policy.zone, settings.state_dir, production=settings.is_production).now()
    try:
        return city_time(text, city.policy.zone)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no time such as 2026-12-01T10:00", param_hint="--now") from error
