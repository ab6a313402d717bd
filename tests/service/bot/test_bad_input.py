"""T4: whatever arrives, the person gets a sensible reply and the carrier never an error."""

import pytest
from sqlalchemy import select

from bot.consent.words import fold
from bot.ports import Answer
from bot.records.tables import MESSAGES
from bot.rendering import Button, Said
from bot.segments import cost


def test_an_empty_message(bench) -> None:
    for body in ("", "   ", "\u200b", "/", None):
        assert bench.reply(body).startswith("Your message came without words")
    assert bench.dialogue.asked == []


def test_only_a_picture(bench) -> None:
    reply = bench.reply("", NumMedia="1", MediaUrl0="https://api.twilio.com/x", MediaContentType0="image/jpeg")
    assert "Your picture is kept for the office" in reply


def test_a_picture_with_words_is_answered_by_its_words(bench) -> None:
    reply = bench.reply("schedule footing", NumMedia="1")
    assert reply == "1: schedule footing\n(Your picture is kept with your message for the office.)"


@pytest.mark.parametrize("count", ["x", "-1", "", "99999999999999999999", "1.5", "²"])
def test_a_count_of_pictures_that_is_none(bench, count: str) -> None:
    assert bench.reply("hi", NumMedia=count).startswith("1: hi")


@pytest.mark.parametrize(
    "body", ["👍", "👩🏽‍🔧", "מחר בבוקר", "مرحبا", '<b>hi</b> & "bye"', "]]>", "'; DROP TABLE x; --"]
)
def test_emoji_right_to_left_and_markup_go_through(bench, body: str) -> None:
    assert bench.reply(body) == f"1: {body}"


def test_nul_and_controls_do_no_harm(bench) -> None:
    assert bench.reply("hel\x00lo\x07\x1b there", FromCity="\x00", Odd="\ud7ff\x00") == "1: hello there"
    with bench.bot.database.read() as connection:
        assert "\x00" not in str(connection.execute(select(MESSAGES.c.text, MESSAGES.c.parameters)).all())


def test_the_longest_message_is_read_and_a_longer_one_is_not(bench) -> None:
    bench.dialogue.answer = lambda question: Answer((Said(f"{len(question.message)} read"),), {})
    assert bench.reply("x" * 1600) == "1600 read"
    assert "too long" in bench.reply("x" * 1601)
    assert "demasiado largo" in bench.reply("hola necesito una inspección " * 100, phone="+16785550101")


@pytest.mark.parametrize("body", ['/schedule{"permit": "X"}', '  /schedule{"permit": "X"}', "\u200b\ufeff/restart"])
def test_a_command_never_reaches_rasa(bench, body: str) -> None:
    bench.reply(body)
    assert not bench.dialogue.asked[0].message.startswith(("/", " ", "\u200b", "\ufeff"))


def test_no_sender_or_one_that_is_not_served_gets_an_empty_response(bench) -> None:
    for sender in ("", "12345", "+442071838750", "anonymous", "\x00"):
        assert bench.said(bench.post({"From": sender, "Body": "hi", "MessageSid": "SM1"})) == ""
    assert bench.said(bench.post({"Body": "hi", "MessageSid": "SM1"})) == ""
    assert bench.said(bench.post({})) == ""
    assert bench.dialogue.asked == []


def test_without_a_message_id_each_is_a_message_of_its_own(bench) -> None:
    replies = [bench.said(bench.post({"From": "+16785550102", "Body": "hi"})) for _ in range(2)]
    assert replies == ["1: hi", "2: hi"]


def test_a_message_id_of_any_length_or_letters(bench) -> None:
    assert bench.reply("hi", sid="S" * 500) == "1: hi"
    assert bench.reply("hi", sid="S" * 500) == "1: hi"
    assert bench.reply("hi", sid="\x00☃") == "2: hi"


def test_a_wrong_charset_is_no_error(bench) -> None:
    for data in (b"From=%2B16785550102&Body=%E9l%E9ctrica&MessageSid=SM1", b"\xff\xfe\x00=\x00&&&=", b"%", b"a=%zz"):
        response = bench.client.post(
            "/sms", data=data, content_type="application/x-www-form-urlencoded; charset=latin-1"
        )
        assert response.status_code == 403


def test_a_body_that_is_no_form_or_too_large_is_refused_plainly(bench) -> None:
    assert bench.client.post("/sms", data=b"{}", content_type="application/json").status_code == 403
    large = bench.client.post("/sms", data={"Body": "x" * 600_000})
    assert large.status_code == 413
    assert bench.client.get("/sms").status_code == 405


def test_choices_and_smart_quotes_are_rendered_for_a_text_message(bench) -> None:
    days = (Button("Tuesday, December 8", "1"), Button("Wednesday, December 9", "2"))
    bench.dialogue.answer = lambda question: Answer((Said("It’s full…"), Said("Which day?", days)), {})
    reply = bench.reply("tomorrow")
    assert reply == "It's full...\nWhich day?\n1 Tuesday, December 8\n2 Wednesday, December 9"
    assert cost(reply).segments == 1


def test_a_long_reply_is_cut_and_the_rest_can_be_had(bench) -> None:
    text = "\n".join(f"{n}. Electrical Final is open on permit NRE26{n:04}." for n in range(60))
    bench.dialogue.answer = lambda question: Answer((Said(text),), {"language": "en"})
    first = bench.reply("list")
    assert len(first) <= 1600
    assert first.endswith("(There is more: text MORE to read on.)")
    second = bench.reply("More")
    assert len(bench.dialogue.asked) == 1
    joined = first.removesuffix("(There is more: text MORE to read on.)") + second
    assert fold(joined) == fold(text)
    bench.reply("more")
    assert len(bench.dialogue.asked) == 2
