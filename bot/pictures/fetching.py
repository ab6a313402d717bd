"""Fetching a picture from Twilio: never more than we take, never longer than we wait, never from anywhere else."""

from dataclasses import dataclass
from time import monotonic

import requests
from urllib3.exceptions import HTTPError

from bot.pictures.addresses import Addresses, Step
from bot.ports import MediaBusyError, MediaRefusedError

MOST_BYTES = 5 * 1024 * 1024
"""Twilio takes no message with more than 5 MB of media."""
LONGEST = 45.0
"""Seconds for the whole of it, redirects included."""
_PATIENCE = (5.0, 10.0)
"""Seconds to connect, and between two bits of the answer."""
_MOST_STEPS = 4
_PIECE = 64 * 1024
_OK = 200
_GONE = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class NoAccount:
    """For a demo without an account: there is nothing to ask with."""

    def fetch(self, _address: str) -> bytes:
        raise MediaRefusedError("no_account")


@dataclass(frozen=True, slots=True)
class TwilioMedia:
    account_sid: str
    auth_token: str
    addresses: Addresses
    longest: float = LONGEST

    def fetch(self, address: str) -> bytes:
        deadline = monotonic() + self.longest
        step = self.addresses.first(address)
        try:
            with requests.Session() as session:
                for _ in range(_MOST_STEPS):
                    if step is None:
                        raise MediaRefusedError("not_twilios")
                    with self._ask(session, step) as reply:
                        if reply.status_code not in _REDIRECTS:
                            return _read(reply, deadline)
                        step = self.addresses.after(step, reply.headers.get("Location", ""))
        except (requests.exceptions.RequestException, HTTPError, OSError) as error:
            raise MediaBusyError(type(error).__name__) from error
        raise MediaRefusedError("not_twilios")

    def _ask(self, session: requests.Session, step: Step) -> requests.Response:
        return session.get(
            step.url,
            auth=(self.account_sid, self.auth_token) if step.with_account else None,
            headers={"Accept-Encoding": "identity"},  # what is packed could be anything once it is unpacked
            allow_redirects=False,
            stream=True,
            timeout=_PATIENCE,
        )


def _read(reply: requests.Response, deadline: float) -> bytes:
    if reply.status_code != _OK:
        raise MediaBusyError(f"status {reply.status_code}", gone=reply.status_code in _GONE)
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        raise MediaRefusedError("not_a_picture")
    content = bytearray()
    # Each piece as it comes: a read that waits until it is full would not look at the time.
    while piece := reply.raw.read1(_PIECE, decode_content=False):
        content += piece
        if len(content) > MOST_BYTES:
            raise MediaRefusedError("too_large")
        if monotonic() > deadline:
            raise MediaBusyError("too slow")
    announced = reply.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) != len(content):
        raise MediaBusyError("cut short")
    return bytes(content)
