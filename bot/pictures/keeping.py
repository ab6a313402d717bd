"""Keeps the pictures that wait: fetched, cleaned, stored; who sent one that cannot be kept is told once a message."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

import structlog

from bot.conversation.language import language_of
from bot.outbox.purposes import Purpose
from bot.outbox.retrying import MOST_TRIES, is_busy_too_long, pause_after
from bot.pictures.cleaner import clean_picture
from bot.ports import Media, MediaBusyError, MediaRefusedError
from bot.records import pictures
from bot.records.database import Database, StorageDownError
from bot.records.pictures import Claimed, PictureState, Settled, Sorry
from bot.rendering import normalise
from bot.sentences import Phrasebook, Sentence
from runtime.clock import Clock

_log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)
"""Longer than a picture can take: 45 s to fetch, 30 s to clean."""
MOST_A_DAY = 50
"""Pictures of one phone that are kept: what a busy site needs, and what a disk survives."""
_STILL_A_REPLY = timedelta(hours=1)
"""After that the person waits for no answer any more, and ours keeps to the hours of the day."""


@dataclass(frozen=True, slots=True)
class PictureKeeper:
    """Any number of threads and processes may keep pictures at once. `real_time` is for leases, `clock` the city's."""

    database: Database
    media: Media
    phrasebook: Phrasebook
    clock: Clock
    real_time: Clock
    stopped: Event = field(default_factory=Event)

    def keep_due(self) -> None:
        while not self.stopped.is_set():
            claimed = pictures.claim_next(self.database, self.real_time.now(), LEASE)
            if claimed is None:
                return
            self._keep(claimed)

    def stop(self) -> None:
        self.stopped.set()

    def _keep(self, claimed: Claimed) -> None:
        log = _log.bind(correlation_id=claimed.correlation_id, picture=claimed.picture_id)
        now = self.real_time.now()
        try:
            settled = self._fetch_and_clean(claimed, now)
        except MediaBusyError as busy:
            self._try_later(claimed, busy, now)
            log.warning("picture_not_fetched", reason=str(busy), tries=claimed.tries)
        except StorageDownError:
            raise
        except Exception:  # what it was is in the log; the lease runs out, and others must go on
            log.exception("picture_failed")
        else:
            self._settle(claimed, settled, now)
            log.info("picture", state=settled.state, reason=settled.reason)

    def _fetch_and_clean(self, claimed: Claimed, now: datetime) -> Settled:
        if pictures.count_kept(self.database, claimed.phone, now - timedelta(days=1)) >= MOST_A_DAY:
            return Settled(PictureState.REFUSED, "too_many")
        try:
            content = self.media.fetch(claimed.address)
        except MediaRefusedError as refusal:
            return Settled(PictureState.REFUSED, str(refusal))
        clean = clean_picture(content)
        if isinstance(clean, str):
            return Settled(PictureState.REFUSED, clean)
        return Settled(PictureState.KEPT, content=clean.content, content_type=clean.content_type)

    def _try_later(self, claimed: Claimed, busy: MediaBusyError, now: datetime) -> None:
        if is_busy_too_long(claimed.stored_at, now) or (busy.gone and claimed.tries >= MOST_TRIES):
            self._settle(claimed, Settled(PictureState.GIVEN_UP, str(busy)), now)
        else:
            pictures.put_back(self.database, claimed, now + pause_after(claimed.tries, random.random), str(busy))

    def _settle(self, claimed: Claimed, settled: Settled, now: datetime) -> None:
        sorry = None if settled.state is PictureState.KEPT else self._sorry(claimed, now)
        pictures.settle(self.database, claimed, settled, sorry, now)

    def _sorry(self, claimed: Claimed, now: datetime) -> Sorry:
        text = self.phrasebook.say(Sentence.PICTURE_REFUSED, language_of(claimed.slots, claimed.text))
        purpose = Purpose.REPLY if now - claimed.stored_at < _STILL_A_REPLY else Purpose.NOTICE
        return Sorry(normalise(text), purpose, self.clock.now())
