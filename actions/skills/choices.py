"""Which texts the city sends by itself: what is on and off, and switching it."""

from actions.backend_client import Backend
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.skills.arranging import refuse_stranger
from actions.understanding.notice_words import KINDS, notice_choices


async def notices(turn: Turn, backend: Backend) -> Reply:
    """Switch what was asked for; in any case say how everything stands and how it is changed."""
    if turn.is_stranger:
        return refuse_stranger(turn)
    wanted = turn.account.notices
    switched = [each for each in notice_choices(turn.reading.text) if each.wanted is not None]
    for place, each in enumerate(switched):
        wanted = await backend.choose_notices(each.kind, bool(each.wanted), turn.key(f"notices-{place}"))
    lines = (Say(f"utter_notices_{kind}_{'on' if wanted.get(kind, True) else 'off'}") for kind in KINDS)
    first = Say("utter_notices_switched" if switched else "utter_notices")
    how = Say("utter_notices_change_back" if switched else "utter_notices_change")
    return Reply((first, *lines, how), turn.memory)
