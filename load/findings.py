"""What a load has shown: each thing that was looked at, what it came to, and whether that is what the city needs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    measured: str
    is_well: bool


@dataclass(slots=True)
class Findings:
    """Of one load."""

    load: str
    all: list[Finding] = field(default_factory=list)

    def tell(self, what: str, measured: str) -> None:
        """A figure that nothing hangs on."""
        self.all.append(Finding(what, measured, is_well=True))

    def expect(self, what: str, measured: float, wanted: float) -> None:
        is_well = measured == wanted
        self.all.append(Finding(what, f"{measured:,}" if is_well else f"{measured:,}, not {wanted:,}", is_well))

    def expect_within(self, what: str, measured: float, most: float, unit: str) -> None:
        self.all.append(Finding(what, f"{measured:,.2f} {unit} (at most {most:g})", measured <= most))

    def expect_none(self, what: str, found: Collection[object]) -> None:
        some = "; ".join(str(each)[:300] for each in list(found)[:3])
        self.all.append(Finding(what, f"{len(found)}: {some}" if found else "none", not found))

    @property
    def are_well(self) -> bool:
        return all(each.is_well for each in self.all)


def percentile(seconds: Sequence[float], percent: int) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def table(loads: Sequence[Findings]) -> str:
    rows = [
        f"| {each.load} | {one.what} | {one.measured} | {'yes' if one.is_well else '**no**'} |"
        for each in loads
        for one in each.all
    ]
    return "\n".join(["| load | | measured | as it should be |", "|---|---|---|---|", *rows])
