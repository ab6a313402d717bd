"""Who carries our messages: Twilio's REST API, or in a demo without an account nobody, and the log says so."""

from uuid import uuid4

import requests
import structlog
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.ports import CarrierBusyError, CarrierRefusedError, CarrierSilentError

_log = structlog.get_logger(__name__)
_TWILIO = "https://api.twilio.com"
_TIMEOUT = 10.0
_OPTED_OUT = 21610
_TRY_AGAIN = frozenset({20429, 21611, 30001})
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500


class SimulatedCarrier:
    """For a demo without an account: the message is kept in the records and goes nowhere else."""

    def send(self, phone: str, text: str) -> str:
        _log.warning("not_sent_no_carrier_account", characters=len(text))
        return f"SIMULATED{uuid4().hex}"


class TwilioCarrier:
    def __init__(self, client: Client, sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, phone: str, text: str) -> str:
        by = {"messaging_service_sid" if self._sender.startswith("MG") else "from_": self._sender}
        try:
            return str(self._client.messages.create(to=phone, body=text, **by).sid)
        except TwilioRestException as error:
            raise _in_our_words(error) from error
        except requests.exceptions.ConnectTimeout as error:
            raise CarrierBusyError from error
        except requests.exceptions.RequestException as error:
            raise _unreachable(error) from error


class _AtAnotherAddress(TwilioHttpClient):  # type: ignore[misc]  # twilio leaves it untyped
    """Twilio's client with its address replaced, for a twin of the API in tests."""

    def __init__(self, address: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._address = address.rstrip("/")

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> Response:
        moved = url.replace(_TWILIO, self._address, 1)
        return super().request(method, moved, *args, **kwargs)


def make_twilio(account_sid: str, auth_token: str, sender: str, api_url: str) -> TwilioCarrier:
    """`api_url` replaces Twilio's own address where it is not empty."""
    http = _AtAnotherAddress(api_url, _TIMEOUT) if api_url else TwilioHttpClient(timeout=_TIMEOUT)
    return TwilioCarrier(Client(account_sid, auth_token, http_client=http), sender)


def _in_our_words(error: TwilioRestException) -> Exception:
    code = error.code or error.status
    if code in _TRY_AGAIN or error.status == _TOO_MANY_REQUESTS:
        return CarrierBusyError()
    if error.status >= _SERVER_ERROR:
        return CarrierSilentError()
    return CarrierRefusedError(code, opted_out=code == _OPTED_OUT)


def _unreachable(error: requests.exceptions.RequestException) -> Exception:
    """A connection that was never made sent nothing; one that broke may have."""
    never_made = isinstance(error, requests.exceptions.ConnectionError) and "NewConnectionError" in repr(error)
    return CarrierBusyError() if never_made else CarrierSilentError()
