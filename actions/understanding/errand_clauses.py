"""Cuts a message into clauses that each speak of one errand at most, and tells what each is to do.

Cut is at joints ("and", a comma), before the verbs of deeds, before what is to stay as it is, and between pairs of
inspection and day: "footing tuesday slab wednesday".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from actions.understanding.errand_pairs import cuts_between_pairs, paired, places_of
from actions.understanding.reading import Reading
from actions.understanding.text import LONGEST_READ, Span, fold

type Deed = Literal["schedule", "cancel", "move"]

_VERBS: dict[Deed, str] = {  # only as they are asked for: "the one booked for friday" books nothing
    "cancel": (
        r"cancel(?!l?ed\b|l?ation|l?ing\b|ad|acion)\w*|call off|scratch"
        r"|anul[ae]\w*|anular|elimin[ae]\w*|quit[ae]\w*"
    ),
    "move": (
        r"move|reschedule|resched|push|bump|swap|shift"
        r"|muev[ae]\w*|mover\w*|reprogram[ae]\w*|cambi[ae]\w*|pas[ae](?:la|lo|me|mela|melo)?"
    ),
    "schedule": (
        r"re-?book|book(?! and\b)|schedule|sched|add|set up"
        r"|(?<!que )agend(?:e|a|ar|ame|eme|ela|ala)\b|(?<!que )reserv(?:e|ar|ame|eme|ela|ala)\b"
        r"|(?<!que )program(?:e|ar|ame|eme|ela|ala)\b"
        r"|agregu?[ae]\w*|agregar|apart(?:e|ar|ame|eme|ela)\b|pong[ao]\w*"
    ),
}
_VERB = re.compile("|".join(rf"\b(?P<{deed}>{words})\b" for deed, words in _VERBS.items()))
_JOINT = re.compile(
    r"[;!?\n]+|,|\.(?=\s|$)|\s[&+]\s"
    r"|\b(?:and then|and also|and|then|plus|also|y luego|y despues|y tambien|luego|despues|tambien|ademas|y|e)\b"
)
_WISH = re.compile(
    r"(?<!do )\b(?:i|we)(?: also| still| just)? (?:need|want)\b|\bi'?d like\b"
    r"|\b(?:put|set|sign) (?:me|us) (?:up|down|in)\b"
    r"|(?<!que )\b(?:tambien )?(?:quiero|quisiera|queremos|necesito|necesitamos|ocupo|ocupamos|me gustaria)\b"
    r"|(?<!que )\b(?:apunt|anot)[ae](?:me|nos|la|lo|mela|melo)?\b|\bpon(?:me|nos|mela|melo|la|lo)?\b"
)
"""Wishes book only where an inspection follows: "i need final electric thursday", not "i need it"."""
_WISHES_NO_VISIT = re.compile(
    r"\b(?:to (?:know|ask|see|find|check|pay|talk|speak)|saber|ver|preguntar|pagar|consultar|hablar"
    r"|results?|reports?|copy|receipt|resultados?|reporte|copia|recibo)\b"
)
_WISHED_DONE: dict[Deed, re.Pattern[str]] = {  # "i need the rough moved to friday"
    "cancel": re.compile(r"\b(?:cancell?ed|called off|cancellation|cancelad\w+|cancelacion)\b"),
    "move": re.compile(r"\b(?:moved|rescheduled|pushed|bumped|changed|movid\w+|reprogramad\w+|cambiad\w+)\b"),
}
_HELD_BACK = re.compile(r"\b(?:do not|don'?t|dont|never|no|not)\s+(?:\w+\s+)?$")
_NOT = re.compile(r"\b(?:do not|don'?t|dont|no|not)\s+(?:l[ao]s? )?$")
_HELD_OBJECT = re.compile(r"\bno (?:me |se )?l[aeo]s? $")
""" "La alarma no la muevas": what is held back stands before."""
_DEPENDS = re.compile(r"\b(if|unless|in case|si|a menos que|en caso)\b")
_KEEP = re.compile(
    r"(?<!i )(?<!we )(?<!'ll )(?<!\bill )(?<!will )\b(?:leave|keep|leaving|keeping)\b"
    r"|\b(?:dej[ae](?!me|nos|n?os)\w*|dejen\w*|mant[eé]n|manten(?:la|lo|las|los|er|ga\w*)|conserv[ae]\w*)\b"
)
_STAYS = re.compile(
    r"\b(?:stays?|se qued[ae]n?|qued[ae]n? igual|as (?:it |they )?(?:is|are)|where (?:it is|they are))\b"
)
_KEPT_OBJECT = re.compile(r"(?:dej[ae]|manten(?:ga)?|conserv[ae])n?l[ao]s?")
""" "La alarma dejala": what stays stands before."""
_AS_IT_IS = re.compile(r"\b(?:como est[ae]n?|donde est[ae]n?|igual|quiet[ao]s?|en paz|tranquil[ao]s?)\b")
_PUTS = re.compile(r"\bdej[ae]")
_BUT = re.compile(r"\b(?:but|pero|sino)\b")
_ONLY = re.compile(r"\b(?:(?:but|sino|sino que|pero) )?(?:just|only|solo|solamente|nomas|nada mas)\b")
_SHORT = 40
"""Characters after "but" in which its clause says that something stays."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a message. `deed`: what its verb asks for. `held`: the verb is not to be done, or only maybe."""

    text: str
    deed: Deed | None = None
    held: bool = False
    keeps: bool = False
    """Whether it says that something is to stay as it is: "leave the alarm", "the alarm stays"."""
    only: bool = False
    """Whether it says what alone is meant: "(don't cancel the alarm) just the rough"."""
    names_inspection: bool = False
    """Whether an inspection of the whole message is named in it."""


