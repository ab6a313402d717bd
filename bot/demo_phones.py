"""The phones that a visitor of the demo can text from, read from the demo's records beside the city file."""

from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.city import phone_in_print


@dataclass(frozen=True, slots=True)
class DemoPhone:
    """`name` and `role` are empty for somebody who is not in the records."""

    phone: str
    name: str = ""
    role: str = ""

    @property
    def printed(self) -> str:
        return phone_in_print(self.phone)


def read_demo_phones(city_file: Path) -> tuple[DemoPhone, ...]:
    """Empty where there is no demo file, or it is of another shape: a number can always be typed."""
    try:
        content = YAML(typ="safe").load(city_file.with_name("demo.yml").read_text(encoding="utf-8"))
        people = content["people"]
        entries = people.values() if isinstance(people, dict) else people
        return tuple(
            DemoPhone(str(one["phone"]), str(one.get("name") or ""), str(one.get("role") or "")) for one in entries
        )
    except (OSError, YAMLError, KeyError, TypeError, AttributeError):
        return ()
