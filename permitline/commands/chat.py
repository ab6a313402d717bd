"""`permitline chat`: a conversation in the terminal, through the real webhook."""

import click
import httpx

from permitline.commands.text import DEMO_PHONE
from permitline.phone import PhoneNumber
from permitline.reading_settings import load_settings
from permitline.webhook import TextLine


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

    Each line is a text message through the bot's real webhook. An empty line, or Ctrl-D, ends the talk.
    """
    settings = load_settings()
    click.secho(f"You text the city from {phone}. An empty line ends the talk.", dim=True)
    with httpx.Client(timeout=30) as client:
        line = TextLine(settings, phone, client)
        while said := _next_line():
            click.secho(line.ask(said).text, fg="green")


def _next_line() -> str:
    try:
        return input("you> ").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return ""
