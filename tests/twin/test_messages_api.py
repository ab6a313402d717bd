"""Twilio's own client finds in the twin what it finds at Twilio, and Prism finds nothing off the contract."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.twin.client import TwinClient, eventually, twilio_client
from tests.twin.conftest import ACCOUNT
from tests.twin.scenarios import Scenario

JAMES, MARIA = "+16785550102", "+16785550101"


def send(client: Client, body: str = "Booked", to: str = JAMES, **more: object) -> str:
    return str(client.messages.create(to=to, body=body, **{"from_": ACCOUNT.number, **more}).sid)


def test_a_message_is_created_and_can_be_fetched_until_it_is_deleted(client: Client, twin: TwinClient) -> None:
    made = client.messages.create(to=JAMES, from_=ACCOUNT.number, body="Está reservada 👍")
    assert (made.status, made.direction, made.date_sent) == ("queued", "outbound-api", None)
    assert twin.phone(JAMES).wait_for("👍") == "Está reservada 👍"
    fetched = client.messages(made.sid).fetch()
    assert (fetched.status, fetched.body, fetched.to) == ("delivered", made.body, JAMES)
    assert fetched.date_sent is not None
    client.messages(made.sid).update(body="")
    assert client.messages(made.sid).fetch().body == ""
    assert client.messages(made.sid).delete()
    with pytest.raises(TwilioRestException) as gone:
        client.messages(made.sid).fetch()
    assert (gone.value.status, gone.value.code) == (404, 20404)


def test_a_messaging_service_names_the_sender_later(client: Client, twin: TwinClient) -> None:
    made = client.messages.create(to=JAMES, messaging_service_sid=ACCOUNT.service, body="Booked")
    assert (made.status, made.from_, made.num_segments) == ("accepted", None, "0")
    twin.phone(JAMES).wait_for("Booked")
    assert client.messages(made.sid).fetch().from_ == ACCOUNT.number


def test_messages_are_listed_by_phone_the_newest_first_over_pages(client: Client) -> None:
    sids = [send(client, f"number {place}") for place in range(5)]
    send(client, "for somebody else", to=MARIA)
    assert [each.sid for each in client.messages.list(to=JAMES, page_size=2)] == sids[::-1]
    assert [each.body for each in client.messages.list(to=JAMES, page_size=2, limit=3)] == [
        "number 4",
        "number 3",
        "number 2",
    ]
    first = client.messages.page(to=JAMES, page_size=2)
    assert [each.sid for each in first.next_page().previous_page()] == sids[:2:-1]
    assert len(client.messages.list()) == 6


def test_messages_are_found_by_the_time_at_which_they_were_sent(client: Client, twin: TwinClient) -> None:
    send(client)
    twin.phone(JAMES).wait_for("Booked")
    now, a_minute, a_day = datetime.now(UTC), timedelta(minutes=1), timedelta(days=1)

    def found(**asked: object) -> int:
        return len(client.messages.list(to=JAMES, **asked))

    assert found(date_sent=now.date()) == 1
    assert found(date_sent_after=now - a_minute) == 1
    assert found(date_sent_before=now + a_minute) == 1
    assert found(date_sent=(now - a_day).date()) == 0
    assert found(date_sent_after=now + a_minute) == 0
    assert found(date_sent_before=now - a_minute) == 0


def test_pictures_are_listed_and_can_be_fetched(client: Client) -> None:
    sid = send(client, "A map", media_url=["https://riverbend.example/a.jpg", "https://riverbend.example/b.jpg"])
    assert sid.startswith("MM")
    assert client.messages(sid).fetch().num_media == "2"
    pictures = client.messages(sid).media.list()
    assert [each.parent_sid for each in pictures] == [sid, sid]
    assert client.messages(sid).media(pictures[0].sid).fetch().content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"to": "+15005550001"}, 400, 21211),
        ({"to": "+15005550002"}, 400, 21612),
        ({"to": "+15005550003"}, 400, 21408),
        ({"to": "+15005550004"}, 400, 21610),
        ({"to": "+15005550009"}, 400, 21614),
        ({"to": "678-555"}, 400, 21211),
        ({"to": ""}, 400, 21604),
        ({"from_": "+15005550001"}, 400, 21212),
        ({"from_": "+15005550007"}, 400, 21606),
        ({"from_": "+15005550008"}, 400, 21611),
        ({"from_": "+16785550999"}, 400, 21606),
        ({"from_": ""}, 400, 21603),
        ({"body": " "}, 400, 21602),
        ({"body": "x" * 1601}, 400, 21617),
    ],
)
def test_what_twilio_refuses(client: Client, twin: TwinClient, asked: dict[str, str], status: int, code: int) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(**{"to": JAMES, "from_": ACCOUNT.number, "body": "Booked", **asked})
    assert (refused.value.status, refused.value.code) == (status, code)
    assert twin.messages() == []


def test_the_longest_message_and_the_number_from_which_all_may_be_sent(client: Client) -> None:
    assert client.messages.create(to=JAMES, from_="+15005550006", body="x" * 1600).num_segments == "11"


@pytest.mark.parametrize(
    ("body", "segments"), [("x" * 160, 1), ("x" * 161, 2), ("€" * 81, 2), ("á" * 70, 1), ("á" * 71, 2), ("👍" * 36, 2)]
)
def test_segments_are_counted_as_carriers_do(direct: Client, body: str, segments: int) -> None:
    assert direct.messages.create(to=JAMES, from_=ACCOUNT.number, body=body).num_segments == str(segments)


def test_an_address_for_callbacks_has_to_be_one(direct: Client) -> None:
    with pytest.raises(TwilioRestException) as refused:
        send(direct, status_callback="sms/status")
    assert refused.value.code == 21609


@pytest.mark.parametrize(("sid", "token"), [(ACCOUNT.sid, "wrong"), ("AC" + "1" * 32, ACCOUNT.token)])
def test_nobody_else_is_let_in(twin: TwinClient, sid: str, token: str) -> None:
    with pytest.raises(TwilioRestException) as refused:
        send(twilio_client(twin.url, sid, token))
    assert (refused.value.status, refused.value.code) == (401, 20003)


def test_errors_are_written_as_twilio_writes_them(twin: TwinClient) -> None:
    path = f"{twin.url}/2010-04-01/Accounts/{ACCOUNT.sid}/Messages.json"
    reply = httpx.post(path, data={"To": "+15005550009", "From": ACCOUNT.number}, auth=(ACCOUNT.sid, ACCOUNT.token))
    assert reply.json() == {
        "code": 21614,
        "message": "'To' number: +15005550009, is not a valid mobile number",
        "more_info": "https://www.twilio.com/docs/errors/21614",
        "status": 400,
    }


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"sid": "SM1"}, "sid"),
        ({"status": "posted"}, "status"),
        ({"error_code": "thirty"}, "error_code"),
        ({"subresource_uris": "none"}, "subresource_uris"),
        ({"num_segments": {"count": 1}}, "num_segments"),
    ],
)
def test_prism_refuses_an_answer_off_the_contract(
    prism: str, twin: TwinClient, changes: dict[str, object], named: str
) -> None:
    twin.happen(Scenario("changed", changes=changes))
    form = {"To": JAMES, "From": ACCOUNT.number, "Body": "Booked"}
    path = f"{prism}/2010-04-01/Accounts/{ACCOUNT.sid}/Messages.json"
    refused = httpx.post(path, data=form, auth=(ACCOUNT.sid, ACCOUNT.token))
    assert refused.status_code == 500
    assert refused.json()["title"] == "Request/Response not valid"
    assert refused.json()["validation"][0]["location"][:3] == ["response", "body", named]
    assert httpx.post(path, data=form, auth=(ACCOUNT.sid, ACCOUNT.token)).status_code == 201


def test_prism_refuses_a_request_off_the_contract(prism: str, twin: TwinClient) -> None:
    path = f"{prism}/2010-04-01/Accounts/{ACCOUNT.sid}/Messages.json"
    for form in ({"Body": "to nobody"}, {"To": JAMES, "Body": "Booked", "MessagingServiceSid": "ours"}):
        assert httpx.post(path, data=form, auth=(ACCOUNT.sid, ACCOUNT.token)).status_code == 422
    eventually(lambda: twin.messages() == [])
