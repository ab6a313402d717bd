"""`permitline outbox`: messages that could not be sent, and where the sending stands."""

from typing import Any

import click
import httpx

from permitline.asking import the_bot
from permitline.reading_settings import load_settings
from permitline.refusing import CommandRefusedError

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@click.group()
def outbox() -> None:
    """Messages to people: those that could not be sent, and where the sending stands.

    Asks the running bot.
    """


@outbox.command(name="list")
def list_dead() -> None:
    """List the messages that were given up, with the last digits of the phone, the reason and the age."""
    letters = _ask("GET", "/dead")["dead"]
    if not letters:
        click.echo("Nothing was given up.")
        return
    click.echo(f"{'id':>8}  {'phone':7}  {'for':8}  {'age':>5}  reason")
    for one in letters:
        click.echo(
            f"{one['id']:>8}  {one['phone']:7}  {one['purpose']:8}  {age(one['age_seconds']):>5}  {one['reason']}"
        )


@outbox.command()
@click.argument("message_id", metavar="ID", type=int)
def retry(message_id: int) -> None:
    """Send a message that was given up once more, with as many tries as a new one.

    Where the reason says that nobody knows whether it was sent, the person may get it twice.
    """
    _ask("POST", f"/dead/{message_id}/retry")
    click.echo(f"Message {message_id} is queued again.")


@outbox.command()
@click.argument("message_id", metavar="ID", type=int)
def discard(message_id: int) -> None:
    """Take a message off the list. It stays in the records."""
    _ask("POST", f"/dead/{message_id}/discard")
    click.echo(f"Message {message_id} is off the list.")


@outbox.command()
def status() -> None:
    """Show how much waits, how fast it goes out, and the carriers' daily cap."""
    for line in lines_of(_ask("GET", "/status")):
        click.echo(line)


def lines_of(standing: dict[str, Any]) -> list[str]:
    """What `permitline outbox status` prints."""
    queued = standing["queued"]
    waiting = ", ".join(f"{queued[purpose]} {purpose}" for purpose in ("code", "reply", "notice", "reminder")
                        if purpose in queued)  # fmt: skip
    held = f" ({standing['held_back']} of them for their hour)" if standing["held_back"] else ""
    oldest = standing["oldest_due_seconds"]
    rate, rate_now = standing["segments_per_second"], standing["segments_per_second_now"]
    slowed = "" if rate_now == rate else f", slowed to {rate_now:g} because the carrier complained"
    cap = standing["segments_per_day"]
    reached = (
        "; reached, so what the city starts waits for tomorrow" if cap and standing["segments_today"] >= cap else ""
    )
    return [
        f"waiting    {waiting or 'nothing'}{held}",
        f"oldest due {age(oldest)}" if oldest is not None else "oldest due none",
        f"on its way {standing['sending']}",
        f"unknown    {standing['unknown']} (the carrier has not said whether it took them, and is being asked)",
        f"given up   {standing['dead']} (see `permitline outbox list`)",
        f"pace       {rate:g} segments a second{slowed}",
        f"today      {standing['segments_today']} segments of {cap}{reached}" if cap
        else f"today      {standing['segments_today']} segments; no daily cap is set (PERMITLINE_SEGMENTS_PER_DAY)",
    ]  # fmt: skip


def age(seconds: float) -> str:
    """In the largest unit that fits: `45s`, `12m`, `3h`, `2d`."""
    for unit, letter in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "m")):
        if seconds >= unit:
            return f"{int(seconds // unit)}{letter}"
    return f"{int(seconds)}s"


def _ask(method: str, path: str) -> Any:
    bot = the_bot(load_settings())
    answer = bot.ask(method, f"/private/outbox{path}")
    if answer.status_code == httpx.codes.CONFLICT:
        raise CommandRefusedError(f"Not done: {answer.json()['error']}.")
    if answer.status_code != httpx.codes.OK:
        raise bot.refused(answer)
    return answer.json()
