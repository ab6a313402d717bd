"""`permitline text`: one text message through the real webhook."""

import click
import httpx

from permitline.phone import PhoneNumber
from permitline.reading_settings import load_settings
from permitline.webhook import TextLine

DEMO_PHONE = "+16785550102"


@click.command()
@click.argument("message")
@click.option(
    "--from",
    "phone",
    type=PhoneNumber(),
    default=DEMO_PHONE,
    show_default=True,
    help="The phone that texts, as +1 and ten digits.",
)
def text(message: str, phone: str) -> None:
    """Text MESSAGE to the city and print the reply.

    The message goes through the bot's real webhook, signed as Twilio signs it. A reply that takes longer than the
    webhook waits is printed when it comes.

    \b
    The demo's phones: +16785550101 Maria Lopez (Spanish), +16785550102 James Carter, +16785550103 Quickwire Electric,
    +16785550104 Summit Mechanical, +16785550199 a stranger.
    """
    settings = load_settings()
    with httpx.Client(timeout=30) as client:
        click.echo(TextLine(settings, phone, client).ask(message).text)
