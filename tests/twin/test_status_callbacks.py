"""What Twilio tells us of a message that it took: signed, and on a bad day late, twice, in disorder or not at all."""

from collections import Counter
from dataclasses import replace

import pytest
from twilio.rest import Client

from tests.twin.client import TwinClient, eventually
from tests.twin.conftest import ACCOUNT
from tests.twin.delivery import Weather
from tests.twin.signing import sign
from tests.twin.sink import Sink

JAMES = "+16785550102"
QUICK = Weather(gap=0.01, late_by=0.1)


def send(client: Client, sink: Sink, name: str = "1") -> str:
    callback = f"{sink.url}/sms/status/{name}?again=no"
    return str(client.messages.create(to=JAMES, from_=ACCOUNT.number, body=name, status_callback=callback).sid)


def told(sink: Sink, name: str = "1") -> list[str]:
    return [each.form["MessageStatus"] for each in sink.posted if each.path.startswith(f"/sms/status/{name}?")]


def wait_for(sink: Sink, count: int) -> None:
    eventually(lambda: len(sink.posted) >= count, 10, f"{count} callbacks, not {len(sink.posted)}")


def test_the_signature_is_twilios() -> None:
    """Twilio's own example."""
    parameters = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
        ("Caller", "+14158675309"),
    ]
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert sign("12345", url, parameters) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_each_status_is_told_to_the_address_that_the_message_named(direct: Client, sink: Sink) -> None:
    sid = send(direct, sink)
    wait_for(sink, 3)
    assert told(sink) == ["queued", "sent", "delivered"]
    assert all(each.is_signed and each.form["MessageSid"] == sid for each in sink.posted)
    assert sink.posted[0].form["To"] == JAMES
    assert "ErrorCode" not in sink.posted[-1].form


@pytest.mark.parametrize(
    ("status", "code", "statuses", "arrives"),
    [
        ("undelivered", 30005, ["queued", "sent", "undelivered"], False),
        ("failed", 30001, ["queued", "failed"], False),
        ("sent", None, ["queued", "sent"], True),
    ],
)
def test_a_message_that_does_not_arrive(
    direct: Client, twin: TwinClient, sink: Sink, status: str, code: int | None, statuses: list[str], arrives: bool
) -> None:
    twin.fate(JAMES, status, code)
    sid = send(direct, sink)
    wait_for(sink, len(statuses))
    assert told(sink) == statuses
    assert sink.posted[-1].form.get("ErrorCode") == (str(code) if code else None)
    eventually(lambda: direct.messages(sid).fetch().status == status)
    assert direct.messages(sid).fetch().error_code == code
    assert twin.phone(JAMES).statuses() == [statuses]
    assert twin.phone(JAMES).received() == (["1"] if arrives else [])


def test_callbacks_of_a_message_in_disorder(direct: Client, twin: TwinClient, sink: Sink) -> None:
    twin.weather(replace(QUICK, gap=0.05, disordered=1))
    sid = send(direct, sink)
    wait_for(sink, 3)
    assert told(sink) == ["delivered", "sent", "queued"]
    assert list(twin.phone(JAMES).statuses()[0]) == ["queued", "sent", "delivered"]
    assert direct.messages(sid).fetch().status == "delivered"


def test_callbacks_twice_late_or_never(direct: Client, twin: TwinClient, sink: Sink) -> None:
    twin.weather(replace(QUICK, doubled=1))
    send(direct, sink, "twice")
    wait_for(sink, 6)
    assert Counter(told(sink, "twice")) == {"queued": 2, "sent": 2, "delivered": 2}
    twin.weather(replace(QUICK, lost=1))
    send(direct, sink, "never")
    twin.weather(replace(QUICK, late=1))
    send(direct, sink, "late")
    assert twin.phone(JAMES).wait_for("late")
    assert told(sink, "late") == []
    wait_for(sink, 9)
    assert told(sink, "late") == ["queued", "sent", "delivered"]
    assert told(sink, "never") == []


def test_the_same_seed_disturbs_the_same_callbacks(direct: Client, twin: TwinClient, sink: Sink) -> None:
    def counts(seed: int) -> list[int]:
        twin.forget()
        sink.posted.clear()
        twin.weather(replace(QUICK, doubled=0.3, lost=0.3, seed=seed))
        for place in range(12):
            send(direct, sink, f"m{place}")
        twin.wait_until_all_is_told()
        return [len(told(sink, f"m{place}")) for place in range(12)]

    first = counts(7)
    assert 12 < sum(first) < 60
    assert counts(7) == first
    assert counts(8) != first


def test_what_became_of_each_callback_is_kept(direct: Client, twin: TwinClient, sink: Sink) -> None:
    sink.answers = [(204, ""), (500, ""), (0, "")]
    send(direct, sink)
    eventually(lambda: len(twin.callbacks()) == 3)
    assert [(each["status"], each["answered"]) for each in twin.callbacks()] == [
        ("queued", 204),
        ("sent", 500),
        ("delivered", 0),
    ]
