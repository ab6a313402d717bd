"""Moves one or several inspections of a permit: all of them, or none."""

from backend.services.again import again_when_overtaken
from backend.services.change_inspections import Wish, decide_and_write
from backend.services.entries import Action, Outcome
from backend.services.office import Office


@again_when_overtaken
def move_inspections(wish: Wish, office: Office) -> Outcome:
    """The move that was written, or the refusal; for a key seen before, what was answered then."""
    with office.records.writing() as uow:
        earlier = uow.answers.claim(wish.key, wish.caller.clock)
        if earlier is not None:
            return earlier
        outcome = decide_and_write(Action.MOVE, wish, office.policy, uow)
        uow.answers.keep(wish.key, outcome)
        uow.commit()
        return outcome
