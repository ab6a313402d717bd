"""The real program in trouble, killed with `kill -9` at each point of sending above all: each text goes once.

The window within which the carrier is asked, two minutes by default, is some seconds here. The stories are waiting most
of their time, so they run side by side, each with a twin and a database of its own; each is reported as its own test.
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from twilio.request_validator import RequestValidator

from tests.integration.bot.sending_program import (
    ACCOUNT,
    JAMES,
    PATIENT,
    WINDOW,
    Sending,
    a_carrier_that_never_reads,
    a_program,
    free_port,
)
from tests.integration.bot.test_bot_process import RasaOnHttp
from tests.twin.client import TwinClient, eventually
from tests.twin.delivery import Weather
from tests.twin.running import twin_in_thread
from tests.twin.scenarios import Scenario

POSTGRES = os.environ.get("PERMITLINE_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
NO_REPORTS = Weather(lost=1.0)
AT_ONCE = 6
type Story = Callable[[Sending, TwinClient], None]


def killed_again_and_again_each_of_many_goes_once(sending: Sending, twin: TwinClient) -> None:
    twin.weather(Weather(lost=0.5, doubled=0.2, disordered=0.3, late=0.2, late_by=1.0))
    chance = random.Random(4)
    expected = [f"many {n:02}" for n in range(80)]
    for n, text in enumerate(expected):
        sending.queue(text, f"+1678555{1000 + n % 20}")
    for _ in range(15):
        twin.happen(Scenario(goes="slow", stores=chance.random() < 0.7, seconds=chance.uniform(0.1, 0.9)))
    for _ in range(4):
        sending.start(segments_per_second=25.0)
        time.sleep(chance.uniform(0.1, 1.2))
        sending.kill()
    sending.start()
    check_each_once(sending, twin, expected, 120)


def two_programs_at_once_send_each_once(sending: Sending, twin: TwinClient) -> None:
    expected = [f"both {n:02}" for n in range(60)]
    for n, text in enumerate(expected):
        sending.queue(text, f"+1678555{1000 + n}")
    other = Sending(sending.settings.model_copy(update={"bot_port": free_port()}), sending.database)
    sending.start_without_waiting()
    try:
        other.start()
        check_each_once(sending, twin, expected)
    finally:
        other.kill()


def replies_that_left_before_the_kill_and_one_that_did_not(sending: Sending, twin: TwinClient) -> None:
    """The first two reach the carrier in their responses; the third is answered to nobody, as when a machine falls."""
    rasa = RasaOnHttp()
    addresses = {"rasa_url": rasa.address, "actions_url": rasa.address, "backend_url": rasa.address}
    sending.settings = sending.settings.model_copy(update=addresses)
    sending.start()
    webhook = f"{sending.settings.public_url}/sms"
    eventually(lambda: answers(webhook), 20)
    twin.point_to(webhook)
    for body in ("one", "two"):
        assert twin.text(JAMES, body).words
    form = {"From": JAMES, "To": ACCOUNT.number, "Body": "three", "MessageSid": "SMthree"}
    signature = RequestValidator(ACCOUNT.token).compute_signature(webhook, form)
    assert "three" in httpx.post(webhook, data=form, headers={"X-Twilio-Signature": signature}, timeout=20).text
    sending.kill()
    sending.start()
    phone = twin.phone(JAMES)
    phone.wait_for("3: three", 60)
    eventually(lambda: set(sending.states()) == {"answered", "sent"})
    time.sleep(WINDOW / 2)
    assert phone.received() == ["1: one", "2: two", "3: three"]
    rasa.server.shutdown()


def a_database_locked_for_twenty_seconds_loses_and_doubles_nothing(sending: Sending, twin: TwinClient) -> None:
    """The carrier has taken one message, which cannot be noted meanwhile; others become due."""
    twin.weather(NO_REPORTS)
    twin.happen(Scenario(goes="slow", stores=True, seconds=1.0))
    expected = ["under way", *(f"due later {n}" for n in range(5))]
    sending.start(**PATIENT)
    for n, text in enumerate(expected[1:]):
        sending.queue(text, f"+1678555{n:04}", due_in=6.0)
    sending.queue("under way")
    eventually(lambda: texts(twin) == ["under way"])
    with sending.locked():
        time.sleep(20)
        assert texts(twin) == ["under way"]
    check_each_once(sending, twin, expected)


def killed_before_the_claim(sending: Sending, twin: TwinClient) -> None:
    sending.start()
    sending.queue("before the claim", due_in=2.0)
    with sending.locked():
        time.sleep(3.0)  # it is due, and the program wants to claim it
        sending.kill()
    assert sending.states() == ["queued"]
    assert texts(twin) == []
    sending.start()
    check_each_once(sending, twin, ["before the claim"])


def killed_after_the_claim_before_the_carrier_had_it(sending: Sending, twin: TwinClient) -> None:
    sending.queue("after the claim")
    with a_carrier_that_never_reads() as nowhere:
        sending.start(twilio_api_url=nowhere, **PATIENT)
        eventually(lambda: sending.states() == ["sending"])
        sending.kill()
    assert texts(twin) == []
    sending.forget_the_long_lease()
    sending.start()
    check_each_once(sending, twin, ["after the claim"])


def killed_after_the_carrier_took_it_before_it_answered(sending: Sending, twin: TwinClient) -> None:
    twin.weather(NO_REPORTS)
    twin.happen(Scenario(goes="slow", stores=True, seconds=15))
    sending.queue("taken and not answered")
    sending.start(**PATIENT)
    eventually(lambda: texts(twin) != [])
    sending.kill()
    assert sending.states() == ["sending"]
    sending.forget_the_long_lease()
    sending.start()
    check_each_once(sending, twin, ["taken and not answered"])


def killed_after_the_answer_before_it_was_noted(sending: Sending, twin: TwinClient) -> None:
    twin.weather(NO_REPORTS)
    twin.happen(Scenario(goes="slow", stores=True, seconds=1.0))
    sending.queue("answered and not noted")
    sending.start(**PATIENT)
    eventually(lambda: texts(twin) != [])
    with sending.locked():
        time.sleep(1.5)  # the answer has come, and waits for the lock
        sending.kill()
    assert sending.states() == ["sending"]
    sending.forget_the_long_lease()
    sending.start()
    check_each_once(sending, twin, ["answered and not noted"])


def a_carrier_slower_than_our_patience_sends_it_once(sending: Sending, twin: TwinClient) -> None:
    """It takes the message after we hung up: what the window is for."""
    twin.happen(Scenario(goes="slow", stores=False, seconds=2.5))
    sending.queue("slow")
    sending.start()
    eventually(lambda: sending.states() == ["unknown"])
    check_each_once(sending, twin, ["slow"])


def whatever_the_carrier_does_each_goes_once(sending: Sending, twin: TwinClient) -> None:
    """Three people meet each trouble at their first try, three none."""
    twin.weather(NO_REPORTS)
    expected = []
    for place, trouble in enumerate([*TROUBLES, None]):
        for n in range(3):
            phone, text = f"+1678555{10 * place + n:04}", f"trouble {place}.{n}"
            if trouble is not None:
                twin.happen(replace(trouble, to=phone))
            sending.queue(text, phone)
            expected.append(text)
    sending.start()
    check_each_once(sending, twin, expected)
    assert twin.still_to_happen() == 0


TROUBLES = (
    Scenario(goes="cut", stores=True),
    Scenario(goes="cut", stores=False),
    Scenario(goes="refused", stores=True, status=503, code=20503),
    Scenario(goes="refused", stores=False, status=500, code=20500),
    Scenario(goes="refused", status=429, code=20429),
)
STORIES = (  # those that take longest come first
    killed_again_and_again_each_of_many_goes_once,
    replies_that_left_before_the_kill_and_one_that_did_not,
    a_database_locked_for_twenty_seconds_loses_and_doubles_nothing,
    killed_after_the_claim_before_the_carrier_had_it,
    killed_after_the_carrier_took_it_before_it_answered,
    killed_after_the_answer_before_it_was_noted,
    whatever_the_carrier_does_each_goes_once,
    killed_before_the_claim,
    a_carrier_slower_than_our_patience_sends_it_once,
    two_programs_at_once_send_each_once,
)


def texts(twin: TwinClient) -> list[str]:
    return sorted(each.body for each in twin.messages())


def check_each_once(sending: Sending, twin: TwinClient, expected: list[str], seconds: float = 60) -> None:
    """All are sent, and stay sent once for a while that would show a second one on its way."""
    eventually(lambda: set(sending.states()) == {"sent"}, seconds, "not all were sent")
    time.sleep(WINDOW / 2)
    assert texts(twin) == sorted(expected)
    assert set(sending.states()) == {"sent"}


def answers(url: str) -> bool:
    """Whether anything answers there, whatever it says."""
    try:
        return httpx.get(url).status_code > 0
    except httpx.HTTPError:
        return False


@contextmanager
def a_schema_of_postgres() -> Iterator[dict[str, object]]:
    schema = f"bot_test_{uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True) as connection:
        yield {"database_url": POSTGRES, "database_schema": schema}
        connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


def play(story: Story, database: str, folder: Path) -> None:
    with ExitStack() as stack:
        where = stack.enter_context(a_schema_of_postgres()) if database == "postgres" else {}
        twin = stack.enter_context(twin_in_thread(ACCOUNT))
        story(stack.enter_context(a_program(twin.url, {"state_dir": folder, **where})), twin)


@pytest.fixture(scope="module")
def playing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[tuple[Story, str], Future[None]]]:
    """The stories that were asked for, all begun: a test awaits the end of its own."""
    asked = [
        each for each in request.session.items if isinstance(each, pytest.Function) and each.module is request.module
    ]
    parts = [(each.callspec.params["story"], each.callspec.params["database"]) for each in asked]
    pool = ThreadPoolExecutor(AT_ONCE)
    yield {part: pool.submit(play, *part, tmp_path_factory.mktemp("state")) for part in parts}
    pool.shutdown(cancel_futures=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_each_text_goes_once(playing: Mapping[tuple[Story, str], Future[None]], story: Story, database: str) -> None:
    try:
        playing[story, database].result()
    except psycopg.OperationalError as error:
        if os.environ.get("CI_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"no PostgreSQL is reachable: {str(error).splitlines()[0]}")
