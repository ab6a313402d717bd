"""The days off of the United States, as they are observed, named in both languages."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from holidays import country_holidays

from backend.domain.model import Words

YEARS = range(2000, 2101)
"""All of them at once take some 10 ms, and no talk about a permit reaches beyond."""

_OBSERVED = " (observed)"
_SPANISH = {
    "New Year's Day": "Año Nuevo",
    "Martin Luther King Jr. Day": "Día de Martin Luther King Jr.",
    "Washington's Birthday": "Natalicio de Washington",
    "Memorial Day": "Día de los Caídos",
    "Juneteenth National Independence Day": "Día Nacional de la Independencia Juneteenth",
    "Independence Day": "Día de la Independencia",
    "Labor Day": "Día del Trabajo",
    "Columbus Day": "Día de la Raza",
    "Veterans Day": "Día de los Veteranos",
    "Thanksgiving Day": "Día de Acción de Gracias",
    "Christmas Day": "Navidad",
}


def federal_holidays() -> Mapping[date, Words]:
    """Every holiday of `YEARS`: the day itself, and the Friday or Monday on which one at a weekend is observed."""
    days = country_holidays("US", years=YEARS, observed=True, expand=False)
    return MappingProxyType({day: _in_both_languages(name) for day, name in sorted(days.items())})


def _in_both_languages(name: str) -> Words:
    """Raises KeyError for a holiday without a Spanish name: then Congress made a new one, and `_SPANISH` wants it."""
    spanish = _SPANISH[name.removesuffix(_OBSERVED)]
    return Words(name, f"{spanish} (observado)" if name.endswith(_OBSERVED) else spanish)
