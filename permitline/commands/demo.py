"""`permitline demo reset`: the demo city laid out afresh around another time, under running programs."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from backend.demo import Fill
from permitline.city_clock import city_zone
from permitline.demo_city import reset
from permitline.reading_settings import load_settings
from permitline.refusing import CommandRefusedError
from runtime.clock import city_time

_FILL = re.compile(r"(?P<trade>[a-z_]+):(?P<day>\d{4}-\d{2}-\d{2}):(?P<places>\d+)")


@click.group()
def demo() -> None:
    """The demo city and its clock."""


@demo.command(name="reset")
@click.option("--now", required=True, help="What the city's clock shows from here on: 2026-12-24T15:59.")
@click.option("--laid-out-at", help="Lay the records out around this time instead, earlier than --now.")
@click.option("--fill", "fills", multiple=True, help="Use up places on a day: electrical:2026-12-04:7. Repeatable.")
@click.option("--hold", is_flag=True, help="Keep the clock still.")
def reset_demo(now: str, laid_out_at: str | None, fills: tuple[str, ...], hold: bool) -> None:
    """Lay the demo's records out around a time, forget all conversations, and move every running program's clock.

    For demos and tests; refused when PERMITLINE_ENV=production.
    """
    settings = load_settings()
    if settings.is_production:
        raise CommandRefusedError(
            "This is a production system (PERMITLINE_ENV=production): its records stay as they are."
        )
    zone = city_zone(settings)
    shown = moment(now, zone, "--now")
    laid_out = moment(laid_out_at, zone, "--laid-out-at") if laid_out_at else shown
    reset(settings, shown, laid_out, [fill_of(one) for one in fills], hold=hold)
    stands = "stands still at" if hold else "goes on from"
    click.echo(
        f"The demo city is laid out around {laid_out:%Y-%m-%d %H:%M}; its clock {stands} {shown:%Y-%m-%d %H:%M}."
    )


def moment(text: str, zone: ZoneInfo, option: str) -> datetime:
    try:
        return city_time(text, zone)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no time such as 2026-12-24T15:59", param_hint=option) from error


def fill_of(text: str) -> Fill:
    found = _FILL.fullmatch(text)
    try:
        if found:
            return Fill(found["trade"], date.fromisoformat(found["day"]), int(found["places"]))
    except ValueError:
        pass
    raise click.BadParameter(f"{text!r} is not trade:day:places, as electrical:2026-12-04:7", param_hint="--fill")
