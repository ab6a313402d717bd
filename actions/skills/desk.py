"""The desk: takes a turn to the skill that answers it, and goes on with the open question after a digression."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.asking import ask
from actions.conversation.memory import APART, Asked, Task
from actions.conversation.notices import wished_of_notice
from actions.conversation.reply import Reply, Say
from actions.conversation.route import ARRANGES, Skill, route
from actions.conversation.turn import Turn
from actions.skills import permits, policy, talk
from actions.skills.answer import answer
from actions.skills.calendar import calendar
from actions.skills.cancel import cancel
from actions.skills.choices import notices
from actions.skills.linking import link
from actions.skills.move import move
from actions.skills.note import note
from actions.skills.notice import arrange_from_notice
from actions.skills.plan import back_in_the_plan, change_plan_in_parts
from actions.skills.schedule import schedule
from actions.skills.several import go_on_with_the_next, several
from actions.skills.undo import undo
from actions.skills.unlinking import forget, unlink

type SkillFunction = Callable[[Turn, Backend], Awaitable[Reply]]

SKILLS: Mapping[Skill, SkillFunction] = {
    Skill.ANSWER: answer,
    Skill.SCHEDULE: schedule,
    Skill.CANCEL: cancel,
    Skill.MOVE: move,
    Skill.UNDO: undo,
    Skill.BOOKED: permits.booked,
    Skill.RESULTS: permits.results,
    Skill.REQUIRED: permits.required,
    Skill.STATUS: permits.status,
    Skill.PERMITS: permits.permits,
    Skill.POLICY: policy.policy,
    Skill.NOTE: note,
    Skill.PERSON: talk.person,
    Skill.HELP: talk.help_,
    Skill.GREET: talk.greet,
    Skill.GOODBYE: talk.goodbye,
    Skill.THANK: talk.thank,
    Skill.BOT: talk.bot,
    Skill.LANGUAGE: talk.language,
    Skill.STOP: talk.stop,
    Skill.LINK: link,
    Skill.UNLINK: unlink,
    Skill.FORGET: forget,
    Skill.NOTICES: notices,
    Skill.CALENDAR: calendar,
    Skill.ELSEWHERE: talk.elsewhere,
    Skill.OUT_OF_SCOPE: talk.out_of_scope,
    Skill.FALLBACK: talk.fallback,
}

MAY_BE_SEVERAL: Mapping[Skill, Task] = {
    Skill.SCHEDULE: Task.SCHEDULE,
    Skill.CANCEL: Task.CANCEL,
    Skill.MOVE: Task.MOVE,
    Skill.ANSWER: Task.SCHEDULE,
    Skill.FALLBACK: Task.SCHEDULE,
}
"""Skills whose message may ask for several things, with what is meant where a clause has no verb."""

_ONLY_INVITES = frozenset({Asked.CHANGE, Asked.PERMIT_TO_LINK})
"""Open questions that are not repeated after a digression: they only invite."""


async def take(heard: Skill, turn: Turn, backend: Backend) -> Reply:
    """The reply to one message, whoever the model thought should answer it."""
    skill = route(heard, turn)
    asked = turn.memory.question
    if asked and asked.kind in APART and skill is Skill.ANSWER:
        reply = await answer(turn, backend)
    elif turn.errands and turn.memory.plan and skill in MAY_BE_SEVERAL:
        reply = await change_plan_in_parts(turn, backend)
    elif turn.errands and skill in MAY_BE_SEVERAL:
        reply = await several(turn, backend, MAY_BE_SEVERAL[skill])
    elif skill in ARRANGES and (wished := wished_of_notice(turn, ARRANGES[skill])):
        reply = await arrange_from_notice(turn, backend, *wished)
    else:
        reply = back_in_the_plan(turn, await SKILLS[skill](turn, backend))
    reply = _aged(skill, turn, await go_on_with_the_next(turn, backend, reply))
    if turn.reading.tells_of_danger:
        help_comes_first = Say("utter_danger")
        reply = reply.preceded_by(help_comes_first)
        if skill in _BESIDE_THE_POINT or turn.is_stranger:
            reply = Reply((help_comes_first,), reply.memory)
    reply = replace(reply, memory=replace(reply.memory, language=reply.memory.language or turn.language))
    if asked := reply.memory.notice:  # other words stand between it and the next answer now
        reply = replace(reply, memory=replace(reply.memory, question=replace(asked, follows=True)))
    if talk.counts_as_failure(reply):
        return _resumed(turn, reply)
    return _resumed(turn, replace(reply, memory=replace(reply.memory, failures=0)))


_ABOUT_THE_LAST = frozenset({Skill.ANSWER, Skill.STOP, Skill.THANK, Skill.GOODBYE, Skill.LANGUAGE, Skill.NOTE})
_BESIDE_THE_POINT = frozenset({Skill.OUT_OF_SCOPE, Skill.FALLBACK, Skill.POLICY, Skill.NOTE, Skill.ANSWER})
"""Skills that have nothing to add where somebody is in danger."""


def _aged(skill: Skill, turn: Turn, reply: Reply) -> Reply:
    """Once something else was talked of, the last change is not what a "yes" is about."""
    last = reply.memory.last_change
    if last is None or last != turn.memory.last_change or skill in _ABOUT_THE_LAST:
        return reply
    return replace(reply, memory=replace(reply.memory, last_change=replace(last, is_fresh=False)))


def _resumed(turn: Turn, reply: Reply) -> Reply:
    """After a digression the open question is put again, in the language of the moment."""
    question = reply.memory.question
    untouched = question is not None and question is turn.memory.question
    if question is None or not untouched or question.kind in _ONLY_INVITES:
        return reply
    language = reply.memory.language or turn.language
    again = ask(replace(turn, language=language), reply.memory)
    was_put = {say.response for say in again} & {say.response for say in reply.says}
    return reply if was_put else reply.followed_by(*again)


def in_language_of(reply: Reply, turn: Turn) -> str:
    """The language in which a reply is said: the memory's, which a language switch has just changed."""
    return reply.memory.language or turn.language
