"""The visits behind calendar links, asked of the back end over HTTP."""

from urllib.parse import quote

import urllib3
from urllib3.exceptions import HTTPError

from bot.ports import CalendarsDownError

_OK, _NOT_FOUND = 200, 404


class HttpCalendars:
    """`address` is the back end's, `timeout` in seconds."""

    def __init__(self, address: str, token: str, timeout: float) -> None:
        self._address = f"{address}/v1/calendars/"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._connections = urllib3.PoolManager(timeout=urllib3.Timeout(timeout), retries=False, maxsize=4)

    def find(self, token: str) -> bytes | None:
        url = self._address + quote(token, safe="")
        try:
            answer = self._connections.request("GET", url, headers=self._headers, redirect=False)
        except HTTPError as error:
            raise CalendarsDownError(type(error).__name__) from error
        if answer.status == _NOT_FOUND:
            return None
        if answer.status != _OK:
            raise CalendarsDownError(f"status {answer.status}")
        return answer.data
