"""Words for the inspector, not for the counter: a gate code, a dog, whom to call on site.

They are cut out of a message before anything else is read, so that a gate code is no permit and "call before Friday's
visit" is no wish for Friday.
"""

import re
from dataclasses import dataclass

from actions.understanding.text import LONGEST_READ, clean, fold

_CUES = re.compile(
    r"\b(?:"
    # what opens the way in
    r"(?:gate|door|access|entry|garage|lock ?box|key ?pad|alarm|side gate)s? (?:code|combo|combination|pin)"
    r"|lock ?box|key ?pad|combo (?:is|to)|code (?:for|to) (?:the |my |our )?(?:gate|door|garage|lock|alarm|entry)"
    r"|(?:codigo|clave|combinacion) (?:del?|de la|para) (?:el |la )?"
    r"(?:porton|puerta|entrada|caja|candado|garaje|alarma|reja)"
    r"|caja de (?:llaves|seguridad)|key(?:s)? (?:is|are|will be)? ?(?:under|in|with|at) |la llave esta"
    # what stands in it
    r"|(?:big |large |mean |friendly |our |my |the |two |2 )*(?:dogs?|pit ?bull|rottweiler)\b|perr[oa]s?\b|perrit[oa]s?"
    # how to come in, and whom to ask
    r"|(?:use (?:the )?|(?:come|go|enter|walk) (?:(?:in|around|round|through|to|by|thru) )+(?:the )?)"
    r"(?:back|side|rear|alley|garage)"
    r"|(?:entre|pase|entrar|pasar)n? por (?:atras|el lado|el callejon|la puerta|el garaje|el costado)"
    r"|ring (?:the )?(?:door)?bell|toquen? (?:el timbre|la puerta|fuerte)"
    r"|(?:site |on.?site )contact|contact on site|contacto en (?:la )?(?:obra|sitio)"
    r"|ask for (?!a |an |the )\w+ (?:at|when|on)|preguntar? por|pregunten? por"
    r"|(?:tell|let) the inspector|note (?:for|to) the inspector|for the inspector:|nota para el inspector"
    r"|(?:digal?e|avisel?e|decirle|avisarle) al inspector"
    r")"
)
_OPENS = re.compile(r"\b(code|combo|lock ?box|key ?pad|keys?|codigo|clave|combinacion|llaves?|dogs?|perr[oa]s?)\b")
_LEADS = re.compile(
    r"^\W*(?:(?:please|por favor|hi|hello|hola|also|and|y|tambien)\W+)*"
    r"(?:(?:can|could|would) (?:you|u|yall) (?:please )?)?"
    r"(?:(?:add|leave|put|make|send|include) (?:a |this |an? )?note"
    r"(?: (?:for|to) (?:the |my )?inspector)?(?: (?:that|saying))?"
    r"|(?:tell|let|warn|remind) (?:the |my |your )?inspector(?: know)?(?: that)?"
    r"|note (?:for|to) (?:the |my )?inspector|for the inspector|fyi"
    r"|(?:nota|aviso|mensaje) para el inspector"
    r"|(?:digal?e|dile|avisel?e|avisale|decirle|avisarle|informele) al inspector(?: que)?"
    r"|(?:agregue|ponga|deje|anote|agrega|pon|deja|anota)\w* (?:una |esta )?nota"
    r"(?: (?:de )?que| para el inspector)?"
    r")\W*"
)
_MORE = r"(?:the |a |la |el )?(?:gate|door|dog|lock|code|call|perr|codigo|clave|llam)"
_ENDS = re.compile(rf"[.;!?\n]+(?=\s|$)|,(?=\s)(?!\s*#?\d[\d#*-]*\s*(?:[.;,!]|$))|\s(?:and|y|but|pero)\s(?={_MORE})")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class SiteNote:
    """`note` as it was typed, and the rest of the message, with blanks where the note stood."""

    note: str
    rest: str


def site_note_in(text: str) -> SiteNote | None:
    """The clauses of a message that are for the inspector; None in a question, and where there are none."""
    cleaned = clean(text)[:LONGEST_READ]
    folded = fold(cleaned)
    clauses = [
        (start, end)
        for start, end in _clauses(folded)
        if _CUES.search(folded[start:end]) and not folded[start:].startswith("?") and not _is_asked(folded, end)
    ]
    if not clauses:
        return None
    rest = list(cleaned)
    for start, end in clauses:
        rest[start:end] = " " * (end - start)
    note = "; ".join(_without_lead(cleaned[start:end], folded[start:end]) for start, end in clauses)
    return SiteNote(note[:_LONGEST], "".join(rest).strip(" ,.;"))


def opens_the_way(text: str) -> bool:
    """Whether a message has a code or a key in it: that is for the inspector whatever else it says."""
    return _OPENS.search(fold(clean(text)[:LONGEST_READ])) is not None


def as_site_note(text: str) -> SiteNote | None:
    """The whole message as a note, without "tell the inspector that": for one that was understood as such."""
    cleaned = clean(text)[:LONGEST_READ]
    note = _without_lead(cleaned, fold(cleaned))
    return SiteNote(note[:_LONGEST], "") if note and "?" not in cleaned else None


def _is_asked(folded: str, end: int) -> bool:
    """Whether the clause that ends there is a question."""
    return folded[end:].lstrip(" ").startswith("?")


def _without_lead(typed: str, folded: str) -> str:
    lead = _LEADS.match(folded)
    return typed[lead.end() if lead else 0 :].strip(" ,.;")


def _clauses(folded: str) -> list[tuple[int, int]]:
    """The message cut at its ends of sentences, its commas, and before another thing that an inspector should know."""
    places = [0]
    for match in _ENDS.finditer(folded):
        places += [match.start(), match.end()]
    places.append(len(folded))
    return [(start, end) for start, end in zip(places[::2], places[1::2], strict=True) if folded[start:end].strip()]
