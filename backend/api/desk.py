"""What the views work with, made once by the composition root and kept with the app."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from backend.services.office import Office
from backend.services.proving import Proving
from backend.services.public_records import PublicRecords
from backend.services.retention import Retention
from runtime.clock import Clock
from runtime.speaker import SpeakerSeal

_PLACE = "permitline.backend"


@dataclass(frozen=True, slots=True)
class Desk:
    """`find_outage` says what keeps the back end from answering; None when nothing does."""

    office: Office
    public_records: PublicRecords
    proving: Proving
    retention: Retention
    clock: Clock
    seal: SpeakerSeal
    token: str
    find_outage: Callable[[], str | None]


def furnish(app: Flask, desk: Desk) -> None:
    app.extensions[_PLACE] = desk


def desk() -> Desk:
    """The desk of the app that handles this request."""
    found: Desk = current_app.extensions[_PLACE]
    return found
