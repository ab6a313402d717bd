"""What the tests of the outbox share: a bot whose clocks are moved by hand, and notices handed over to it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row, select
from twilio.request_validator import RequestValidator

from bot.records.tables import MESSAGES
from tests.service.bot.conftest import PUBLIC_URL, TOKEN, Bench, Hands

BEARER = {"Authorization": "Bearer private"}
JAMES = "+16785550102"
MARIA = "+16785550101"


def real_clock() -> Hands:
    """Another time than the city's, so that who mixes them up is found out."""
    return Hands(datetime(2026, 11, 21, 3, 0, tzinfo=UTC))


def hand_over(bench: Bench, notice: str = "n1", **changes: Any) -> Any:
    """The answer to `POST /private/notices`."""
    content = {
        "notice": notice,
        "phone": JAMES,
        "language": "en",
        "response": "utter_done_cancel",
        "values": {"what": "Footing", "address": "12 Oak St", "day": notice},
        **changes,
    }
    return bench.client.post("/private/notices", json=content, headers=BEARER)


def rows(bench: Bench) -> list[Row[Any]]:
    """What goes out, oldest first."""
    with bench.bot.database.read() as connection:
        return list(connection.execute(select(MESSAGES).where(MESSAGES.c.direction == "out").order_by(MESSAGES.c.id)))


def states(bench: Bench) -> list[str]:
    return [row.state for row in rows(bench)]


def only(bench: Bench) -> Row[Any]:
    (row,) = rows(bench)
    return row


def go_on(bench: Bench, real: Hands, **by: float) -> None:
    """Time passes, in which the process lives, and the sweep looks."""
    real.time += timedelta(**by)
    bench.clock.time += timedelta(**by)
    bench.bot.sweep.say_alive()
    bench.sweep()


def report(bench: Bench, status: str, *, message_id: str = "SMout1", to: str | None = None, **more: str) -> int:
    """The carrier's report to the address that it was given with the (last) message; the status of our answer."""
    path = urlsplit(to or bench.carrier.report_to[-1]).path
    form = {"MessageSid": message_id, "MessageStatus": status, "To": JAMES, "From": "+16785550100", **more}
    signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path, form)
    return bench.client.post(path, data=form, headers={"X-Twilio-Signature": signature}).status_code
