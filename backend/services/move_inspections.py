"""Moves one or several inspections of a permit: all of them, or none."""

from backend.services.change_inspections import Wish, change_inspections
from backend.services.entries import Action, Outcome
from backend.services.office import Office


def move_inspections(wish: Wish, office: Office) -> Outcome:
    """The move that was written, or the refusal; for a key seen before, what was answered then."""
    return change_inspections(Action.MOVE, wish, office)
