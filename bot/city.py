"""The few facts of the city that the bot's own sentences and the clock need, from the city file's `city:` block."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from runtime.settings import SettingsError


@dataclass(frozen=True, slots=True)
class CityFacts:
    name: str
    zone: ZoneInfo
    office_phone: str
    """As a person reads it: 678-555-0100."""


def read_city_facts(file: Path) -> CityFacts:
    """Raise `SettingsError` naming the file and what is missing in it."""
    try:
        block = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["city"]
        return CityFacts(
            name=str(block["name"]),
            zone=ZoneInfo(str(block["timezone"])),
            office_phone=phone_in_print(str(block["office_phone"])),
        )
    except OSError as error:
        raise SettingsError(f"PERMITLINE_CITY: {file} cannot be read ({error.strerror})") from error
    except (YAMLError, KeyError, TypeError, ZoneInfoNotFoundError) as error:
        raise SettingsError(f"PERMITLINE_CITY: {file} lacks a usable city block: {error}") from error


def phone_in_print(phone: str) -> str:
    """`+16785550100` as `678-555-0100`; other countries' numbers stay as they are."""
    digits = phone.removeprefix("+1")
    if phone.startswith("+1") and digits.isdigit() and len(digits) == 10:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return phone
