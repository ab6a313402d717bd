"""Spanish: what builders and homeowners call inspections, and how they answer."""

from actions.understanding.vocabulary.entries import Vocabulary

SPANISH = Vocabulary(
    language="es",
    trades={
        "electrical": "eléctrica, eléctricas, eléctrico, eléctricos, electricidad, cableado, la luz, de luz",
        "plumbing": "plomería, plomerías, fontanería, tubería, tuberías",
        "mechanical": "mecánica, mecánicas, mecánico, mecánicos, aire acondicionado, climatización, clima",
        "building": "construcción, edificio, edificación",
        "fire": "bomberos, bombero, incendio, incendios",
        "roof": "techo, techos, techado, tejado",
        "pool": "piscina, piscinas, alberca, albercas",
        "site": "sitio, terreno",
    },
    stages={
        "final": "final, finál",
        "rough": "preliminar, en bruto, bruta, bruto, áspera, previa, de roughin",
        "underground": "subterránea, subterráneo, bajo tierra, bajo losa, debajo de la losa, soterrada, enterrada",
    },
    many={
        "final": "finales",
        "rough": "preliminares, previas",
        "underground": "subterráneas, subterráneos",
    },
    inspections={
        "footing": "zapata, zapatas, sapata, sapatas, cimientos, cimiento, varilla, zapatos de cimentación",
        "foundation_wall": """
            muro de cimentación, muros de cimentación, muro de cimiento, cimentación, muro de fundación, pared de
            cimiento
        """,
        "slab": "losa, losas, loza, lozas, losa de concreto, piso de concreto, plancha, placa",
        "framing": "estructura, estructuras, armazón, armazones, estructural, marco, entramado, el frame",
        "shear_wall": "muro de corte, muros de corte, muro cortante",
        "insulation": "aislamiento, aislante, aislación, insulación",
        "drywall": "tablaroca, tabla roca, yeso, panel de yeso, sheetrock, shirrock, shirok, chirok, tabique",
        "roof_underlayment": "base del techo, base de techo, fieltro, membrana del techo, impermeabilización",
        "roof_final": "final del techo",
        "deck": "terraza, deque",
        "pool_steel": """
            acero de piscina, acero de alberca, acero de la piscina, acero de la alberca, varilla de piscina, varilla
            de alberca, acero de la pileta
        """,
        "building_final": """
            final de la casa, final de casa, final de obra, final de la obra, final de ocupación, certificado de
            ocupación final, recorrido final
        """,
        "temporary_power": """
            energía temporal, luz temporal, poste temporal, electricidad temporal, poste de luz, corriente temporal
        """,
        "electrical_service": """
            servicio eléctrico, medidor eléctrico, medidor de luz, acometida, panel eléctrico, tablero eléctrico,
            cambio de panel
        """,
        "plumbing_rough": "top out",
        "water_heater": "calentador, calentador de agua, boiler, bóiler",
        "sewer": "drenaje, alcantarillado, desagüe, cloaca, conexión de drenaje",
        "gas_test": """
            prueba de gas, prueba del gas, prueba de presión, presión de gas, línea de gas, tubería de gas, gas
        """,
        "kitchen_hood": "campana, campana de cocina, extractor de cocina",
        "fire_sprinkler": "rociadores, rociador, rociadores contra incendio, rociadores contra incendios",
        "fire_alarm": """
            alarma contra incendio, alarma contra incendios, alarma de incendio, alarma de incendios, alarma de fuego,
            alarma
        """,
        "fire_final": "final de incendio, final de incendios, final contra incendio",
        "erosion_control": "control de erosión, erosión",
    },
    either={
        ("electrical_service", "gas_test"): "medidor, liberación del medidor, liberar el medidor, etiqueta verde",
        ("framing", "electrical_rough", "plumbing_rough", "mechanical_rough"): """
            antes de tapar, para tapar, para cerrar paredes, antes de cerrar
        """,
    },
    together={
        (
            "electrical_rough",
            "plumbing_rough",
            "mechanical_rough",
            "framing",
        ): "combinada, combinadas, las cuatro juntas, inspección combinada",
    },
    weak="""
        la luz, de luz, edificio, techo, techos, piscina, piscinas, alberca, albercas, sitio, terreno, terraza, campana,
        plancha, placa, marco, drenaje, desagüe, bomberos, bombero, incendio, incendios, mecánico, mecánicos, medidor,
        clima, tubería, tuberías, previa, previas, bruta, bruto, estructura, estructuras, varilla, boiler, cloaca,
        construcción, yeso, tejado, áspera, en bruto, estructural, cimiento, alarma, gas
    """,
    never_alone="clima, construcción, edificio, edificación, sitio, terreno",
    not_inspections="""
        al final, a final de, a finales de, al final de, finales de mes, final de mes, final del mes, final de año,
        final de semana, final de la semana, finales de semana, en final, punto final, precio final, costo final, pago
        final, final del día, final del año, por final, respuesta final, factura final, departamento de bomberos,
        estación de bomberos, servicio al cliente, permiso de construcción, permisos de construcción, código de
        construcción, permiso eléctrico, permiso de plomería, permiso mecánico, permiso de techo, permiso de piscina,
        permiso de alberca, recibo de luz, compañía de luz, se fue la luz, no hay luz, no tengo luz, gasolina, en
        obra, mano de obra, sitio web, clima de hoy, el marco de, final feliz, gran final, todo listo, todo está, todo
        esta, está todo, todo bien, todo como, olvida todo, olvídalo todo, ante todo, sobre todo, todo el día, todos
        los días, todo terminado, del todo, todo el mundo, ya todo, bórralo todo, después de todo, es todo, eso es
        todo, sería todo, eso sería todo, alberca pública, piscina pública, gracias por todo
    """,
    not_typos="""
        mediados, aragonés, comer, comiendo, plata, playa, comienzo, comienzos, frase, frases, electrónico, electrónica,
        electrónicos, electrónicas, robar, fiscales, duque, mecanismo, mecanismos, coger, coser, inflación, mete, meter,
        meten, meterse, metes, tejido, entrando, entregado, entregada, entrenado, plana, filtro, filtros, enterado,
        mercancía, mercancías, insultar, pluma, apelación, anulación, amazonas, bruja, brujo, encerrado, encerrada,
        rezar, regar, prevista, previstas, locas, incentivo, incentivos, marcho, plaga, comió, lomas, alberga, albergar,
        metálico, metálica, metálicos, metálicas, campeona, aspira, precisas, premisas, despegue, vainilla, dique,
        polaca, elector, brito, teclado, teclados, concierto, papel, papeles, cerraron, grande, cuarto, poder, contar,
        contacte, verme, verse, pareces, corta, tapa, tapas, talla, tabla, tablas, linda, core, pare, juntar,
        finalmente, finalizar, finalizado, finca, firma, firmar, plano, planta, plaza, precio, presente, provisional,
        tierra, tienda, teatro, campo, campaña, mercado, medida, medico, médico, media, estructurado, instalación,
        calendario, calentar, constructor, eléctricamente, alarmas, servicios, energías, marca, casas, cobra,
        electricista, electricistas, plomero, plomeros, cables, muro
    """,
    danger="""
        huele a gas, olor a gas, fuga de gas, fuga, chispas, explosión, explotó, se quema, se está quemando, hay un
        incendio, hay fuego, emergencia, incendio en, llamas, huele mucho a gas, huele feo a gas, huele bien feo a gas,
        huele como a gas, se sale el gas, se está saliendo el gas, sale gas, escape de gas, tira gas, quemándose, está
        quemando, están quemando, se queman, se incendia, se está incendiando, ardiendo, agarró fuego, agarró lumbre,
        hay lumbre, prendió fuego, huele a quemado, huele mucho a quemado, huele como a quemado, huele a cable quemado,
        huele a plástico quemado, olor a quemado, huele a humo, huele mucho a humo, olor a humo, sale humo, saliendo
        humo, sale mucho humo, saca humo, sacando humo, echa humo, echando humo, hay humo, hay mucho humo, lleno de
        humo, mucho humo, humo negro, veo humo, humo en el, humo en la, humo del panel, chispa, chispazo, chispazos,
        chispea, chispeando, hay un corto, hubo un corto, hizo corto, hace corto, haciendo corto, corto circuito,
        cortocircuito, se cayó la pared, se cayó una pared, se cayó el muro, se cayó un muro, se cayó la barda, se cayó
        el techo, se cayó la losa, se cayó el andamio, se cayó un andamio, se cayó un trabajador, se cayó el trabajador,
        se cayó alguien, alguien se cayó, se cayó del techo, se cayó del andamio, se cayó de la escalera, se nos cayó la
        pared, se me cayó la pared, se vino abajo, se derrumbó, derrumbe, se colapsó, colapsó, un herido, una herida,
        herido, heridos, hay heridos, está herido, lastimado, lastimada, se lastimó, sangrando, sangra, atrapado,
        atrapados, inconsciente, desmayado, se desmayó, me dio toques, me dio un toque, me da toques, me dan toques, dio
        toques, da toques, dan toques, dando toques, da un toque, me dio la corriente, me agarró la corriente, me pegó
        la corriente, le pegó la corriente, le dio la corriente, descarga eléctrica, electrocutó, electrocutado, choque
        eléctrico
    """,
    inspection="""
        inspección, inspecciones, inspector, inspeccionar, prueba, revisión, revisar, la de, el de, la del, el del,
        inspeccionen, inspeccione, inspeccion de, revisen, revise
    """,
    bookish="""
        programar, programe, programa, agendar, agenda, agende, agéndame, reservar, reserva, reserve, cancelar,
        cancela, cancele, mover, mueve, cambiar, cambia, necesito, ocupo, quiero, quisiera, pedir, pido, solicitar,
        solicito, cita, poner, ponme, apartar, hacer, hágame, lista para, listo para, agregar, agrega, agrégale,
        agregue, agréguele, añade, añadir, mande, manda, mándeme, vengan, venga, queremos, lista, listo, pasó,
        pasé, aprobada, resultado, inspector
    """,
    every="""
        todas, todos, todas las, todos los, todas mis, cada, ambas, ambos, las dos, los dos, las tres, los tres, las
        cuatro, todas las demás, el resto de las, las demás, todos mis, ambas las, las que faltan
    """,
    everything="""
        todo, todas, todos, todas ellas, ambas, ambos, las dos, los dos, las tres, los tres, las cuatro, todo lo que
        falta, lo que falta, lo que queda, todas las que faltan, las que faltan, el resto, todas las inspecciones,
        todo lo demás, las demás
    """,
    negations="""
        no la, no el, no las, no los, no es la, no es el, no es, no son, no quiero la, no quiero el, no quiero, no
        necesito, no necesito la, no ocupo, no para la, no para el, no de, menos, menos la, menos el, excepto, excepto
        la, salvo, en vez de, en vez de la, en lugar de, en lugar de la, sin, sin la, ni, ni la, pero no, y no, no
        una, no un, no esa, no programe, no agende, no reserve, quitar, quita, quite
    """,
    only="sino, solo, sólo, solamente, mejor, pero, únicamente, nomás, nada más",
    corrections="""
        digo, perdón, mejor dicho, más bien, quise decir, quiero decir, me equivoqué, no espere, no espera, espere,
        corrijo, o sea, disculpe
    """,
    past="""
        pasé, pasó, pasamos, aprobé, aprobó, aprobaron, fallé, falló, fallaron, reprobé, reprobó, terminé, terminamos,
        ya pasé, ya pasó, ya pasamos, ya aprobaron
    """,
    mistaken="por error, por equivocación",
    removing="elimine, elimina, saque, saca, borre, borra",
    adding="agregue, agrega, agrégale, añade, añada, ponga, deje, mantenga",
    changing="cambiar, cambia, cambie, cambio, cámbieme, cámbiame, reemplazar, sustituir",
    into="por, a, para",
    and_words="lo mismo para, lo mismo con, igual para, y, e, más, también, además, con, junto con, así como",
    or_words="o, u, ni",
    little_words="""
        la, el, las, los, lo, un, una, unas, unos, de, del, para, por, en, al, a, mi, mis, inspección, inspecciones,
        tipo, por favor, prueba, es, que, esa, ese, esta, este, parte, trabajo, revisión, su, primera, segunda,
        contra, residencial, comercial, demás, pa, que me, me
    """,
    yes="""
        sí, si, sip, simón, dale, va, claro, claro que sí, por supuesto, está bien, esta bien, ok, okey, vale, de
        acuerdo, perfecto, correcto, correcta, exacto, exactamente, eso, eso es, así es, así está bien, confirmo,
        confirmado, confirmar, confírmalo, confírmela, confirma, resérvala, resérvalo, resérvela, resérvelo, reserve,
        hágalo, hazlo, adelante, sale, órale, ándale, bueno, bien, muy bien, me parece bien, me parece, me sirve, me
        funciona, me queda bien, me va bien, excelente, genial, de una, listo, afirmativo, agéndala, agéndalo,
        agéndela, agéndelo, prográmala, prográmela, prográmelo, sí señor, sí señora, cómo no, como no, seguro, desde
        luego, está perfecto, esa está bien, ese está bien, si por favor, sí quiero, si quiero, está correcto, es
        correcto, cierto, va que va, suena bien, ya estuvo, arre, a todo dar, sí es, 👍, sí cancélala, sí cancélalo, sí
        cancele, sí cancélela, sí cancela, sí muévela, sí muévala, sí resérvala, esa misma, ese mismo, está muy bien,
        todo bien, por mí está bien, ya quedó, ok está bien, hágale, ta bien, eso mismo, está perfecto así, está bien
        así, ese mero, ándele, ándele pues, mándelo, póngala, ponla, cancélela por favor, me queda perfecto, esa, ese,
        proceda, ese día está bien, ese día, que sí, sí mero
    """,
    no="""
        no, nop, nel, no gracias, para nada, no quiero, no señor, no señora, nunca, jamás, negativo, incorrecto, así
        no, eso no, esa no, ese no, ninguna, ninguno, todavía no, aún no, ahora no, mejor no, por ahora no, no está
        bien, no es correcto, está mal, no me sirve, no me queda, no me funciona, ni una, claro que no, no no, que no,
        no es así, no lo haga, no lo hagas, no la reserve, no lo reserve, no es eso, no así no, no es cierto, ahorita
        no, de momento no, mal, equivocado, no todavía, tampoco, no me queda bien, no me conviene, ese día no, esa
        fecha no, no puedo ese día, no haga nada, esa fecha no me queda, ese día no me queda, ninguno de esos días, no
        lo mande, no así déjelo, déjala como está, déjelo como está
    """,
    not_a_no="""
        no hay problema, no problema, no sé, no se, no entiendo, no hay, no tengo, no puedo, no me acuerdo, no
        encuentro, no sabía, no recuerdo, no importa, no te preocupes, no se preocupe, no pasa nada, no pasó, no
        aparece, no funciona, no sirve, no ha, no han, no he, no hablo, no estoy, no me llegó, no llegó, no vino, no
        veo, no más
    """,
    after_no="""
        la, el, las, los, es, son, mejor, para, quiero, quería, digo, era, de, cámbiala, cámbialo, cambia, cambie,
        mueve, ponla, ponlo, prefiero, necesito, solo, sólo, sino, en, esa, ese, sería, que sea, una, un, otra, otro,
        mi, perdón, disculpe, hasta, después, antes, espere, espera
    """,
    polite="""
        que dios la bendiga, que dios lo bendiga, dios la bendiga, dios lo bendiga, hasta luego, que tenga buen día,
        buen día, que esté bien, nos vemos, adiós,
        por favor, porfa, porfavor, porfis, gracias, muchas gracias, mil gracias, señor, señora, señorita, amigo,
        amiga, jefe, hola, buenos días, buenas tardes, buenas, pues, entonces, ah, eh, este, muy amable, le agradezco,
        te agradezco, oiga, oye, jaja, ya, se lo agradezco, bendiciones, joven
    """,
    ordinals={
        1: "primera, primero, primer, 1a, 1o, 1ra, 1ro, 1er, 1era",
        2: "segunda, segundo, 2a, 2o, 2da, 2do",
        3: "tercera, tercero, tercer, 3a, 3o, 3ra, 3ro, 3er, 3era",
        4: "cuarta, cuarto, 4a, 4o, 4ta, 4to",
        5: "quinta, quinto, 5a, 5o, 5ta, 5to",
        6: "sexta, sexto, 6a, 6o, 6ta, 6to",
        -1: "última, último, ultimo, de abajo",
    },
    numerals={
        1: "uno, una",
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        7: "siete",
        8: "ocho",
        9: "nueve",
    },
    option="""
        opción, opciones, número, num, la, el, lo, las, los, quiero, quisiera, prefiero, escojo, elijo, tomo, me quedo
        con, deme, dame, con, para, ponme, póngame, que sea, sería, fecha, día, cita, me gustaría, selecciono, vamos
        con, mejor, reserva, reserve, está bien, me sirve, me conviene, a, de, es, por la
    """,
    spoken_digits="""
        cero 0, uno 1, dos 2, tres 3, cuatro 4, cinco 5, seis 6, siete 7, ocho 8, nueve 9, diez 10, once 11, doce
        12, trece 13, catorce 14, quince 15, dieciseis 16, diecisiete 17, dieciocho 18, diecinueve 19, veinte 20,
        veintiuno 21, veintidos 22, veintitres 23, veinticuatro 24, veinticinco 25, veintiseis 26, veintisiete 27,
        veintiocho 28, veintinueve 29, treinta 30, cuarenta 40, cincuenta 50, sesenta 60, setenta 70, ochenta 80,
        noventa 90
    """,
    spoken_dash="guion, raya, menos",
    letter_names="""
        be b, ve v, ve b, ce c, de d, efe f, ge g, hache h, jota j, ka k, ele l, eme m, ene n, en n, pe p, cu q, erre r,
        ere r, ese s, te t, uve v, doble u w, doble ve w, doble uve w, uve doble w, equis x, i griega y, ye y, zeta z
    """,
    street_kinds="calle, avenida, av, camino, carretera, paseo, bulevar, callejón, plaza, privada, cerrada, lote",
    everyday_streets="""
        centro, norte, sur, este, oeste, luz, paz, sol, mayo, primera, segunda, principal, verde, iglesia, escuela
    """,
    unit_words="""
        apartamento, apto, departamento, depto, lote, piso, oficina, unidad, dólares, amperios, amps, voltios, pies,
        metros, minutos, horas, galones, pulgadas, código postal, días, semanas, meses, años, kilómetros, millas
    """,
    permit_words="""
        permiso, permisos, número de permiso, permiso número, permiso no, solicitud, expediente, termina en, que
        termina en, número, proyecto
    """,
    telling="""
        el, los, las, un, una, unos, unas, del, al, y, o, que, es, son, está, están, para, por, con, mi, mis, tu, su,
        se, lo, le, de, en, necesito, quiero, quisiera, puedo, puede, pueden, tengo, tiene, hay, hola, gracias, favor,
        porfavor, porfa, buenos, buenas, días, tardes, mañana, hoy, lunes, martes, miércoles, jueves, viernes, sábado,
        domingo, próximo, próxima, semana, cuando, cuándo, cómo, como, qué, cuál, dónde, donde, quién, porque,
        inspección, inspecciones, permiso, permisos, programar, agendar, reservar, cancelar, cambiar, mover, cita,
        primera, segunda, tercera, primero, segundo, última, último, opción, dale, claro, vale, perfecto, correcto,
        bueno, bien, adelante, todas, todos, todo, ambas, dos, tres, cuatro, sino, pero, mejor, solo, también, además,
        menos, excepto, ese, esa, esto, eso, casa, ayuda, español, persona, oficina, horario, abierto, estado, pagar,
        pago, sin, ni, nada, muchas, quedan, falta, faltan, enero, febrero, marzo, abril, mayo, junio, julio, agosto,
        septiembre, octubre, noviembre, diciembre, señor, tarde, temprano, lista, listo, pasó, salió, resultado,
        resultados, tiempo, siguiente, viene, ocupo, va, buen, día, hacer, haga, hágalo, sí, uno, era, fue, cuanto,
        cuánto, debo, deme, dame, vincular, vincule, vincúleme, desvincular
    """,
)
