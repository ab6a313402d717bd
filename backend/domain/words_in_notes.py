"""The words by which a code, a phone number or a harmless number in a note is known, in both languages.

Without accents, in lower case.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SECRETS = _words(
    """
    code codes keycode doorcode gatecode passcode passcodes password pin pins combo combos combination keypad pad
    lockbox padlock alarm clave claves codigo codigos combinacion contrasena teclado candado alarma cod
    """
)
"""Beside these a number is a code."""
KEYS = _words(
    """
    push press punch dial marque marcar marca oprima oprimir presione presionar teclee teclear digite pulse
    """
)
"""What is done with a code: as `SECRETS`, but a phone number is dialled too."""
CALLS = _words("call calls text phone cell cel tel telefono celular mobile llame llamar llamen hable")
"""Behind these a number is a phone number."""
PLACES = _words(
    """
    unit apt apartment suite ste lot room rm building bldg floor phase block house unidad apto apartamento depto
    dpto departamento lote local piso edificio manzana torre cuarto
    """
)
"""Behind these a number says where: "unit 120"."""
NUMBERED = _words("no num number numero")
"""What may stand between a place and its number."""
COUNTED = _words(
    """
    min mins minute minutes hour hours hr hrs second seconds sec secs day days week weeks am pm dog dogs cat cats
    people person guys feet ft foot miles blocks minuto minutos hora horas segundo segundos dia dias semana
    semanas perro perros persona personas metros pies cuadras
    """
)
"""Before these a number says how many: "2 dogs"."""
NUMERALS = _words(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety cero dos tres cuatro cinco seis siete
    ocho nueve diez doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte treinta cuarenta
    cincuenta sesenta setenta ochenta noventa
    """
)
"""Numbers in words."""
AMBIGUOUS_NUMERALS = _words("one oh uno once")
"""Numbers in words that mean something else where they stand alone."""
