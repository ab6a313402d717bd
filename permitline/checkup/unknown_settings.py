"""PERMITLINE_… names in the environment that no program reads: most often a slip of the pen."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from permitline.checkup.finding import Finding
from runtime.settings import PREFIX

_FOR_TESTS = f"{PREFIX}TEST_"


def look_at_unknown_settings(environ: Mapping[str, str], described_in: Path) -> Iterator[Finding]:
    """`described_in` is .env.example, which lists every setting."""
    known = re.findall(rf"^# ({PREFIX}[A-Z0-9_]+)=", described_in.read_text(encoding="utf-8"), re.MULTILINE)
    for name in sorted(environ):
        if name.startswith(PREFIX) and not name.startswith(_FOR_TESTS) and name not in known:
            yield Finding(f"{name} is set, and no program reads it", _remedy(name, known))


def _remedy(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    return f"{near[0]} may be meant." if near else "Unset it; .env.example lists every setting."
