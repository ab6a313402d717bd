"""The dates of days that have a name, by year: fixed days, the nth weekday of a month, and those that follow Easter.

City closures are not decided here: the back end knows the city's holidays. These are only what people name days by.
"""

from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, TH, relativedelta, weekday

_FIXED: dict[str, tuple[int, int]] = {
    "new_year": (1, 1),
    "epiphany": (1, 6),
    "valentines_day": (2, 14),
    "st_patricks_day": (3, 17),
    "cinco_de_mayo": (5, 5),
    "juneteenth": (6, 19),
    "independence_day": (7, 4),
    "halloween": (10, 31),
    "veterans_day": (11, 11),
    "christmas_eve": (12, 24),
    "christmas": (12, 25),
    "new_year_eve": (12, 31),
}
# The weekday is counted from the day given: the last Monday of May is MO(-1) from May 31.
_COUNTED: dict[str, tuple[int, int, weekday]] = {
    "mlk_day": (1, 1, MO(3)),
    "presidents_day": (2, 1, MO(3)),
    "memorial_day": (5, 31, MO(-1)),
    "labor_day": (9, 1, MO(1)),
    "columbus_day": (10, 1, MO(2)),
    "thanksgiving": (11, 1, TH(4)),
}
_AFTER_EASTER: dict[str, weekday | int] = {"good_friday": FR(-1), "easter": 0, "easter_monday": 1}


NAMES = (*_FIXED, *_COUNTED, *_AFTER_EASTER, "day_after_thanksgiving")


def named_day(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _COUNTED:
        month, day, counted = _COUNTED[name]
        return date(year, month, day) + relativedelta(weekday=counted)
    if name == "day_after_thanksgiving":
        return named_day("thanksgiving", year) + timedelta(days=1)
    after = _AFTER_EASTER[name]
    return easter(year) + (timedelta(days=after) if isinstance(after, int) else relativedelta(weekday=after))


def next_named_day(name: str, today: date) -> date:
    this_year = named_day(name, today.year)
    return this_year if this_year >= today else named_day(name, today.year + 1)


# What they are called, in the notation of `english.py`.
NAMED_IN_ENGLISH: tuple[tuple[str, str], ...] = (
    ("christmas|xmas day?", "christmas"),
    ("christmas|xmas eve", "christmas_eve"),
    ("new year|years day?", "new_year"),
    ("new year|years eve", "new_year_eve"),
    ("nye", "new_year_eve"),
    ("thanksgiving day?", "thanksgiving"),
    ("turkey day", "thanksgiving"),
    ("black friday", "day_after_thanksgiving"),
    ("independence day", "independence_day"),
    ("fourth of july", "independence_day"),
    ("labor|labour day", "labor_day"),
    ("memorial day", "memorial_day"),
    ("mlk day?", "mlk_day"),
    ("martin luther king jr? day?", "mlk_day"),
    ("president|presidents day", "presidents_day"),
    ("veteran|veterans day", "veterans_day"),
    ("columbus|indigenous peoples? day", "columbus_day"),
    ("juneteenth", "juneteenth"),
    ("halloween", "halloween"),
    ("valentine|valentines day?", "valentines_day"),
    ("st|saint patrick|patricks day", "st_patricks_day"),
    ("cinco de mayo", "cinco_de_mayo"),
    ("good friday", "good_friday"),
    ("easter sunday?", "easter"),
    ("easter monday", "easter_monday"),
)
NAMED_IN_SPANISH: tuple[tuple[str, str], ...] = (
    ("el? dia? de? la? navidad", "christmas"),
    ("la? nochebuena", "christmas_eve"),
    ("la? vispera de navidad", "christmas_eve"),
    ("noche buena", "christmas_eve"),
    ("el? dia? de? ano nuevo", "new_year"),
    ("la? vispera de ano nuevo", "new_year_eve"),
    ("la? nochevieja", "new_year_eve"),
    ("fin de ano", "new_year_eve"),
    ("el? dia? de? accion de gracias", "thanksgiving"),
    ("el? dia de la independencia", "independence_day"),
    ("el? dia de los veteranos", "veterans_day"),
    ("el? dia de los presidentes", "presidents_day"),
    ("el? dia? de? reyes", "epiphany"),
    ("el? viernes santo", "good_friday"),
    ("el? domingo de? pascua", "easter"),
    ("la? pascua", "easter"),
)
