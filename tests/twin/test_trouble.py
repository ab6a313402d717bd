"""What goes wrong at Twilio, as its own client meets it."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from tests.twin.account import Account
from tests.twin.client import TwinClient
from tests.twin.conftest import ACCOUNT
from tests.twin.running import twin_in_thread, twin_process
from tests.twin.scenarios import Scenario

JAMES, MARIA = "+16785550102", "+16785550101"


def send(client: Client, to: str = JAMES) -> str:
    return str(client.messages.create(to=to, from_=ACCOUNT.number, body="Booked").sid)


def post(twin: TwinClient, **more: str) -> httpx.Response:
    path = f"{twin.url}/2010-04-01/Accounts/{ACCOUNT.sid}/Messages.json"
    form = {"To": JAMES, "From": ACCOUNT.number, "Body": "Booked", **more}
    return httpx.post(path, data=form, auth=(ACCOUNT.sid, ACCOUNT.token), timeout=5)


def test_too_many_requests_says_when_to_come_back(twin: TwinClient) -> None:
    twin.happen(Scenario("refused", times=2, retry_after=3))
    for _ in range(2):
        reply = post(twin)
        assert (reply.status_code, reply.json()["code"], reply.headers["Retry-After"]) == (429, 20429, "3")
    assert post(twin).status_code == 201
    assert len(twin.messages()) == 1


@pytest.mark.parametrize("stores", [False, True], ids=["before it stored", "after it stored"])
def test_a_server_error_may_have_sent_the_message(direct: Client, twin: TwinClient, stores: bool) -> None:
    twin.happen(Scenario("refused", stores=stores, status=503, code=20503))
    with pytest.raises(TwilioRestException) as refused:
        send(direct)
    assert (refused.value.status, refused.value.code) == (503, 20503)
    assert len(twin.messages()) == int(stores)


def test_an_error_may_come_as_a_page_or_as_a_problem(twin: TwinClient) -> None:
    twin.happen(Scenario("refused", status=502, written="html"))
    assert post(twin).headers["Content-Type"] == "text/html"
    twin.happen(Scenario("refused", status=400, code=21610, written="problem"))
    assert post(twin).json()["type"] == "https://www.twilio.com/docs/errors/21610"


@pytest.mark.parametrize("stores", [False, True], ids=["before it stored", "after it stored"])
def test_the_connection_is_cut(direct: Client, twin: TwinClient, stores: bool) -> None:
    twin.happen(Scenario("cut", stores=stores))
    with pytest.raises(requests.exceptions.ConnectionError):
        send(direct)
    assert len(twin.messages()) == int(stores)
    assert send(direct)


@pytest.mark.parametrize("stores", [False, True], ids=["stored after the wait", "stored at once"])
def test_a_slow_answer_comes_too_late_for_whoever_does_not_wait(twin: TwinClient, stores: bool) -> None:
    twin.happen(Scenario("slow", stores=stores, seconds=0.5))
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{twin.url}/2010-04-01/Accounts/{ACCOUNT.sid}/Messages.json",
            data={"To": JAMES, "From": ACCOUNT.number, "Body": "Booked"},
            auth=(ACCOUNT.sid, ACCOUNT.token),
            timeout=0.2,
        )
    assert len(twin.messages()) == int(stores)
    assert twin.phone(JAMES).wait_for("Booked")  # either way it is sent in the end


def test_a_slow_answer_holds_up_neither_others_nor_the_end() -> None:
    started = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        with twin_in_thread(ACCOUNT) as twin:
            twin.happen(Scenario("slow", to=JAMES, stores=True, seconds=20))
            slow = pool.submit(post, twin)
            assert twin.phone(JAMES).wait_for("Booked")
            assert post(twin, To=MARIA).status_code == 201
        assert isinstance(slow.exception(), httpx.HTTPError)
    assert time.monotonic() - started < 4


def test_trouble_can_be_for_one_phone_for_reading_only_and_until_it_is_over(direct: Client, twin: TwinClient) -> None:
    twin.happen(Scenario("refused", times=None, to=JAMES))
    assert send(direct, to=MARIA)
    for _ in range(3):
        with pytest.raises(TwilioRestException):
            send(direct)
    twin.stop_happening()
    assert send(direct)
    twin.happen(Scenario("refused", on="read", status=500, code=20500))
    assert send(direct)
    with pytest.raises(TwilioException, match="Unable to fetch page"):
        direct.messages.list()
    assert len(direct.messages.list(to=JAMES)) == 2


def test_who_opted_out_is_not_sent_to(direct: Client, twin: TwinClient) -> None:
    twin.opt_out(JAMES)
    with pytest.raises(TwilioRestException) as refused:
        send(direct)
    assert refused.value.code == 21610
    twin.opt_out(JAMES, out=False)
    assert send(direct)


def test_it_runs_as_a_process_of_its_own() -> None:
    account = Account(number="+16785550177", token="another")
    with twin_process(account) as twin:
        reply = httpx.post(
            f"{twin.url}/2010-04-01/Accounts/{account.sid}/Messages.json",
            data={"To": JAMES, "From": account.number, "Body": "Booked"},
            auth=(account.sid, account.token),
        )
        assert reply.status_code == 201
        assert twin.phone(JAMES).wait_for("Booked")
