"""`permitline records`: the public record, searched and exported."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import click

from permitline.asking import the_back_end, the_bot
from permitline.city_clock import city_zone
from permitline.phone import PhoneNumber
from permitline.reading_settings import load_settings
from permitline.records.in_lines import line_of
from permitline.records.retention_commands import hold, purge
from permitline.records.row import Row
from permitline.records.telling import Asked, Teller
from permitline.records.writing import file_for, write_csv, write_json_lines
from permitline.refusing import CommandRefusedError

_PERMIT = re.compile(r"[A-Z0-9][A-Z0-9 ./-]{0,39}")
_WRITERS = {"jsonl": write_json_lines, "csv": write_csv}


class Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day such as 2026-11-30.", param, ctx)


@click.group()
def records() -> None:
    """The public record: every message in and out, every ruling, every change, notice and opt-out.

    Asks the running bot and back end. Codes of gates and lock boxes and one-time codes are masked.
    """


def _what_is_asked[Command: Callable[..., object]](command: Command) -> Command:
    for option in reversed(
        (
            click.option("--permit", help="What was asked and ruled about a permit, by its number."),
            click.option("--person", type=PhoneNumber(), help="What one phone wrote and got: +16785550102."),
            click.option("--from", "first", type=Day(), help="The first day of the period, by the city's clock."),
            click.option("--to", "last", type=Day(), help="The last day of it, included."),
            click.option("--words", default="", help="Words that must all stand in it; case and accents do not count."),
        )
    ):
        command = option(command)
    return command


@records.command()
@_what_is_asked
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="Rows to show at most.")
def search(
    permit: str | None, person: str | None, first: date | None, last: date | None, words: str, limit: int
) -> None:
    """Show what is on the record, oldest first.

    \b
    permitline records search --permit NRE261051 --words "gate"
    """
    teller, asked = _prepared(permit, person, first, last, words)
    shown = list(islice(teller.tell(asked), limit + 1))
    for row in shown[:limit]:
        click.echo(line_of(row))
    if not shown:
        click.echo("Nothing was found.")
    if len(shown) > limit:
        click.echo(f"There is more: these are the first {limit}. Narrow the search, raise --limit, or export it.")


@records.command()
@_what_is_asked
@click.option("--format", "form", type=click.Choice(sorted(_WRITERS)), default="jsonl", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; without it: here.")
def export(
    permit: str | None,
    person: str | None,
    first: date | None,
    last: date | None,
    words: str,
    form: str,
    out: Path | None,
) -> None:
    """Write the record of a permit, a person or a period, oldest first, as JSON lines or CSV.

    JSON lines are the exact record. CSV is for spreadsheets: no cell is taken for a formula, so that a phone number
    stands as '+16785550102; take one leading apostrophe off to have it back.

    \b
    permitline records export --permit NRE261051 --out nre261051.jsonl
    permitline records export --from 2026-11-01 --to 2026-11-30 --format csv --out november.csv
    """
    if not (permit or person or first or last):
        raise click.UsageError("Say what to export: --permit, --person, or a period with --from and --to.")
    teller, asked = _prepared(permit, person, first, last, words)
    rows = teller.tell(asked)
    if out is None:
        _write_here(form, rows)
        return
    with file_for(out) as file:
        count = _WRITERS[form](rows, file)
    click.echo(f"{count} {'row' if count == 1 else 'rows'} in {out}.", err=True)


def _prepared(
    permit: str | None, person: str | None, first: date | None, last: date | None, words: str
) -> tuple[Teller, Asked]:
    if first and last and last < first:
        raise click.UsageError(f"--to ({last}) lies before --from ({first}).")
    settings = load_settings()
    zone = city_zone(settings)
    teller = Teller(the_bot(settings), the_back_end(settings), zone)
    number = permit.strip().upper() if permit else None
    if number:
        _check_permit(number, teller)
    until = last + timedelta(days=1) if last else None
    return teller, Asked(number, person, _midnight(first, zone), _midnight(until, zone), words)


def _check_permit(number: str, teller: Teller) -> None:
    """A permit that is not on file may have been asked about all the same, mistyped perhaps."""
    if not _PERMIT.fullmatch(number):
        raise click.UsageError(f"{number!r} is no permit number.")
    if not teller.is_on_file(number) and not teller.has_rulings_on(number):
        raise CommandRefusedError(
            f"No permit {number} is on file, and nobody asked about one. Write it as the city does."
        )


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None


def _write_here(form: str, rows: Iterator[Row]) -> None:
    out: BinaryIO = sys.stdout.buffer
    try:
        _WRITERS[form](rows, out)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandRefusedError(f"The export could not be written: {error.strerror or error}.") from error


records.add_command(hold)
records.add_command(purge)
