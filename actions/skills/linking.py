"""Add a permit to this phone: a code goes to a contact on file, and whoever can read it back is on the permit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.backend_client import Backend
from actions.conversation.memory import Asked, Memory, Question
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import merged, says_something
from actions.records import Linked, Problem, Refusal
from actions.skills.arranging import put, question
from actions.skills.picking import agreed_in, ask_again, picked_in
from actions.skills.schedule import unknown_permit
from actions.skills.several import ARRANGE, go_on_with_the_next
from actions.understanding.agreement import declines, takes_any
from actions.understanding.code_words import (
    asks_again,
    asks_for_another,
    code_in,
    did_not_arrive,
    is_code_like,
    kind_of_contact,
)
from actions.understanding.dates import DateReading
from actions.understanding.reading import Reading
from runtime.wording import say_time

type Contacts = Sequence[dict[str, Any]]


async def link(turn: Turn, backend: Backend) -> Reply:
    memory = turn.memory if turn.memory.is_linking else turn.memory.aside()
    number = _number_meant(turn)
    if number is None:
        return _ask_for_the_number(turn, memory)
    return await begin_link(turn, backend, memory, number)


async def answer_link(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """The answer to any question on the way to a proof."""
    match asked.kind:
        case Asked.CODE:
            return await _answer_code(turn, backend, asked)
        case Asked.CONTACT:
            return await _answer_contact(turn, backend, asked)
        case _:
            return await _answer_offer(turn, backend, asked)


async def begin_link(turn: Turn, backend: Backend, memory: Memory, number: str) -> Reply:
    """Ask for the contacts; with one there is nothing to choose, so the code goes out at once."""
    if turn.account.find(number):
        return _refused(turn, memory, number, Problem(code="already_linked"))
    answer = await backend.open_link(number, turn.key("link"))
    if isinstance(answer, Problem):
        return _refused(turn, memory, number, answer)
    of_link = {"link": answer.link, "permit": answer.permit}
    contacts = [of_link | each.model_dump() for each in answer.contacts]
    if len(contacts) == 1:
        return await _send_code(turn, backend, memory, contacts, 0)
    return put(turn, question(turn, memory, Asked.CONTACT, contacts))


def _number_meant(turn: Turn) -> str | None:
    """The number that is named, one that is not on this phone before one that is; else the one talked of."""
    named = turn.reading.permits or turn.reading.near_permits
    foreign = [number for number in named if turn.account.find(number) is None]
    if named:
        return (foreign or list(named))[0]
    asked = turn.memory.question
    if asked and turn.memory.is_linking and asked.choices and not unknown_permit(turn):
        return str(asked.choices[0]["permit"])
    return None


def _ask_for_the_number(turn: Turn, memory: Memory) -> Reply:
    asked = question(turn, memory, Asked.PERMIT_TO_LINK)
    if unknown := unknown_permit(turn):
        return put(turn, asked, refusal_say(turn, Refusal(code="unknown_permit", facts={"number": unknown})))
    return put(turn, asked)


async def _send_code(turn: Turn, backend: Backend, memory: Memory, contacts: Contacts, place: int) -> Reply:
    chosen = contacts[place]
    answer = await backend.send_code(chosen["link"], chosen["contact"], turn.key("code"))
    if isinstance(answer, Problem):
        return _refused(turn, memory, chosen["permit"], answer)
    until = say_time(answer.expires_at.astimezone(turn.received_at.tzinfo).time(), turn.language)
    values = {"permit": chosen["permit"], "masked": answer.masked, "time": until}
    sent = [each | {"sent": index == place} for index, each in enumerate(contacts)]
    return Reply((Say("utter_link_code_sent", values),), question(turn, memory, Asked.CODE, sent))


def _refused(turn: Turn, memory: Memory, number: str, problem: Problem) -> Reply:
    """The back end's no ends it: what waited for the proof cannot be done either."""
    return Reply((_refusal(turn, number, problem),), memory.ended())


def _refusal(turn: Turn, number: str, problem: Problem) -> Say:
    """A link that the back end does not know any more is one whose code is too old."""
    code = "code_expired" if problem.code == "unknown_link" else problem.code
    return refusal_say(turn, Refusal(code=code, facts={"number": number} | problem.facts))


