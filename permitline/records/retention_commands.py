"""`permitline records hold` and `permitline records purge`."""

import getpass
from datetime import datetime

import click
import httpx

from backend.city.city import City, load_city
from backend.city.file import CityFileError
from permitline.asking import the_back_end, the_bot
from permitline.phone import PhoneNumber
from permitline.reading_settings import load_settings
from permitline.records.retention import Archive, Schedule, Toll, schedule_of
from permitline.records.telling import Teller
from permitline.refusing import CANNOT_START, CommandRefusedError
from runtime.clock import make_clock

_BY = click.option("--by", default=getpass.getuser, help="Who does it, for the trace; without it, the user here.")


@click.group()
def hold() -> None:
    """Legal holds: what is under one is never purged, whatever the schedule says."""


@hold.command(name="add")
@click.option("--permit", help="Everything on a permit, and every message of everyone who wrote about it.")
@click.option("--person", type=PhoneNumber(), help="Everything of one phone: +16785550102.")
@click.option("--reason", required=True, help="Why, for whoever asks later: a case number, a request.")
@_BY
def add_hold(permit: str | None, person: str | None, reason: str, by: str) -> None:
    """Set a legal hold on a permit or a phone.

    \b
    permitline records hold add --permit NRE261051 --reason "Request 2026-118"
    """
    if bool(permit) == bool(person):
        raise click.UsageError("Say what to hold: --permit or --person, one of them.")
    if not reason.strip():
        raise click.UsageError("--reason says nothing.")
    archive = _archive(by)[0]
    number = permit.strip().upper() if permit else None
    held = archive.add_hold(number, person, reason.strip())
    click.echo(f"Hold {held} is set.")
    if number and not archive.teller.is_on_file(number):
        click.echo(f"No permit {number} is on file: this holds only what was said of it. Is it spelt right?")


@hold.command(name="list")
@click.option("--all", "everything", is_flag=True, help="The released ones too.")
def list_holds(everything: bool) -> None:
    """List the legal holds: on what, who set each and when, and why."""
    shown = [one for one in _archive("list")[0].holds() if everything or one["released_at"] is None]
    if not shown:
        click.echo("Nothing is under a legal hold.")
    for one in shown:
        released = f", released {_day(one['released_at'])} by {one['released_by']}" if one["released_at"] else ""
        on = one["permit"] or one["phone"]
        click.echo(f"{one['hold']}  {on}  set {_day(one['set_at'])} by {one['set_by']}{released}: {one['reason']}")


@hold.command()
@click.argument("hold_id", metavar="ID")
@_BY
def release(hold_id: str, by: str) -> None:
    """End a legal hold. What it held goes with the next purge, if it is past its retention."""
    archive = _archive(by)[0]
    if not hold_id.isalnum():
        raise click.UsageError(f"{hold_id!r} is no hold; `permitline records hold list` has them.")
    back_end = archive.teller.back_end
    answer = back_end.ask("POST", f"/v1/records/holds/{hold_id}/release", json={"by": by})
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise CommandRefusedError(f"There is no hold {hold_id}, or it is released already.")
    if answer.status_code != httpx.codes.OK:
        raise back_end.refused(answer)
    archive.tell_bot()
    click.echo(f"Hold {hold_id} is released.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--yes", is_flag=True, help="Also where nothing would be left but what is under hold.")
@_BY
def purge(dry_run: bool, yes: bool, by: str) -> None:
    """Remove what is past its retention: words, phones, pictures and parameters of messages; rulings as a whole.

    The city file's `retention` says after how many days. What is under a legal hold stays, and so does what waits to be
    sent, and who may be texted. It may run while people write; a trace of it is kept.
    """
    archive, city, now = _archive(by)
    schedule = schedule_of(city, now)
    if schedule.keeps_everything:
        click.echo("Everything is kept for ever: the city file sets no retention.")
        return
    archive.tell_bot()
    toll = archive.take_toll(schedule)
    for line in _lines_of(schedule, toll):
        click.echo(line)
    if dry_run:
        return
    if toll.takes_everything and not yes:
        raise CommandRefusedError(
            "Nothing would be left but what is under hold. Nothing was removed. If that is meant, say --yes."
        )
    gone: list[int] = []
    trace = archive.purge(schedule, gone.append)
    click.echo(f"{sum(gone)} removed. The trace of it is {trace}.")


def _lines_of(schedule: Schedule, toll: Toll) -> list[str]:
    messages, rulings = schedule.messages_before, schedule.rulings_before
    parts = [(f"messages before {messages:%Y-%m-%d}", toll.messages)] if messages else []
    of_back_end = [("rulings", rulings), ("notices", messages)]
    before = ", ".join(f"{what} before {moment:%Y-%m-%d}" for what, moment in of_back_end if moment)
    parts.append((before, toll.rulings))
    return [f"{what}: {told['would']} of {told['of']} to go, {told['held']} held" for what, told in parts]


def _archive(by: str) -> tuple[Archive, City, datetime]:
    settings = load_settings()
    try:
        city = load_city(settings.city)
    except CityFileError as error:
        raise CommandRefusedError(str(error), CANNOT_START) from error
    now = make_clock(city.zone, settings.state_dir, production=settings.is_production).now()
    return Archive(Teller(the_bot(settings), the_back_end(settings), city.zone), by[:80]), city, now


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M")
