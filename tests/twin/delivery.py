"""What becomes of a message after Twilio took it: its statuses one after the other, and our being told of each."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from random import Random

from tests.twin.account import Account
from tests.twin.clockwork import Clockwork
from tests.twin.messages import Message
from tests.twin.posting import Poster


@dataclass(frozen=True, slots=True)
class Fate:
    """How messages to a phone end: delivered, undelivered or failed, or sent where no receipt ever comes."""

    status: str = "delivered"
    error_code: int | None = None

    @property
    def way(self) -> tuple[str, ...]:
        return {"failed": ("failed",), "sent": ("sent",)}.get(self.status, ("sent", self.status))


@dataclass(frozen=True, slots=True)
class Weather:
    """How callbacks travel. Shares are between 0 and 1, of callbacks (late, doubled, lost) or messages (disordered)."""

    gap: float = 0.02
    """Seconds between one status and the next."""
    late: float = 0.0
    late_by: float = 2.0
    doubled: float = 0.0
    disordered: float = 0.0
    lost: float = 0.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Callback:
    """One status callback that was posted, and the status of the answer: 0 where none came."""

    sid: str
    status: str
    error_code: int | None
    url: str
    answered: int
    error: str


class Delivery:
    def __init__(self, account: Account, poster: Poster, clockwork: Clockwork) -> None:
        self._account, self._poster, self._clockwork = account, poster, clockwork
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.weather = Weather()
        self.fates: dict[str, Fate] = {}
        self.callbacks: list[Callback] = []
        self._nth = itertools.count()
        self._arrivals = itertools.count(1)
        self._clockwork.forget()

    def begin(self, message: Message) -> None:
        """Plan the message's statuses and callbacks: what a seed disturbs is the same for the same nth message."""
        fate = self.fates.get(message.to, Fate())
        weather, random = self.weather, Random(f"{self.weather.seed} {next(self._nth)}")
        statuses = (message.status, *fate.way)
        times = [weather.gap * place for place in range(len(statuses))]
        for time, status in zip(times[1:], statuses[1:], strict=True):
            self._clockwork.after(time, self._moving(message, status, fate))
        if random.random() < weather.disordered:
            times.reverse()
        for time, status in zip(times, statuses, strict=True):
            if message.status_callback and random.random() >= weather.lost:
                self._tell(message, status, fate, time + (weather.late_by if random.random() < weather.late else 0))
                if random.random() < weather.doubled:
                    self._tell(message, status, fate, time + random.uniform(0, 2 * weather.gap))

    def _moving(self, message: Message, status: str, fate: Fate) -> Callable[[], None]:
        def move() -> None:
            with self._lock:
                message.sender = message.sender or self._account.number
                message.move_to(status, fate.error_code if status in {"failed", "undelivered"} else None)
                if message.arrived is None and status == fate.status and status in {"delivered", "sent"}:
                    message.arrived = next(self._arrivals)

        return move

    def _tell(self, message: Message, status: str, fate: Fate, seconds: float) -> None:
        def post() -> None:
            code = fate.error_code if status in {"failed", "undelivered"} else None
            parameters = status_parameters(self._account, message, status, code)
            answer = self._poster.post(message.status_callback, parameters)
            made = Callback(message.sid, status, code, message.status_callback, answer.status, answer.error)
            with self._lock:
                self.callbacks.append(made)

        self._clockwork.after(seconds, post)

    def callbacks_as_json(self) -> list[dict[str, object]]:
        with self._lock:
            return [asdict(each) for each in self.callbacks]


def status_parameters(account: Account, message: Message, status: str, code: int | None) -> list[tuple[str, str]]:
    more = [("ErrorCode", str(code))] if code else []
    return [
        ("SmsSid", message.sid),
        ("SmsStatus", status),
        ("MessageStatus", status),
        ("To", message.to),
        ("MessageSid", message.sid),
        ("AccountSid", account.sid),
        ("From", message.sender or account.number),
        ("ApiVersion", "2010-04-01"),
        *more,
    ]
