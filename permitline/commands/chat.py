"""`permitline chat`: a conversation in the terminal, through the real webhook."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click
import httpx

from permitline.commands.text import DEMO_PHONE
from permitline.phone import PhoneNumber
from permitline.reading_settings import load_settings
from permitline.refusing import CommandRefusedError
from permitline.webhook import TextLine

_PROMPT = "you> "
_LOOK_EVERY_SECONDS = 1.0


@click.command()
@click.option(
    "--from",
    "phone",
    type=PhoneNumber(),
    default=DEMO_PHONE,
    show_default=True,
    help="The phone that texts, as +1 and ten digits.",
)
def chat(phone: str) -> None:
    """Talk with the city in the terminal, as one phone.

    Each line is a text message through the bot's real webhook. What the city says first, a reminder perhaps, shows
    when it comes, and at the start where it came after this phone's last message. Who has just written gets it after
    two quiet minutes. An empty line, or Ctrl-D, ends the talk.
    """
    settings = load_settings()
    click.secho(f"You text the city from {phone}. An empty line ends the talk.", dim=True)
    with httpx.Client(timeout=30) as client, _listening(TextLine(settings, phone, client)) as line:
        while said := _next_line():
            click.secho(line.ask(said).text, fg="green")


@contextmanager
def _listening(line: TextLine) -> Iterator[TextLine]:
    """Show meanwhile what the city says first."""
    for text in line.heard_since_they_wrote():
        click.secho(text, fg="cyan")
    ended = Event()
    listener = Thread(target=_listen, args=(line, ended), daemon=True)
    listener.start()
    try:
        yield line
    finally:
        ended.set()
        listener.join()


def _listen(line: TextLine, ended: Event) -> None:
    while not ended.wait(_LOOK_EVERY_SECONDS):
        try:
            for text in line.heard_first():
                click.secho(f"\n{text}", fg="cyan")
                click.echo(_PROMPT, nl=False)
        except CommandRefusedError:
            continue  # the next line that is typed will say it


def _next_line() -> str:
    try:
        return input(_PROMPT).strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return ""