async def _answer_offer(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """Whether, and which permit, to add; other values belong to what was being arranged."""
    memory, reading = turn.memory, turn.reading
    if memory.task and (reading.names_inspections or reading.dates.days):
        return await ARRANGE[memory.task](turn, backend)
    if reading.permits or reading.near_permits:
        return await begin_link(turn, backend, memory, str(_number_meant(turn)))
    if unknown_permit(turn):
        return _ask_for_the_number(turn, memory)
    agreed = agreed_in(turn, asked)
    if agreed is False or declines(reading.text):
        return _left(memory)
    if agreed and asked.kind is Asked.OFFER_LINK:
        return await begin_link(turn, backend, memory, str(asked.choices[0]["permit"]))
    if agreed or turn.is_question:
        return put(turn, memory)
    if memory.task and says_something(reading):
        return await ARRANGE[memory.task](turn, backend)
    return ask_again(turn, memory)


async def _answer_contact(turn: Turn, backend: Backend, asked: Question) -> Reply:
    memory, text = turn.memory, turn.reading.text
    picked = picked_in(turn, asked)
    if picked is None:
        picked = _by_kind(asked.choices, text)
    if picked is None and takes_any(text):
        picked = 0
    if picked is not None and not 0 <= picked < len(asked.choices):
        return put(turn, memory, Say("utter_no_such_choice", {"most": str(len(asked.choices))}))
    if picked is not None:
        return await _send_code(turn, backend, memory, asked.choices, picked)
    return await _said_beside(turn, backend, asked)


async def _answer_code(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """The six digits; else another code, another contact, or something beside it. The code is never said again."""
    memory, text, contacts = turn.memory, turn.reading.text, asked.choices
    place = next(index for index, each in enumerate(contacts) if each.get("sent"))
    if code := code_in(text):
        return await _prove(turn, backend, contacts[place], code)
    if did_not_arrive(text):
        way_out = "utter_link_resend_or_other" if len(contacts) > 1 else "utter_link_resend"
        return Reply((Say("utter_link_not_arrived"), Say(way_out)), question(turn, memory, Asked.CODE, contacts))
    picked, named = picked_in(turn, asked), _by_kind(contacts, text)
    if named is not None and named != place:
        return await _send_code(turn, backend, memory, contacts, named)
    if picked == 0 or asks_again(text) or (asks_for_another(text) and len(contacts) == 1):
        return await _send_code(turn, backend, memory, contacts, place)
    if len(contacts) > 1 and (picked == 1 or asks_for_another(text)):
        return put(turn, question(turn, memory, Asked.CONTACT, contacts))
    if is_code_like(text):
        return Reply((Say("utter_link_six_digits"),), memory)
    return await _said_beside(turn, backend, asked)


async def _said_beside(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """No answer to where the code should go or what it is: another permit, a no, or more of what is being arranged."""
    memory, reading = turn.memory, turn.reading
    number = _number_meant(turn)
    if reading.permits and number and number != asked.choices[0]["permit"]:
        return await begin_link(turn, backend, memory, number)
    if reading.assent is False or turn.intent == "deny" or declines(reading.text):
        return _left(memory)
    if memory.task and says_something(reading):
        wish = merged(memory.wish, reading, turn.city)
        return put(turn, replace(memory, wish=wish))
    return ask_again(turn, memory)


def _by_kind(contacts: Contacts, text: str) -> int | None:
    """ "To my e-mail": the only contact of that kind."""
    kind = kind_of_contact(text)
    places = [place for place, each in enumerate(contacts) if each["kind"] == kind]
    return places[0] if len(places) == 1 else None


def _left(memory: Memory) -> Reply:
    return Reply((Say(f"utter_stopped_{memory.task}" if memory.task else "utter_stopped"),), memory.ended())


async def _prove(turn: Turn, backend: Backend, contact: dict[str, Any], code: str) -> Reply:
    answer = await backend.prove(contact["link"], code, turn.key("proof"))
    if isinstance(answer, Linked):
        return await _go_on_proven(turn, backend, answer)
    said = [_refusal(turn, contact["permit"], answer)]
    if answer.code == "wrong_code":
        if answer.facts.get("tries_left"):
            return Reply(tuple(said), turn.memory)
        answer = Problem(code="code_expired")
        said.append(_refusal(turn, contact["permit"], answer))
    if answer.code == "code_expired" and turn.memory.question:  # "send it again" still works, and nothing is asked anew
        return Reply(tuple(said), question(turn, turn.memory, Asked.CODE, turn.memory.question.choices))
    return Reply(tuple(said), turn.memory.ended())


async def _go_on_proven(turn: Turn, backend: Backend, linked: Linked) -> Reply:
    """The permit is on this phone: what waited for that goes on, with the account as it is now."""
    account = await backend.account()
    memory = replace(turn.memory, question=None, failures=0)
    memory = memory.wishing(permit=memory.wish.permit or linked.permit) if memory.task else memory
    spent = Reading("", turn.reading.language, DateReading())
    fresh = replace(turn, account=account, memory=memory, reading=spent, errands=())
    done = Say("utter_linked", {"permit": linked.permit, "address": linked.address})
    more = (Say("utter_linked_with_others"),) if turn.is_stranger and len(account.permits) > 1 else ()
    if memory.task:
        reply = (await ARRANGE[memory.task](fresh, backend)).preceded_by(done, *more)
    elif memory.later:
        reply = Reply((done, *more), memory)
    else:
        reply = Reply((done, *more, Say("utter_linked_next")), memory)
    return await go_on_with_the_next(fresh, backend, reply)
