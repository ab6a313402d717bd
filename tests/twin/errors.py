"""Twilio's errors: the status that goes with each code, and the JSON in which the API tells it."""

from dataclasses import dataclass

_STATUS = {20003: 401, 20404: 404, 20429: 429, 20500: 500, 20503: 503, 60202: 429, 60203: 429}
_OTHERWISE = 400
_WORDS = {
    20001: "Bad request: {}",
    20003: "Authenticate",
    20404: "The requested resource {} was not found",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    20503: "Service Unavailable",
    21211: "Invalid 'To' Phone Number: {}",
    21212: "Invalid From Number (caller ID): {}",
    21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {}",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21606: "The 'From' phone number provided ({}) is not a valid, SMS-capable inbound phone number for your account.",
    21609: "The 'StatusCallback' URL {} is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21612: "The 'To' phone number: {}, is not currently reachable using the 'From' phone number via SMS.",
    21614: "'To' number: {}, is not a valid mobile number",
    60200: "Invalid parameter `To`: {}",
    60202: "Max check attempts reached",
    60203: "Max send attempts reached",
    21617: "The concatenated message body exceeds the 1600 character limit",
}


@dataclass(frozen=True, slots=True)
class ApiError(Exception):
    """The API says no. `about` is what the message names: a number, an address, a path."""

    code: int
    about: str = ""
    given_status: int = 0
    retry_after: int | None = None

    @property
    def status(self) -> int:
        return self.given_status or _STATUS.get(self.code, _OTHERWISE)

    @property
    def message(self) -> str:
        return _WORDS.get(self.code, "An error occurred").format(self.about)

    def as_json(self) -> dict[str, object]:
        more_info = f"https://www.twilio.com/docs/errors/{self.code}"
        return {"code": self.code, "message": self.message, "more_info": more_info, "status": self.status}
