"""A city for measuring: the demo city with many homeowners and room for all of them on every day."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_PLACES = 1_000_000


def write_city(source: Path, target: Path, people: int) -> list[tuple[str, str]]:
    """Write city.yml and demo.yml into `target`; gives each homeowner's phone and permit number."""
    yaml = YAML()
    city = yaml.load(source / "city.yml")
    for version in city["rules"]["capacity_per_day"]:
        version["value"] = dict.fromkeys(version["value"], _PLACES)
    target.mkdir(parents=True, exist_ok=True)
    yaml.dump(city, target / "city.yml")
    homeowners = [(f"+1678556{number:04d}", f"NRE27{number:04d}") for number in range(people)]
    yaml.dump(_records(homeowners), target / "demo.yml")
    return homeowners


def _records(homeowners: list[tuple[str, str]]) -> dict[str, Any]:
    people, permits = {}, {}
    for number, (phone, permit) in enumerate(homeowners):
        key = f"owner_{number}"
        people[key] = {"name": f"Owner {number}", "phone": phone, "role": "homeowner", "language": "en"}
        permits[permit] = {
            "address": f"{100 + number} Havana Street",
            "type": "Residential Electrical",
            "status": "issued",
            "issued": {"days": -20},
            "people": [key],
            "inspections": {"electrical_final": {}},
        }
    return {"people": people, "permits": permits}
