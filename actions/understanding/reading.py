"""What a message says, in the reader's words: `read` turns a text into a `Reading`."""

from dataclasses import dataclass

from actions.understanding.context import Context
from actions.understanding.dates import DateReading


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one message says about a visit. Every tuple is in the order in which things were said."""

    text: str
    """The message, cleaned."""
    language: str | None
    """`en` or `es` where the words tell; None where they are the same in both, or there are none."""
    dates: DateReading
    permits: tuple[str, ...] = ()
    """Permit numbers as the city writes them. A number of a city's shape that is not the speaker's is here as well."""
    near_permits: tuple[str, ...] = ()
    """The speaker's own permits that a misspelt number, digits alone or an address may mean, when several fit."""
    unread_permits: tuple[str, ...] = ()
    """What looks like a permit number and is neither of the city's shapes nor near one of the speaker's."""
    types: tuple[str, ...] = ()
    """Inspection types that were surely meant."""
    unsure_types: tuple[tuple[str, ...], ...] = ()
    """Each: the candidates of which one is meant ("electrical": rough or final on this permit)."""
    rejected_types: tuple[str, ...] = ()
    """ "not the final": every final that it may mean."""
    stages: tuple[str, ...] = ()
    """Stages said without a trade that resolved them: "final", "rough"."""
    trades: tuple[str, ...] = ()
    """Trades said without a stage that resolved them: "electrical"."""
    all_of: str | None = None
    """ "all the finals" is "final", "everything" is "all"."""
    choice: int | None = None
    """The number of the choice that the message answers with; -1 is the last one."""
    choices: tuple[int, ...] = ()
    """Every number of an answer that names some: "1 and 3". `choice` is None where there are several."""
    assent: bool | None = None
    """True: a clear yes and nothing else. False: a clear no, perhaps with a correction. None: neither."""
    is_link_only: bool = False
    is_punctuation_only: bool = False


def read(text: str, context: Context) -> Reading:
    """Read one message. Never raises, whatever the text."""
    raise NotImplementedError
