"""The words of a calendar entry, from words.yml beside this file, filled in with the city's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from backend.city.city import City
from backend.services.calendar_entries import CalendarEntry
from runtime.wording import say_phone

WORDS_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True, slots=True)
class EntryWords:
    summary: str
    description: str


def words_of(entry: CalendarEntry, city: City) -> EntryWords:
    """In the entry's language."""
    known = city.policy.inspection_types.get(entry.type)
    name = getattr(known.name, entry.language) if known else entry.type
    facts = {
        "inspection": name,
        "permit": entry.permit,
        "confirmation": entry.confirmation or "-",
        "city": city.name,
        "office_phone": say_phone(city.office_phone),
    }
    summary, description = ("cancelled", "description_cancelled") if entry.is_cancelled else ("summary", "description")
    texts = _texts()
    return EntryWords(
        texts[summary][entry.language].format(**facts), texts[description][entry.language].format(**facts)
    )


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    """Read at the first use; they do not change while the program runs."""
    content: dict[str, dict[str, str]] = YAML(typ="safe").load(WORDS_FILE.read_text(encoding="utf-8"))
    return content
