"""What is said around the work: greetings, help, a person, the language, never mind, and not understanding."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.skills.permits import fees_lines, of_somebody_else
from actions.skills.policy import office_hours
from actions.understanding.code_words import is_code_like
from actions.understanding.language_choice import asked_language


async def greet(turn: Turn, _backend: Backend) -> Reply:
    person = turn.account.person
    if person is None:
        return Reply((Say("utter_greet_stranger"),), turn.memory)
    name = person.name.split()[0] if person.role == "homeowner" else person.name
    return Reply((Say("utter_greet", {"name": name}),), turn.memory)


async def goodbye(turn: Turn, _backend: Backend) -> Reply:
    return Reply((Say("utter_goodbye"),), turn.memory)


async def thank(turn: Turn, _backend: Backend) -> Reply:
    return Reply((Say("utter_welcome"),), turn.memory)


async def help_(turn: Turn, _backend: Backend) -> Reply:
    return Reply((Say("utter_help"),), turn.memory)


async def bot(turn: Turn, _backend: Backend) -> Reply:
    return Reply((Say("utter_bot"),), turn.memory)


async def person(turn: Turn, _backend: Backend) -> Reply:
    return Reply((Say("utter_person", office_hours(turn)),), turn.memory)


async def elsewhere(turn: Turn, backend: Backend) -> Reply:
    """What people ask a permit counter for that cannot be done here yet: say so, and where it can."""
    due: tuple[Say, ...] = ()
    if turn.intent == "pay_fees" and not turn.is_stranger:
        other = await of_somebody_else(turn, backend)
        due = other.says if other else fees_lines(turn) or (Say("utter_no_fees_due"),)
    return Reply((*due, Say(f"utter_elsewhere_{turn.intent}", office_hours(turn))), turn.memory)


async def language(turn: Turn, backend: Backend) -> Reply:
    """Switch to the language asked for, or to the other one; the phone's choice is remembered."""
    wanted = asked_language(turn.reading.text) or turn.reading.language or ("en" if turn.language == "es" else "es")
    await backend.remember_language(wanted, turn.key("language"))
    return Reply((Say("utter_language"),), replace(turn.memory, language=wanted))


async def stop(turn: Turn, _backend: Backend) -> Reply:
    """Never mind: what was being arranged is dropped, and the person hears that nothing was written."""
    task = turn.memory.task
    last = turn.memory.last_change
    if turn.memory.notice:  # what was being arranged before the city spoke is put again
        return Reply((Say("utter_stopped"),), turn.memory.ended())
    if not turn.memory.is_arranging and last:  # what is done stays done until it is taken back
        return Reply((Say(f"utter_want_it_back_{last.kind.value}"),), turn.memory)
    asked = turn.memory.question
    response = f"utter_stopped_{task}" if task else "utter_stopped"
    if asked and asked.follows:
        response = "utter_stopped_rest"
    return Reply((Say(response),), replace(turn.memory.ended(), later=(), note=None, note_for=()))


async def out_of_scope(turn: Turn, backend: Backend) -> Reply:
    """Nothing that a permit counter does; where the one before was not understood either, a person is offered."""
    if turn.memory.failures or _is_a_code_of_nothing(turn):
        return await fallback(turn, backend)
    return Reply((Say("utter_out_of_scope"),), replace(turn.memory, failures=1))


async def fallback(turn: Turn, _backend: Backend) -> Reply:
    """Not understood: say so and what can be said; the second time in a row, offer a person."""
    if _is_a_code_of_nothing(turn):
        return Reply((Say("utter_no_code_awaited"),), turn.memory)
    failures = turn.memory.failures + 1
    memory = replace(turn.memory, failures=failures)
    if failures >= 2:
        return Reply((Say("utter_offer_person"),), memory)
    return Reply((Say("utter_fallback"),), memory)


def _is_a_code_of_nothing(turn: Turn) -> bool:
    """Digits alone from a phone on no permit; anybody else may mean a confirmation number."""
    return turn.is_stranger and is_code_like(turn.reading.text)


_FAILURES = frozenset({"utter_fallback", "utter_offer_person", "utter_did_not_get_that", "utter_out_of_scope"})


def counts_as_failure(reply: Reply) -> bool:
    return any(say.response in _FAILURES for say in reply.says)
