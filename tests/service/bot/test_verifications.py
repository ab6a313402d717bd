"""`POST /private/verifications`: one-time codes by Twilio Verify, on both databases, against the twin."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.service.bot.conftest import Bench
from tests.service.bot.outgoing import BEARER
from tests.twin.account import Account
from tests.twin.client import TwinClient
from tests.twin.running import twin_in_thread
from tests.twin.scenarios import Scenario

ACCOUNT = Account()
JAMES = "+16785550102"


@pytest.fixture(scope="module")
def one_twin() -> Iterator[TwinClient]:
    with twin_in_thread(ACCOUNT) as client:
        yield client


@pytest.fixture
def twin(one_twin: TwinClient) -> TwinClient:
    one_twin.forget()
    return one_twin


@pytest.fixture
def bench(start_bot, twin: TwinClient) -> Bench:
    return start_bot(
        lease=600.0, twilio_account_sid=ACCOUNT.sid, twilio_auth_token=ACCOUNT.token, twilio_api_url=twin.url,
        twilio_verify_service=ACCOUNT.verify_service, carrier_timeout=2.0,
    )  # fmt: skip


def send(bench: Bench, verification: str = "v1", **changes: Any) -> Any:
    asked = {"verification": verification, "phone": JAMES, "language": "es", **changes}
    asked = {name: value for name, value in asked.items() if value is not None}
    client = bench.client.application.test_client()
    return client.post("/private/verifications", json=asked, headers=BEARER)


def check(bench: Bench, code: object, verification: str = "v1") -> Any:
    return bench.client.post(f"/private/verifications/{verification}/check", json={"code": code}, headers=BEARER)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_goes_to_the_phone_in_its_language_and_is_checked(bench: Bench, twin: TwinClient) -> None:
    assert (send(bench).status_code, send(bench).json) == (202, {"verification": "v1"})
    (kept,) = twin.verifications()
    assert (kept["to"], kept["channel"], kept["locale"], kept["sends"]) == (JAMES, "sms", "es", 1)
    assert check(bench, wrong(kept["code"])).json == {"status": "pending"}
    assert check(bench, f" {kept['code']} ").json == {"status": "approved"}


def test_a_code_goes_to_an_address(bench: Bench, twin: TwinClient) -> None:
    assert send(bench, phone=None, email="maria@example.com", language="en").status_code == 202
    (kept,) = twin.verifications()
    assert (kept["to"], kept["channel"], kept["locale"]) == ("maria@example.com", "email", "en")


def test_who_did_not_hear_the_answer_may_ask_again_with_the_same_code_only(bench: Bench, twin: TwinClient) -> None:
    send(bench)
    code = twin.verifications()[0]["code"]
    assert check(bench, code).json == {"status": "approved"}
    assert check(bench, code).json == {"status": "approved"}
    assert check(bench, wrong(code)).json == {"status": "expired"}


def test_another_verification_is_another(bench: Bench, twin: TwinClient) -> None:
    send(bench)
    send(bench, "v2", phone="+16785550101")
    codes = {one["to"]: one["code"] for one in twin.verifications()}
    assert check(bench, codes[JAMES], "v2").json == {"status": "pending"} or codes[JAMES] == codes["+16785550101"]
    assert check(bench, codes["+16785550101"], "v2").json == {"status": "approved"}
    assert check(bench, codes[JAMES], "v1").json == {"status": "approved"}


def test_what_expired_or_was_tried_too_often_is_over(bench: Bench, twin: TwinClient) -> None:
    send(bench)
    code = twin.verifications()[0]["code"]
    for _ in range(5):
        assert check(bench, wrong(code)).json == {"status": "pending"}
    assert check(bench, code).json == {"status": "expired"}
    twin.let_codes_expire()
    assert check(bench, code).json == {"status": "expired"}


@pytest.mark.parametrize("code", ["", "abc", "12", "1" * 20, "４８１２０３", "48 12 03", "' or 1=1"])
def test_what_is_no_code_is_a_wrong_one_and_costs_no_try(bench: Bench, twin: TwinClient, code: str) -> None:
    send(bench)
    assert check(bench, code).json == {"status": "pending"}
    assert twin.verifications()[0]["checks"] == 0


def test_too_many(bench: Bench, twin: TwinClient) -> None:
    for n in range(5):
        assert send(bench, f"v{n}").status_code == 202
    assert send(bench, "v5").status_code == 409
    assert check(bench, "481203", "v5").status_code == 404
    twin.happen(Scenario("refused", status=429, code=20429))
    assert send(bench, "v6", phone="+16785550101").status_code == 409
    assert send(bench, "v6", phone="+16785550101").status_code == 202


@pytest.mark.parametrize(
    "trouble",
    [Scenario("refused", status=503, code=20503), Scenario("refused", status=500, code=20500, written="html"),
     Scenario("refused", status=503, code=20503, written="problem"), Scenario("cut"), Scenario("cut", stores=True),
     Scenario("slow", seconds=3.0), Scenario("refused", status=401, code=20003)],
    ids=["503", "a page", "a problem", "cut", "cut once it was sent", "slow", "an account that is none"],
)  # fmt: skip
def test_twilio_in_trouble_is_for_now(bench: Bench, twin: TwinClient, trouble: Scenario) -> None:
    twin.happen(trouble)
    assert send(bench).status_code == 503
    assert send(bench).status_code == 202
    (kept,) = twin.verifications()  # what went out before the answer was lost is the same code once more
    assert check(bench, kept["code"]).json == {"status": "approved"}
    if trouble.goes == "slow":
        time.sleep(trouble.seconds)  # what Twilio does late it does before the next test


def test_a_check_that_twilio_does_not_answer_may_be_tried_again(bench: Bench, twin: TwinClient) -> None:
    send(bench)
    code = twin.verifications()[0]["code"]
    twin.happen(Scenario("refused", status=503, code=20503, on="any"))
    assert check(bench, code).status_code == 503
    assert check(bench, code).json == {"status": "approved"}


def test_asked_twice_at_once_one_is_kept_and_counts(bench: Bench, twin: TwinClient) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: send(bench).status_code, range(4)))
    assert answers == [202] * 4
    (kept,) = twin.verifications()
    assert check(bench, kept["code"]).json == {"status": "approved"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"phone": "+442071838750"}, "phone"), ({"phone": None}, "phone or to an email"),
     ({"email": "maria@example.com"}, "phone or to an email"), ({"phone": None, "email": "x\r\nBcc: y@z.com"}, "email"),
     ({"language": "fr"}, "language"), ({"verification": ""}, "verification"), ({"surprise": 1}, "surprise")],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(bench: Bench, twin: TwinClient, changes: dict[str, Any], says: str) -> None:
    answer = send(bench, **changes)
    assert answer.status_code == 422
    assert says in answer.json["error"]
    assert twin.verifications() == []


def test_without_a_service_it_says_so(start_bot) -> None:
    bench = start_bot(lease=600.0)
    assert (send(bench).status_code, check(bench, "481203").status_code) == (501, 501)
    assert "PERMITLINE_TWILIO_VERIFY_SERVICE" in send(bench).json["error"]


def test_neither_phone_nor_code_is_logged(bench: Bench, twin: TwinClient, capfd: pytest.CaptureFixture[str]) -> None:
    twin.happen(Scenario("refused", status=503, code=20503))
    send(bench)
    send(bench)
    check(bench, twin.verifications()[0]["code"])
    logged = "".join(capfd.readouterr())
    assert "verifier_away" in logged
    assert JAMES not in logged
    assert twin.verifications()[0]["code"] not in logged
