"""How fast one sender's messages go out: a token bucket of segments, which the carrier's complaints slow down. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_BURST_SECONDS = 2.0
_LEAST_BURST = 10.0
_RECOVERS_AFTER = timedelta(seconds=30)
_MOST_HALVINGS = 5


@dataclass(frozen=True, slots=True)
class Bucket:
    """`segments` may go out at the instant `at`; each of the `halvings` halves the rate at which more are added."""

    segments: float
    at: datetime
    halvings: int = 0
    complained_at: datetime | None = None

    def rate(self, segments_a_second: float) -> float:
        return segments_a_second / (1 << self.halvings)

    def filled(self, segments_a_second: float, now: datetime) -> "Bucket":
        """As it is now. A clock that was set back adds nothing; half a minute without a complaint undoes a halving."""
        seconds = max((now - self.at).total_seconds(), 0.0)
        segments = min(self.segments + seconds * self.rate(segments_a_second), burst(segments_a_second))
        if self.halvings and self.complained_at is not None and now - self.complained_at >= _RECOVERS_AFTER:
            return Bucket(segments, now, self.halvings - 1, now)
        return replace(self, segments=segments, at=now)

    def wait_for(self, segments: int, segments_a_second: float) -> float:
        """Seconds until as many may go out. What is larger than the bucket goes when it is full."""
        missing = min(float(segments), burst(segments_a_second)) - self.segments
        return max(missing / self.rate(segments_a_second), 0.0)

    def without(self, segments: int) -> "Bucket":
        return replace(self, segments=self.segments - segments)

    def slowed(self, now: datetime) -> "Bucket":
        """The carrier has had enough for now (429, 21611)."""
        return Bucket(min(self.segments, 0.0), now, min(self.halvings + 1, _MOST_HALVINGS), now)


def burst(segments_a_second: float) -> float:
    """How many segments may go out at once after a pause."""
    return max(segments_a_second * _BURST_SECONDS, _LEAST_BURST)


def full_bucket(segments_a_second: float, now: datetime) -> Bucket:
    return Bucket(burst(segments_a_second), now)
