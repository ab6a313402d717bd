"""Who carries our messages: Twilio's REST API, or in a demo without an account nobody, and the log says so."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import requests
import structlog
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest import Client

from bot.outbox.errors import Verdict, verdict
from bot.ports import CarrierBusyError, CarrierError, CarrierRefusedError, CarrierSilentError
from bot.twilio_http import twilio_http

_log = structlog.get_logger(__name__)
_SERVER_ERROR = 500
_LONGEST_CODE = 6
_PAGE = 50
_MOST_LISTED = 1000
_OUT_OF_ORDER = timedelta(hours=1)
"""How far Twilio's list may be from strictly newest first."""
_TRIAL = "Sent from your Twilio trial account - "
_NEVER_CONNECTED = ("NewConnectionError", "NameResolutionError")


class SimulatedCarrier:
    """For a demo without an account: the message is kept in the records and goes nowhere else."""

    can_be_asked = False

    def send(self, _phone: str, text: str, _report_to: str) -> str:
        _log.warning("not_sent_no_carrier_account", characters=len(text))
        return f"SIMULATED{uuid4().hex}"

    def find(self, _phone: str, _text: str, _since: datetime, *, in_response: bool) -> list[str]:
        """Nothing: what it did not note was never sent."""
        return []


class TwilioCarrier:
    can_be_asked = True

    def __init__(self, client: Client, sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, phone: str, text: str, report_to: str) -> str:
        by = {"messaging_service_sid" if self._sender.startswith("MG") else "from_": self._sender}
        try:
            return str(self._client.messages.create(to=phone, body=text, status_callback=report_to, **by).sid)
        except (TwilioRestException, TwilioServiceException) as error:
            raise _in_our_words(error) from error
        except requests.exceptions.ConnectTimeout as error:
            raise CarrierBusyError from error
        except requests.exceptions.RequestException as error:
            raise _unreachable(error) from error

    def find(self, phone: str, text: str, since: datetime, *, in_response: bool) -> list[str]:
        """By phone alone: a message that Twilio has not sent yet has no date or sender to be found by."""
        direction = "outbound-reply" if in_response else "outbound-api"
        found = []
        try:
            for message in self._client.messages.stream(to=phone, limit=_MOST_LISTED, page_size=_PAGE):
                created = _aware(message.date_created)
                if created < since - _OUT_OF_ORDER:
                    break
                if created >= since and message.direction == direction and _says(message.body, text):
                    found.append(str(message.sid))
        except (TwilioException, requests.exceptions.RequestException, ValueError) as error:
            raise CarrierBusyError from error
        return found


def make_twilio(account_sid: str, auth_token: str, sender: str, api_url: str, timeout: float) -> TwilioCarrier:
    """`api_url` replaces Twilio's own address where it is not empty; `timeout` in seconds."""
    http = twilio_http(api_url, timeout)
    return TwilioCarrier(Client(account_sid, auth_token, http_client=http), sender)


def _in_our_words(error: TwilioRestException | TwilioServiceException) -> CarrierError:
    """Either way of writing an error: Twilio's own, or the problem of RFC 9457, whose numbers may be anything."""
    status, code = _number(error.status), _number(error.code)
    if status is None or status >= _SERVER_ERROR:
        return CarrierSilentError(f"status {status}")
    code = code or status
    match verdict(status if verdict(status) is Verdict.SLOW_DOWN else code):
        case Verdict.SLOW_DOWN:
            return CarrierBusyError(code, slow_down=True)
        case Verdict.LATER:
            return CarrierBusyError(code)
        case _:
            return CarrierRefusedError(code)


def _number(given: object) -> int | None:
    text = str(given)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_CODE else None


def _unreachable(error: requests.exceptions.RequestException) -> CarrierError:
    """A connection that was never made sent nothing; one that broke may have."""
    if isinstance(error, requests.exceptions.ConnectionError) and any(name in repr(error) for name in _NEVER_CONNECTED):
        return CarrierBusyError()
    return CarrierSilentError(type(error).__name__)


def _aware(moment: datetime | None) -> datetime:
    """Twilio's dates are in UTC; a message without one is as new as can be."""
    if moment is None:
        return datetime.max.replace(tzinfo=UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _says(body: str | None, text: str) -> bool:
    """Twilio keeps the words, but not the blanks around them; a trial account gets a sentence in front."""
    return (body or "").removeprefix(_TRIAL).strip() == text.strip()
