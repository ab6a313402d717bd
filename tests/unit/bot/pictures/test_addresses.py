"""T5: only Twilio is asked for pictures, and only its API is shown the account."""

import pytest

from bot.pictures.addresses import Addresses, Step

MEDIA = "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"
TWILIO = Addresses()
TWIN = Addresses("http://127.0.0.1:4010")


@pytest.mark.parametrize(
    "host", ["api.twilio.com", "api.twilio.com:443", "api.ie1.twilio.com", "api.dublin.ie1.twilio.com"]
)
def test_the_api_is_asked_with_the_account(host: str) -> None:
    step = TWILIO.first(f"https://{host}{MEDIA}")
    assert step is not None
    assert step.with_account


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "/2010-04-01/x", "https://", "https:///x", "ftp://api.twilio.com/x", "file:///etc/passwd",
        "http://api.twilio.com/x",  # in clear
        "https://api.twilio.com:8443/x", "https://api.twilio.com.evil.example/x", "https://evil-api.twilio.com/x",
        "https://apiXtwilio.com/x", "https://a.b.c.api.twilio.com/x", "https://api.a.b.c.twilio.com/x",
        "https://evil.example/x", "https://api.twilio.com@evil.example/x", "https://evil.example#@api.twilio.com/x",
        "https://evil.example?@api.twilio.com/x", "https://evil.example\\@api.twilio.com/x",
        "https://me:secret@api.twilio.com/x", "https://api.twilio.com\u3002evil.example/x", "https://api。twilio。com/x",
        "https://127.0.0.1/x", "https://[::1]/x", "https://169.254.169.254/latest/meta-data", "https://0x7f000001/x",
        "https://10.0.0.1/x", "https://localhost/x", "https://media.twiliocdn.com/x", "https://api.twilio.com\n.evil.example/",
        "http://127.0.0.1:4010/x",
    ],
)  # fmt: skip
def test_nothing_else_is_the_address_of_a_picture(address: str) -> None:
    assert TWILIO.first(address) is None


@pytest.mark.parametrize("host", ["media.twiliocdn.com", "mms.twiliocdn.com"])
def test_the_api_may_lead_to_twilios_stores_which_are_not_shown_the_account(host: str) -> None:
    here = Step(f"https://api.twilio.com{MEDIA}", with_account=True)
    assert TWILIO.after(here, f"https://{host}/AC1/x?Expires=1") == Step(
        f"https://{host}/AC1/x?Expires=1", with_account=False
    )


@pytest.mark.parametrize(
    "location",
    [
        "", "http://169.254.169.254/latest/meta-data", "https://169.254.169.254/", "http://127.0.0.1:8081/v1/city",
        "http://localhost/", "http://media.twiliocdn.com/x", "https://media.twiliocdn.com:8443/x",
        "https://media.twiliocdn.com.evil.example/x", "//evil.example/x", "https://x.media.twiliocdn.com/x",
        "https://s3-external-1.amazonaws.com/media.twiliocdn.com/x", "ftp://media.twiliocdn.com/x", "file:///etc/passwd",
        "https://media.twiliocdn.com@169.254.169.254/",
    ],
)  # fmt: skip
def test_nor_does_a_redirect_lead_anywhere_else(location: str) -> None:
    for here in (Step(f"https://api.twilio.com{MEDIA}", True), Step("https://mms.twiliocdn.com/x", False)):
        assert TWILIO.after(here, location) is None


def test_a_redirect_within_the_api_keeps_the_account() -> None:
    here = Step(f"https://api.twilio.com{MEDIA}", with_account=True)
    assert TWILIO.after(here, "/2010-04-01/x") == Step("https://api.twilio.com/2010-04-01/x", with_account=True)


def test_in_tests_the_twin_stands_for_the_api_and_nothing_else_does() -> None:
    assert TWIN.first(f"https://api.twilio.com{MEDIA}") == Step(f"http://127.0.0.1:4010{MEDIA}", with_account=True)
    assert TWIN.first(f"http://127.0.0.1:4010{MEDIA}") == Step(f"http://127.0.0.1:4010{MEDIA}", with_account=True)
    for other in (
        "http://127.0.0.1:4011/x",
        "https://127.0.0.1:4010/x",
        "http://127.0.0.2:4010/x",
        "https://api.ie1.twilio.com/x",
    ):
        assert TWIN.first(other) is None
