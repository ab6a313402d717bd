"""A rule with its history: what held from which day on, and why. A change can be written down before it holds."""

from dataclasses import dataclass
from datetime import date

from backend.domain.model import Words


@dataclass(frozen=True, slots=True)
class Version[T]:
    """What a rule says from `effective_from` on, and the reason in plain words."""

    value: T
    effective_from: date
    reason: Words


@dataclass(frozen=True, slots=True)
class Dated[T]:
    """The versions of one rule, oldest first. The oldest also holds for the days before it."""

    versions: tuple[Version[T], ...]

    def __post_init__(self) -> None:
        days = [version.effective_from for version in self.versions]
        if not days or days != sorted(set(days)):
            raise ValueError("a rule needs at least one version, oldest first, one a day")

    def version_on(self, day: date) -> Version[T]:
        for version in reversed(self.versions):
            if version.effective_from <= day:
                return version
        return self.versions[0]

    def on(self, day: date) -> T:
        return self.version_on(day).value


def always[T](value: T, reason: Words | None = None) -> Dated[T]:
    """A rule that has held since ever."""
    return Dated((Version(value, date.min, reason or Words("", "")),))
