"""Remembers the language for a phone, whether or not it is in the records."""

from backend.services.auditing import audited
from backend.services.entries import Caller, Key, LanguageChosen, Outcome
from backend.services.office import Office, new_id


def choose_language(language: str, caller: Caller, key: Key, office: Office) -> Outcome:
    """Raises `ValueError` for a program, which has no phone."""
    if caller.phone is None:
        raise ValueError("only a phone has a language")
    with office.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        uow.people.choose_language(caller.phone, language)
        asked_for = {"language": language}
        uow.rulings.add(audited(new_id(), caller, "language", asked_for, None, permit=None, allowed=True))
        outcome = LanguageChosen(language)
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome
