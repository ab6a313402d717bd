"""`permitline event`: tells the back end what happened, as a permit system or staff would, so that people are told."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import click
import httpx

from permitline.asking import the_back_end
from permitline.reading_settings import load_settings
from permitline.refusing import CommandRefusedError

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_SAYS_WHY_NOT = frozenset({httpx.codes.NOT_FOUND, httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY})


@click.group()
def event() -> None:
    """Tell the back end what happened: a result, a visit that the office moves or calls off, fees that were paid.

    The people on the permit are told by text message. A permit system does the same by POST /v1/events.
    INSPECTION is a type's key in the city file, as electrical_rough.

    \b
    permitline event result CELEC26-00031 electrical_rough failed --note "Box fill on the north wall."
    permitline event move CELEC26-00031 fire_alarm 2026-12-07
    permitline event call-off RPOOL26-00003 pool_steel --reason-en "The inspector is ill." \\
        --reason-es "El inspector está enfermo."
    permitline event fees-paid CMECH26-00007 --issued 2026-12-01
    """


@event.command()
@click.argument("permit")
@click.argument("inspection")
@click.argument("result", type=click.Choice(["passed", "failed"]))
@click.option("--note", default="", help="The inspector's note, which the people on the permit read.")
@click.option("--word", default=None, help="The city's own word for the result, where it has another one.")
@click.option("--day", type=_DAY, default=None, help="The day of the visit; without it, today or the visit's own.")
def result(permit: str, inspection: str, result: str, note: str, word: str | None, day: datetime | None) -> None:
    """Post the RESULT of an INSPECTION on a PERMIT."""
    asked = {"permit": permit, "inspection": inspection, "result": result, "note": note}
    _tell("result_posted", {**asked, **_given(word=word, day=_iso(day))})


@event.command()
@click.argument("permit")
@click.argument("inspection")
@click.argument("day", type=_DAY, metavar="DAY")
@click.option("--half-day", type=click.Choice(["am", "pm"]), default=None)
@click.option("--reason-en", default=None, help="Why, in a short English sentence.")
@click.option("--reason-es", default=None, help="The same in Spanish.")
def move(
    permit: str, inspection: str, day: datetime, half_day: str | None, reason_en: str | None, reason_es: str | None
) -> None:
    """Move a booked INSPECTION to another DAY, as the office."""
    asked = {"permit": permit, "inspection": inspection, "day": _iso(day)}
    _tell("visit_moved", {**asked, **_given(half_day=half_day, reason=_reason(reason_en, reason_es))})


@event.command(name="call-off")
@click.argument("permit")
@click.argument("inspection")
@click.option("--reason-en", default=None, help="Why, in a short English sentence.")
@click.option("--reason-es", default=None, help="The same in Spanish.")
def call_off(permit: str, inspection: str, reason_en: str | None, reason_es: str | None) -> None:
    """Call a booked INSPECTION off, as the office."""
    asked = {"permit": permit, "inspection": inspection}
    _tell("visit_called_off", {**asked, **_given(reason=_reason(reason_en, reason_es))})


@event.command(name="fees-paid")
@click.argument("permit")
@click.option("--status", default="issued", show_default=True, help="The permit's status now that it is paid.")
@click.option("--issued", type=_DAY, default=None, help="The day on which the permit was issued.")
def fees_paid(permit: str, status: str, issued: datetime | None) -> None:
    """Mark the fees of a PERMIT as paid."""
    _tell("fees_settled", {"permit": permit, "status": status, **_given(issued_on=_iso(issued))})


def _tell(kind: str, what: dict[str, Any]) -> None:
    back_end = the_back_end(load_settings())
    answer = back_end.ask("POST", "/v1/events", json={"event": kind, **what}, key=f"event-{uuid4().hex}")
    if answer.status_code == httpx.codes.CREATED:
        told = answer.json()
        count = told["notices"]
        click.echo(f"Noted. {count} {'message' if count == 1 else 'messages'} to people on {told['permit']}.")
        if count:
            click.echo("Who has just written gets it after two quiet minutes; at night it waits for the morning.")
        return
    if answer.status_code in _SAYS_WHY_NOT:
        raise CommandRefusedError(f"Not noted: {_why(answer.json())}.")
    raise back_end.refused(answer)


def _why(problem: dict[str, Any]) -> str:
    facts = ", ".join(f"{name} {fact}" for name, fact in (problem.get("facts") or {}).items())
    return f"{problem['code'].replace('_', ' ')}{f' ({facts})' if facts else ''}"


def _reason(english: str | None, spanish: str | None) -> dict[str, str] | None:
    """Raise `click.UsageError` where only one language was given: the people on a permit may speak either."""
    if english is None and spanish is None:
        return None
    if not (english and spanish):
        raise click.UsageError("Give the reason in both languages: --reason-en and --reason-es.")
    return {"en": english, "es": spanish}


def _given(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _iso(day: datetime | None) -> str | None:
    return day.date().isoformat() if day else None
