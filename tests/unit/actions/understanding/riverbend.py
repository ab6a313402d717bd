"""The demo city as the reader sees it: its catalogue, its permit shapes, and the permits of the people in its demo."""

from datetime import date

from actions.understanding.context import Context, InspectionName, KnownPermit

TODAY = date(2026, 12, 1)  # a Tuesday

_CATALOGUE = """
footing|101|building|Footing|Zapatas
foundation_wall|102|building|Foundation Wall|Muro de cimentación
slab|103|building|Slab|Losa
framing|110|building|Framing|Estructura
shear_wall|112|building|Sheathing / Shear Wall|Muro de corte
insulation|114|building|Insulation|Aislamiento
drywall|116|building|Drywall|Tablaroca
roof_underlayment|118|building|Roof Underlayment (Dry-in)|Base del techo
roof_final|119|building|Roof Final|Final de techo
deck|121|building|Deck|Terraza
pool_steel|131|building|Pool Steel and Bonding|Acero de piscina
pool_final|139|building|Pool Final|Final de piscina
building_final|199|building|Building Final|Final de construcción
temporary_power|201|electrical|Temporary Power|Energía temporal
electrical_underground|203|electrical|Electrical Underground|Eléctrica subterránea
electrical_rough|205|electrical|Electrical Rough-in|Eléctrica preliminar
electrical_service|207|electrical|Electrical Service / Meter Release|Servicio eléctrico
electrical_final|299|electrical|Electrical Final|Eléctrica final
plumbing_underground|301|plumbing|Plumbing Underground|Plomería subterránea
plumbing_rough|305|plumbing|Plumbing Rough-in (Top-out)|Plomería preliminar
water_heater|307|plumbing|Water Heater|Calentador de agua
sewer|309|plumbing|Sewer Connection|Conexión de drenaje
gas_test|311|plumbing|Gas Pressure Test|Prueba de gas
plumbing_final|399|plumbing|Plumbing Final|Plomería final
mechanical_rough|401|mechanical|Mechanical Rough-in|Mecánica preliminar
kitchen_hood|405|mechanical|Kitchen Hood|Campana de cocina
mechanical_final|499|mechanical|Mechanical Final|Mecánica final
fire_sprinkler|501|fire|Fire Sprinkler|Rociadores contra incendio
fire_alarm|503|fire|Fire Alarm|Alarma contra incendio
fire_final|599|fire|Fire Final|Final de bomberos
erosion_control|601|site|Erosion Control|Control de erosión
site_final|699|site|Site Final|Final de sitio
"""

CATALOGUE = tuple(
    InspectionName(type_, code, trade, {"en": english, "es": spanish})
    for type_, code, trade, english, spanish in (line.split("|") for line in _CATALOGUE.split("\n") if line)
)

SHAPES = (
    r"BRES\d{4}-\d{4}",
    r"NRE\d{6}",
    r"(?:RNEW|RROOF|RPOOL|CELEC|CMECH|CBLD)\d{2}-\d{5}",
    r"[A-Z]{2,6}\d{2}(?:\d{2})?-?\d{3,6}",
)

REMODEL = KnownPermit(
    "BRES2026-0142",
    "17575 Peak Avenue",
    (
        *("electrical_rough", "plumbing_rough", "mechanical_rough", "framing", "insulation", "drywall"),
        *("electrical_final", "plumbing_final", "mechanical_final", "building_final"),
    ),
)
REWIRING = KnownPermit("NRE261051", "10899 Havana Street", ("electrical_final",))
NEW_HOUSE = KnownPermit(
    "RNEW26-00010",
    "208 Alder Court",
    (
        *("erosion_control", "footing", "foundation_wall", "slab", "plumbing_underground"),
        *("electrical_rough", "plumbing_rough", "mechanical_rough", "framing"),
        *("electrical_final", "plumbing_final", "mechanical_final", "building_final"),
    ),
)
OFFICE = KnownPermit(
    "CELEC26-00031",
    "900 Commerce Parkway, Suite 120",
    ("electrical_underground", "electrical_rough", "fire_alarm", "electrical_final"),
)
KITCHEN = KnownPermit("CMECH26-00007", "7200 Quebec Street", ("gas_test", "mechanical_rough", "mechanical_final"))
REROOF = KnownPermit("RROOF25-00318", "66 Lantern Way", ("roof_underlayment", "roof_final"))
POOL = KnownPermit("RPOOL26-00003", "12 Orchard Lane", ("pool_steel", "pool_final"))
FINISHED = KnownPermit("CBLD25-00090", "1 Station Plaza", ("building_final",))


def speaking(*permits: KnownPermit, language: str = "en") -> Context:
    """The context of a message from someone with these permits."""
    return Context(TODAY, language, CATALOGUE, SHAPES, permits)


MARIA = speaking(REMODEL, POOL, language="es")
JAMES = speaking(REWIRING, NEW_HOUSE, REROOF)
QUICKWIRE = speaking(REMODEL, OFFICE)
SUMMIT = speaking(KITCHEN, FINISHED)
STRANGER = speaking()
