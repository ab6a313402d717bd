"""The twin, the sink that it posts to, and Prism before it where the published contract and Node are present."""

import os
from collections.abc import Iterator

import pytest
from twilio.rest import Client

from tests.twin.account import Account
from tests.twin.client import TwinClient, twilio_client
from tests.twin.prism import prism_before, why_not
from tests.twin.running import twin_in_thread
from tests.twin.sink import TOKEN, Sink, running_sink

ACCOUNT = Account(token=TOKEN)


@pytest.fixture(scope="session")
def one_twin() -> Iterator[TwinClient]:
    with twin_in_thread(ACCOUNT) as client:
        yield client


@pytest.fixture(scope="session")
def prism(one_twin: TwinClient, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Skipped, with the reason, where it cannot be; in CI that is a failure."""
    reason = why_not()
    if reason and os.environ.get("CI_REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with prism_before(one_twin.url, tmp_path_factory.mktemp("prism")) as url:
        yield url


@pytest.fixture
def twin(one_twin: TwinClient) -> TwinClient:
    one_twin.forget()
    return one_twin


@pytest.fixture
def sink(twin: TwinClient) -> Iterator[Sink]:
    """Where texts to the city's number go, and status callbacks that name it."""
    with running_sink() as running:
        twin.point_to(f"{running.url}/sms")
        yield running
        twin.forget()


@pytest.fixture(params=["twin", "prism"], ids=["the twin alone", "behind Prism"])
def client(request: pytest.FixtureRequest, twin: TwinClient) -> Client:
    """Twilio's own client; every test of the API runs also behind Prism."""
    address = twin.url if request.param == "twin" else request.getfixturevalue("prism")
    return twilio_client(address, ACCOUNT.sid, ACCOUNT.token)


@pytest.fixture
def direct(twin: TwinClient) -> Client:
    return twilio_client(twin.url, ACCOUNT.sid, ACCOUNT.token)
