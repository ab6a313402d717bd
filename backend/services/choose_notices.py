"""Remembers for a phone which notices it wants, whether or not it is in the records."""

from collections.abc import Collection, Mapping

from backend.services.auditing import audited
from backend.services.entries import Caller, Key, NoticesChosen, Outcome
from backend.services.notices import NoticeWish
from backend.services.office import Office, new_id


def choose_notices(wishes: Collection[NoticeWish], wanted: bool, caller: Caller, key: Key, office: Office) -> Outcome:
    """Raises `ValueError` for a program, which has no phone."""
    if caller.phone is None:
        raise ValueError("only a phone has wishes")
    with office.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        uow.recipients.choose(caller.phone, wishes, wanted, caller.clock)
        asked_for = {"notices": sorted(wish.value for wish in wishes), "wanted": wanted}
        uow.rulings.add(audited(new_id(), caller, "notices", asked_for, None, permit=None, allowed=True))
        outcome = NoticesChosen(by_name(uow.recipients.wishes_of(caller.phone)))
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome


def by_name(wishes: Mapping[NoticeWish, bool]) -> Mapping[str, bool]:
    return {wish.value: wanted for wish, wanted in wishes.items()}
