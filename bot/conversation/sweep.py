"""Looks every few seconds for what was left: messages without an answer, and what is to be sent, asked about, wiped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

import structlog

from bot.conversation.lines import Lines
from bot.mail.sending import MailSender
from bot.outbox.reconciling import Reconciler
from bot.outbox.sending import Sender
from bot.pictures.keeping import PictureKeeper
from bot.ports import Chain
from bot.records.database import Database, StorageDownError
from bot.records.history import Stranded, find_stranded
from bot.records.interrupted import doubt_interrupted
from bot.records.presence import say_alive, say_goodbye
from bot.records.spent_codes import SpentCodes
from runtime.clock import Clock

_log = structlog.get_logger(__name__)
_PATIENCE = timedelta(seconds=20)
"""How long a message that a dead process left may wait for the chain before the person is told."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """`lease` is how long this process counts as running after it last said so."""

    database: Database
    lines: Lines
    sender: Sender
    mail_sender: MailSender
    picture_keeper: PictureKeeper
    reconciler: Reconciler
    spent_codes: SpentCodes
    chain: Chain
    clock: Clock
    real_time: Clock
    program: str
    lease: timedelta

    def say_alive(self) -> None:
        say_alive(self.database, self.program, self.real_time.now(), self.lease)

    def take_up_stranded(self) -> None:
        now = self.real_time.now()
        stranded = [
            one
            for one in find_stranded(self.database, self.program, now)
            if not self.lines.is_busy(one.conversation_id)
        ]
        if stranded:
            self._wake(stranded)

    def send_due(self) -> None:
        self.sender.send_due()

    def send_mail(self) -> None:
        self.mail_sender.send_due()

    def keep_pictures(self) -> None:
        self.picture_keeper.keep_due()

    def wipe_spent_codes(self) -> None:
        if wiped := self.spent_codes.wipe(self.clock.now()):
            _log.info("codes_wiped", messages=wiped)

    def reconcile(self) -> None:
        if self.reconciler.carrier.can_be_asked:
            now = self.real_time.now()
            if doubted := doubt_interrupted(self.database, self.program, now, self.lease):
                _log.warning("unknown_whether_returned", messages=doubted)
        self.reconciler.reconcile()

    def _wake(self, stranded: list[Stranded]) -> None:
        missing = self.chain.missing()
        now = self.real_time.now()
        for one in stranded:
            must_be_told = not one.apologised and now - one.stored_at > _PATIENCE
            if not missing or must_be_told:
                self.lines.wake(one.conversation_id)
        _log.info("stranded", conversations=len(stranded), missing=missing)


class SweepThreads:
    """One takes up what was stranded, one sends what is due, one sends e-mail, one fetches pictures, one asks the
    carrier about what nobody knows of, one wipes codes that are over, each at once and then every `every` seconds; the
    last says that this process is alive.

    Each has its thread, so that a slow carrier or mail server neither keeps people waiting for answers nor makes this
    process look dead.
    """

    def __init__(self, sweep: Sweep, every: float) -> None:
        self._sweep = sweep
        self._stopped = Event()
        beat = sweep.lease.total_seconds() / 4
        self._threads = [
            Thread(target=self._repeat, args=(sweep.take_up_stranded, every), name="sweep", daemon=True),
            Thread(target=self._repeat, args=(sweep.send_due, every), name="sending", daemon=True),
            Thread(target=self._repeat, args=(sweep.send_mail, every), name="mail", daemon=True),
            Thread(target=self._repeat, args=(sweep.keep_pictures, every), name="pictures", daemon=True),
            Thread(target=self._repeat, args=(sweep.reconcile, every), name="reconciling", daemon=True),
            Thread(target=self._repeat, args=(sweep.wipe_spent_codes, every), name="codes", daemon=True),
            Thread(target=self._repeat, args=(sweep.say_alive, beat), name="alive", daemon=True),
        ]

    def start(self) -> None:
        """The first sign of life is given before this returns: without it, nothing this process holds would count."""
        self._sweep.say_alive()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=5)

    def say_goodbye(self) -> None:
        try:
            say_goodbye(self._sweep.database, self._sweep.program, self._sweep.real_time.now())
        except StorageDownError as error:
            _log.warning("no_goodbye", reason=str(error))

    def _repeat(self, task: Callable[[], None], every: float) -> None:
        while not self._stopped.is_set():
            try:
                task()
            except StorageDownError as error:
                _log.warning("sweep_without_database", reason=str(error))
            except Exception:  # the sweep is what mends others' failures; its own must not end it
                _log.exception("sweep_failed")
            self._stopped.wait(every)
