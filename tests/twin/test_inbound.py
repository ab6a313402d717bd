"""A text to the city, as Twilio brings it, and what Twilio does with the answer."""

import httpx
import pytest

from tests.twin.account import Account, OptOuts
from tests.twin.client import TwinClient
from tests.twin.conftest import ACCOUNT
from tests.twin.running import twin_in_thread
from tests.twin.sink import TOKEN, Sink

JAMES, MARIA = "+16785550102", "+16785550101"
HELLO = "<Response><Message>Hello &amp; welcome</Message></Response>"


def test_a_text_is_signed_and_the_answer_is_texted_back(twin: TwinClient, sink: Sink) -> None:
    sink.answers = [(200, HELLO)]
    told = twin.phone(JAMES).text("¿Está listo? 👍")
    assert told.words == ["Hello & welcome"]
    assert twin.phone(JAMES).wait_for("Hello") == "Hello & welcome"
    [posted] = sink.posted
    assert posted.is_signed
    assert posted.form["Body"] == "¿Está listo? 👍"
    assert (posted.form["From"], posted.form["To"]) == (JAMES, ACCOUNT.number)
    assert posted.form["MessageSid"] == told.sid
    assert posted.token
    assert twin.alerts() == []


def test_an_answer_of_two_messages_and_one_of_none(twin: TwinClient, sink: Sink) -> None:
    sink.answers = [(200, "<Response><Message>1</Message><Message><Body>2</Body></Message></Response>"), (200, "")]
    assert twin.phone(JAMES).text("hi").words == ["1", "2"]
    assert twin.phone(JAMES).text("hi").words == []
    assert twin.phone(JAMES).wait_for("2")
    assert twin.phone(JAMES).received() == ["1", "2"]


def test_the_same_text_brought_often_is_one_text(twin: TwinClient, sink: Sink) -> None:
    sink.answers = [(200, HELLO)]
    told = twin.text(JAMES, "hi", "SMsame", times=5)
    again = twin.text(JAMES, "hi", "SMsame")
    assert [each["status"] for each in (*told.answers, *again.answers)] == [200] * 6
    assert {each.form["MessageSid"] for each in sink.posted} == {"SMsame"}
    assert len({each.token for each in sink.posted[:5]}) == 1
    twin.phone(JAMES).wait_for("Hello")
    assert twin.phone(JAMES).times("Hello") == 1
    assert again.sent == []


def test_a_lost_answer_brings_the_text_again(twin: TwinClient, sink: Sink) -> None:
    sink.answers = [(200, "<Response><Message>first</Message></Response>"), (200, HELLO)]
    told = twin.text(JAMES, "hi", lost_answers=1)
    assert told.words == ["Hello & welcome"]
    assert len({(each.token, each.form["MessageSid"]) for each in sink.posted}) == 1
    assert twin.phone(JAMES).wait_for("Hello")
    assert twin.phone(JAMES).times("first") == 0


@pytest.mark.parametrize(
    ("answer", "content_type", "code"),
    [
        ((500, "oops"), "text/plain", 11200),
        ((0, ""), "text/xml", 11200),
        ((200, "{}"), "application/json", 12300),
        ((200, "<Response>"), "text/xml", 12100),
    ],
)
def test_an_answer_that_cannot_be_used_brings_it_to_the_fallback(
    twin: TwinClient, sink: Sink, answer: tuple[int, str], content_type: str, code: int
) -> None:
    sink.answers, sink.content_type = [answer, (200, "")], content_type
    twin.point_to(f"{sink.url}/sms", f"{sink.url}/sms/fallback")
    twin.phone(JAMES).text("hi")
    first, second = sink.posted
    assert (first.path, second.path) == ("/sms", "/sms/fallback")
    assert second.is_signed
    assert (second.form["ErrorCode"], second.form["ErrorUrl"]) == (str(code), f"{sink.url}/sms")
    assert (first.form["MessageSid"], first.token) == (second.form["MessageSid"], second.token)
    assert twin.alerts()[0]["code"] == code


def test_without_a_fallback_it_is_lost_and_twilios_debugger_says_so(twin: TwinClient, sink: Sink) -> None:
    sink.answers = [(503, "")]
    assert twin.phone(JAMES).text("hi").words is None
    assert [each["code"] for each in twin.alerts()] == [11200]
    assert twin.phone(JAMES).received() == []


def test_a_webhook_that_takes_too_long_is_not_waited_for(sink: Sink) -> None:
    sink.seconds, sink.answers = 1.0, [(200, HELLO)]
    with twin_in_thread(Account(token=TOKEN, sms_url=f"{sink.url}/sms", webhook_timeout=0.2)) as twin:
        assert "Timeout" in twin.phone(JAMES).text("hi").answers[0]["error"]


def test_pictures_can_be_fetched_where_the_text_says(twin: TwinClient, sink: Sink) -> None:
    told = twin.text(JAMES, "", pictures=[("image/png", b"\x89PNG")])
    form = sink.posted[0].form
    assert (form["NumMedia"], form["MediaContentType0"]) == ("1", "image/png")
    assert form["MediaUrl0"].startswith(f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT.sid}/Messages/{told.sid}")
    fetched = twin_get(twin, form["MediaUrl0"].removeprefix("https://api.twilio.com"))
    assert fetched == b"\x89PNG"


def test_parameters_can_be_added_and_changed(twin: TwinClient, sink: Sink) -> None:
    twin.phone(JAMES).text("hi", To="+16785550111", New="as announced nowhere")
    assert (sink.posted[0].form["To"], sink.posted[0].form["New"]) == ("+16785550111", "as announced nowhere")
    assert sink.posted[0].is_signed


def test_stop_blocks_everything_until_start(twin: TwinClient, sink: Sink) -> None:
    james = twin.phone(JAMES)
    sink.answers = [(200, HELLO)]
    assert james.text("Stop ").words == ["Hello & welcome"]
    james.wait_for("successfully been unsubscribed")
    assert [each["code"] for each in twin.alerts()] == [21610]
    james.text("help")
    assert len(james.received()) == 1
    james.text("START")
    assert james.wait_for("Hello")
    assert "re-subscribed" in james.received()[1]
    assert twin.phone(MARIA).text("yes").words == ["Hello & welcome"]
    assert twin.phone(MARIA).wait_for("Hello")
    assert twin.phone(MARIA).times("re-subscribed") == 0


@pytest.mark.parametrize(("handling", "type_"), [(OptOuts.ADVANCED, "STOP"), (OptOuts.OFF, None)])
def test_other_ways_to_handle_stop(sink: Sink, handling: OptOuts, type_: str | None) -> None:
    sink.answers = [(200, HELLO)]
    with twin_in_thread(Account(token=TOKEN, sms_url=f"{sink.url}/sms", opt_outs=handling)) as twin:
        james = twin.phone(JAMES)
        james.text("STOP")
        assert sink.posted[0].form.get("OptOutType") == type_
        assert james.wait_for("Hello" if type_ is None else "unsubscribed")
        assert len(james.received()) == 1


def twin_get(twin: TwinClient, path: str) -> bytes:
    reply = httpx.get(f"{twin.url}{path}", auth=(ACCOUNT.sid, ACCOUNT.token))
    reply.raise_for_status()
    return reply.content
