"""One thing that a check-up found, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy` is empty where nothing is wrong; a finding with a remedy makes `permitline doctor` fail."""

    what: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        return not self.remedy
