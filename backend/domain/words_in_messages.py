"""The words by which a code in a message is told from a permit, a date, an address or a confirmation number.

In both languages, without accents, in lower case.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


CODES = _words(
    """
    code codes keycode keycodes doorcode doorcodes gatecode gatecodes passcode passcodes password passwords pin pins
    combo combos combination keypad keypads lockbox lockboxes padlock padlocks clave claves codigo codigos cod
    combinacion contrasena contrasenas teclado candado candados
    """
)
"""Behind these, over a few words, a number is a code."""
LOCKS = _words(
    """
    gate gates door garage lock locks box alarm key keys entry access chain porton portones puerta garaje reja caja
    alarma cerradura chapa llave llaves entrada acceso cadena
    """
)
"""Right behind these a number of four digits, or one with # or *, is a code."""
KEYED = _words(
    "push press punch dial enter type marque marcar marca oprima oprimir presione presionar teclee digite pulse"
)
"""Right behind these a number of four digits, or one that ends with the # key, is a code."""
HASH_KEY = _words("pound hash star gato numeral asterisco estrella")
OTHER_CODES_BEFORE = _words(
    """
    inspection inspections zip postal area building fire electrical plumbing mechanical energy residential
    international national country error dress city county state confirmation type per meets meet up to by
    property survey corner section
    """
)
"""Behind these "code" is no secret: "inspection code 299", "per code 2018"."""
OTHER_CODES_AFTER = _words(
    """
    inspection inspections enforcement official officer section compliance compliant violation violations requires
    cycle book final rough inspeccion inspecciones construccion area postal confirmacion energia electrico electrica
    plomeria pais permiso incendio tipo seccion edificacion
    """
)
"""Before these neither: "code enforcement", "código de área", "combo inspection"."""
ARRANGING = _words(
    "schedule book reschedule request programar programe agendar agende pedir solicitar inspeccion inspection"
)
"""Where one of these comes shortly before "code", it is the code of an inspection."""
ANOTHER_MATTER = _words(
    """
    schedule reschedule book cancel move inspection inspections inspector final rough permit permits permiso permisos
    confirmation confirmacion address direccion programar programe agendar cancelar cancele mover mueva inspeccion
    inspecciones call text llame llamar reply responda
    """
)
"""Behind these it is no longer the code that is told."""
NAMING = _words(
    """
    is are s its it es son the a an el la los las mi my our nuestra nuestro number numero no num now ahora new nuevo
    nueva still like left right izquierda derecha then luego sera was era para for
    """
)
"""What may stand between a code and the word that names it."""
MORE_OF_IT = _words("then right left luego derecha izquierda a la to")
AND = _words("and y e or o")
JOINING = _words("is es son are was for para on in into at en")
"""Behind a number, these may lead back to what it is: "5521 is the gate code", "4471 en el teclado"."""
OPENING = _words("opens unlocks abre abren works funciona")
PERMITS = _words("permit permits permiso permisos")
"""Behind these a number is that of a permit."""
CONFIRMATIONS = _words("confirmation confirmacion conf reference referencia receipt recibo order license licencia")
ON_THE_WAY = _words("is es number numero num no ending ends in con termina terminado que")
MONTHS = _words(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre ene abr ago dic
    """
)
WEEKDAYS = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun lunes martes
    miercoles jueves viernes sabado domingo
    """
)
AT_A_TIME = _words("at las before after until till by from around a antes despues hasta entre between desde sobre")
AT_AN_ADDRESS = _words("at of in en for on calle avenida address direccion dirección del de")
STREETS = _words(
    """
    street st avenue ave road rd drive dr lane ln court ct boulevard blvd way circle cir parkway pkwy highway hwy
    place terrace trail trl calle avenida camino
    """
)
MONEY = _words("dollars dollar bucks dolares dolar pesos")
FILLERS = (
    _words(
        """
    it its is the my code codes number es el la mi codigo clave numero ok okay yes si sure here aqui esta gracias
    thanks thank you please por favor sorry i think creo and y s
    """
    )
    | HASH_KEY
)
"""A message of nothing but these and numbers is a bare answer."""
