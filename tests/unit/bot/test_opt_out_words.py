"""Which messages stop our texts, bring them back or ask for help, and which only look like it."""

import pytest

from bot.consent.words import Wish, asks_for_a_reserved_word, is_spanish_wish, read_wish


@pytest.mark.parametrize(
    "text",
    [
        "STOP", "stop", " Stop. ", "STOP!!", "unsubscribe", "End", "QUIT", "stopall", "Stop All", "revoke", "opt-out",
        "stop please", "Please stop.", "STOP now", "alto por favor", "¡Alto ya, gracias!", "ya no más",
        "pare por favor",
        "OPTOUT", "ALTO", "parar", "Pare", "BAJA", "no más", "¡NO MÁS!", "No mas.",
        "stop texting me", "Please stop texting this number", "stop sending me text messages", "don't text me",
        "Don’t text me anymore", "do not message us again", "no more texts please", "no more messages",
        "I don't want any more texts", "unsubscribe me", "take me off your list", "remove my number from this list",
        "opt me out", "stop these messages", "quit texting me",
        "no más mensajes", "No quiero más mensajes", "no quiero recibir mensajes", "dejen de mandarme mensajes",
        "deje de escribirme", "dejen de enviarme textos por favor", "ya no me manden mensajes", "ya no me escriban",
        "no me envíen más mensajes", "no me escriban más", "denme de baja", "quítenme de la lista",
        "remove me from your text list", "take us off the list of messages", "remove me from the list please",
        "never text me", "please never message us", "never contact me again", "thank you, don't text me",
        "you never text me back so stop texting me", "can you stop texting me", "I don't want texts on my phone",
        "I don't want any more texts about this", "don't send me messages at all", "no quiero mensajes en mi teléfono",
        "ya no me mande nada", "ya no me envíes", "ya no me texteen", "no me mande mensajes", "no me escriba más",
        "quítenme de su lista de mensajes", "bórrenme de la lista por favor",
        "stop texting me reminders or anything else", "stop sending me reminder texts or any messages",
        "unsubscribe me from reminders and all texts", "no quiero mensajes de recordatorio ni nada",
        "no more texts or reminders", "stop texting me about results, stop texting me at all",
    ],
)  # fmt: skip
def test_these_stop_our_texts(text: str) -> None:
    assert read_wish(text, opted_out=False) is Wish.STOP


@pytest.mark.parametrize("text", ["CANCEL", "cancel", "Cancel.", "cancelar", " CANCELAR! "])
def test_cancel_alone_stops_our_texts_and_is_known_apart(text: str) -> None:
    assert read_wish(text, opted_out=False) is Wish.STOP_BY_CANCEL


@pytest.mark.parametrize(
    "text",
    [
        "cancel it", "please cancel", "cancel electrical final", "cancelar la eléctrica final", "C NRE261051",
        "stop by at 9 am", "I'm at the bus stop", "end of the week", "the final is at the end", "stop the inspection",
        "don't stop texting me", "when does the work stop", "no", "no thanks", "no mas tarde", "no, el jueves",
        "no quiero el jueves", "deje de funcionar el calentador", "I did not get your message", "yes", "sí", "si",
        "can you text me the results", "don't want Tuesday", "quiero parar la losa", "help me book", "más tarde",
        "me di de baja la luz", "start tuesday", "1", "",
        "you never text me back", "they never message me when inspector comes", "you guys never text me",
        "the inspectors never contact us", "you don't send me texts", "they still don't text me",
        "why did you stop texting me", "I got no more messages from the inspector", "they quit texting me",
        "ya no me enviaron la confirmación", "no me enviaron mensajes del inspector", "Ya no me mandan el inspector?",
        "ya no me mande el inspector", "no me mandan mensajes", "ya no me escribieron", "no me escribió más",
        "remove me from the list of inspections tuesday", "take me off the inspection list",
        "remove me from the list on tuesday", "quítenme de la lista de inspecciones del martes",
        "no reminders please", "stop the reminders", "no quiero recordatorios", "no more reminders",
        "stop reminding me",
        "stop sending me reminder texts", "unsubscribe me from reminders", "opt me out of the reminders",
        "I don't want texts about fees", "stop texting me reminders", "stop all notifications about results",
        "no quiero mensajes de recordatorio", "ya no me mande mensajes de recordatorio", "no quiero avisos de tarifas",
        "deje de mandarme recordatorios", "no me mande avisos de cambios", "which texts do I get",
        "I don't want messages on the 5th move it", "don't send me messages before 8", "no quiero mensajes el domingo",
    ],
)  # fmt: skip
def test_these_are_for_the_dialogue(text: str) -> None:
    assert read_wish(text, opted_out=False) is None


def test_yes_comes_back_only_for_somebody_who_has_opted_out() -> None:
    for word in ("YES", "sí", "Iniciar", "volver"):
        assert read_wish(word, opted_out=False) is None
        assert read_wish(word, opted_out=True) is Wish.START
    for word in ("START", "unstop"):
        assert read_wish(word, opted_out=True) is Wish.START


@pytest.mark.parametrize("text", ["HELP", "help!", "Info", "AYUDA", "¿Ayuda?"])
def test_help(text: str) -> None:
    assert read_wish(text, opted_out=False) is Wish.HELP
    assert read_wish(text, opted_out=True) is Wish.HELP


def test_the_language_of_a_wish() -> None:
    assert is_spanish_wish("no más mensajes")
    assert is_spanish_wish("AYUDA")
    assert is_spanish_wish("¡Alto ya!")
    assert not is_spanish_wish("STOP")
    assert not is_spanish_wish("no more messages")


@pytest.mark.parametrize(
    "text",
    ["Reply YES to confirm.", 'Text "cancel" to stop it', "reply with help.", "Answer yes or no.", "Responda STOP.",
     "send CANCEL", "Type 'end' when done"],
)  # fmt: skip
def test_a_sentence_that_asks_for_a_carriers_word_is_found(text: str) -> None:
    assert asks_for_a_reserved_word(text)


@pytest.mark.parametrize(
    "text",
    ["Reply 1 to confirm.", "To cancel it, text cancel my electrical final.", "Send help requests to the office",
     "Yes, it is booked.", "Text us to cancel an inspection.", "Responda 1 para confirmar."],
)  # fmt: skip
def test_a_sentence_that_does_not_is_left_alone(text: str) -> None:
    assert not asks_for_a_reserved_word(text)


def test_a_message_made_to_be_slow_is_read_at_once() -> None:
    from time import perf_counter

    started = perf_counter()
    for text in ("stop sending " * 20_000, "no quiero " + "a" * 200_000, "stop all " + "x " * 12 + "y" * 100_000):
        read_wish(text, opted_out=False)
    assert perf_counter() - started < 2