def clauses_of(whole: Reading) -> Iterator[Clause]:
    """The clauses of a message in order; none is cut within a date."""
    text = whole.text[:LONGEST_READ]
    folded = fold(text)
    verbs = [match.lastgroup for match in _VERB.finditer(folded)]
    if len(set(verbs)) < 2 and not _holds_one_back(folded) and (pairs := paired(whole)):
        yield from (Clause(pair, verbs[0] if verbs else None) for pair in pairs)  # type: ignore[arg-type]
        return
    for start, end in pairwise(sorted(_cuts(whole, folded))):
        clause = text[start:end].strip()
        if clause and not _JOINT.fullmatch(fold(clause)) and not _BUT.fullmatch(fold(clause)):
            yield _clause(clause, bool(_spans_within(whole, "inspection", start, end)))


def may_ask_several_deeds(whole: Reading) -> bool:
    """Whether two verbs ask for different things, or something is to stay as it is while something else is done."""
    folded = fold(whole.text)
    deeds = {match.lastgroup for match in _VERB.finditer(folded)}
    stays = _KEEP.search(folded) or _STAYS.search(folded) or _holds_one_back(folded)
    return len(deeds) > 1 or bool(deeds and (stays or _WISH.search(folded)))


def _holds_one_back(folded: str) -> bool:
    return any(_HELD_BACK.search(folded[: match.start()]) for match in _VERB.finditer(folded))


def has_joint(text: str) -> bool:
    """Whether "and", a comma or the like stands somewhere."""
    return _JOINT.search(fold(text)) is not None


def has_pairs(whole: Reading) -> bool:
    """Whether pairs of inspection and day stand side by side, or a day is told by the one before it."""
    folded = fold(whole.text[:LONGEST_READ])
    next_day = bool(whole.dates.days and whole.names_inspections) and DAY_AFTER.search(folded) is not None
    return next_day or bool(cuts_between_pairs(whole, folded, {0, len(folded)}))


DAY_AFTER = re.compile(
    r"\b(?:the )?(?:day after(?! tomorrow)|(?:next|following) day)\b"
    r"|\b(?:el|al) (?:otro dia|dia siguiente|siguiente dia|dia despues)\b|\bun dia despues\b"
)
""" "Footing tuesday and slab the day after"."""


def _clause(text: str, names_inspection: bool) -> Clause:
    folded = fold(text)
    verb = _VERB.search(folded)
    deed: Deed | None = verb.lastgroup if verb else None  # type: ignore[assignment]  # the groups are deeds
    if verb and (_HELD_BACK.search(folded[: verb.start()]) or _DEPENDS.search(folded)):
        return Clause(text, deed, held=True, names_inspection=names_inspection)
    wish = _WISH.search(folded)
    if wish and verb is None and names_inspection:
        if _NOT.search(folded[: wish.start()]):
            return Clause(text, None, held=True, names_inspection=names_inspection)
        deed = _wished(folded)
    keeps = verb is None and _keeps(folded)
    return Clause(text, deed, False, keeps, _ONLY.match(folded) is not None, names_inspection)


def _wished(folded: str) -> Deed | None:
    if _WISHES_NO_VISIT.search(folded):
        return None
    return next((deed for deed, words in _WISHED_DONE.items() if words.search(folded)), "schedule")


def _keeps(folded: str) -> bool:
    """Whether something stays. "Deja la final para el viernes" may put it there, unless it is as it was."""
    keep = _KEEP.search(folded)
    if keep and _PUTS.match(keep[0]) and re.search(r"\b(?:para|pa|al)\b", folded[keep.end() :]):
        return _AS_IT_IS.search(folded) is not None
    return not _DEPENDS.search(folded) and (keep is not None or _STAYS.search(folded) is not None)


def _cuts(whole: Reading, folded: str) -> set[int]:
    days_after = [match.span() for match in DAY_AFTER.finditer(folded)]
    closed = [range(start + 1, end) for start, end in (*whole.dates.spans, *days_after)]
    cuts = {0, len(folded)}
    for match in _JOINT.finditer(folded):
        if not any(match.start() in span for span in closed):
            cuts |= {match.start(), match.end()}
    for match in _VERB.finditer(folded):
        if not _HELD_OBJECT.search(folded[: match.start()]):
            held = _HELD_BACK.search(folded[: match.start()])
            cuts.add(held.start() if held else match.start())
    for match in _KEEP.finditer(folded):
        if not _KEPT_OBJECT.match(match[0]):
            cuts.add(match.start())
    for match in _WISH.finditer(folded):
        end = min(cut for cut in cuts if cut >= match.end())
        if _spans_within(whole, "inspection", match.end(), end) and not _NOT.search(folded[: match.start()]):
            cuts.add(match.start())
    for match in _BUT.finditer(folded):
        after = folded[match.end() : match.end() + _SHORT]
        if _KEEP.search(after) or _STAYS.search(after) or _holds_one_back(after):
            cuts |= {match.start(), match.end()}
    for match in _ONLY.finditer(folded):
        before = folded[max(cut for cut in cuts if cut <= match.start()) : match.start()]
        if _holds_one_back(before):
            cuts.add(match.start())
    return cuts | cuts_between_pairs(whole, folded, cuts)


def _spans_within(whole: Reading, kind: str, start: int, end: int) -> list[Span]:
    return [span for each, span in places_of(whole) if each == kind and start <= span[0] < end]
