"""A city for measuring: the demo city with many homeowners and room for all of them on every day."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PLACES = 1_000_000


def write_city(source: Path, target: Path, people: int, visited_tomorrow: int = 0) -> list[tuple[str, str]]:
    """Write city.yml and demo.yml into `target`; gives each homeowner's phone and permit number.

    The last `visited_tomorrow` of them have their inspection booked for tomorrow.
    """
    yaml = YAML()
    city = yaml.load(source / "city.yml")
    for version in city["rules"]["capacity_per_day"]:
        version["value"] = dict.fromkeys(version["value"], PLACES)
    target.mkdir(parents=True, exist_ok=True)
    yaml.dump(city, target / "city.yml")
    homeowners = [(f"+1678556{number:04d}", f"NRE27{number:04d}") for number in range(people)]
    yaml.dump(_records(homeowners, people - visited_tomorrow), target / "demo.yml")
    return homeowners


def _records(homeowners: list[tuple[str, str]], unvisited: int) -> dict[str, Any]:
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
            "inspections": {"electrical_final": {} if number < unvisited else {"booked": {"days": 1}}},
        }
    return {"people": people, "permits": permits}
