"""One-time codes that Twilio Verify draws, sends and checks, where the city has such a service."""

from typing import Literal

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest import Client

from bot.ports import CheckedCode, VerifierBusyError, VerifierDownError, VerifierRefusedError
from bot.sentences import Language
from bot.twilio_http import twilio_http

_SERVER_ERROR, _NOT_FOUND = 500, 404
# Source: Twilio's error dictionary.
_MAX_SENDS, _MAX_CHECKS, _INVALID_PARAMETER = 60203, 60202, 60200
_NOT_REACHABLE = frozenset({60200, 60205, 60217, 60223, 21211, 21408, 21614})
"""Not an address, a landline, or a channel or a country that the service does not serve."""
_TOO_OFTEN = frozenset({_MAX_SENDS, 60212, 60410, 20429, 429})
"""Too many codes to one address, too many at once, or blocked as a fraud."""


class TwilioVerify:
    def __init__(self, client: Client, service: str) -> None:
        self._service = client.verify.v2.services(service)

    def send(self, to: str, channel: Literal["sms", "email"], language: Language) -> str:
        try:
            made = self._service.verifications.create(to=to, channel=channel, locale=language.value)
        except (TwilioRestException, TwilioServiceException) as error:
            if _is_any(error, _TOO_OFTEN):
                raise VerifierBusyError(f"code {error.code}") from error
            if _is_any(error, _NOT_REACHABLE):
                raise VerifierRefusedError(f"Twilio cannot send a code there ({error.code})") from error
            raise VerifierDownError(f"status {error.status}, code {error.code}") from error
        except (TwilioException, requests.exceptions.RequestException, ValueError) as error:
            raise VerifierDownError(type(error).__name__) from error
        return str(made.sid)

    def check(self, sid: str, code: str) -> CheckedCode:
        try:
            checked = self._service.verification_checks.create(verification_sid=sid, code=code)
        except (TwilioRestException, TwilioServiceException) as error:
            if error.status == _NOT_FOUND or error.code == _MAX_CHECKS:
                return CheckedCode.EXPIRED  # Twilio forgets what was approved, has run out or was tried too often
            if error.code == _INVALID_PARAMETER:
                return CheckedCode.PENDING
            raise VerifierDownError(f"status {error.status}, code {error.code}") from error
        except (TwilioException, requests.exceptions.RequestException, ValueError) as error:
            raise VerifierDownError(type(error).__name__) from error
        match checked.status:
            case "approved":
                return CheckedCode.APPROVED
            case "pending":
                return CheckedCode.PENDING
            case _:
                return CheckedCode.EXPIRED


def make_verifier(account_sid: str, auth_token: str, service: str, api_url: str, timeout: float) -> TwilioVerify:
    """`service` is the VA… of the city's Verify service; `api_url` as for text messages; `timeout` in seconds."""
    return TwilioVerify(Client(account_sid, auth_token, http_client=twilio_http(api_url, timeout)), service)


def _is_any(error: TwilioRestException | TwilioServiceException, codes: frozenset[int]) -> bool:
    """By the error's own code, or by the status where it has none."""
    return error.status < _SERVER_ERROR and (error.code in codes or error.status in codes)
