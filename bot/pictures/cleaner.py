"""Has a picture cleaned by the program beside this one: cleaning.py."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.pictures.cleaning import NOT_A_PICTURE, TOO_MANY_POINTS

_PROGRAM = Path(__file__).with_name("cleaning.py")
_PATIENCE = 30.0
_REASONS = {NOT_A_PICTURE: "not_a_picture", TOO_MANY_POINTS: "too_many_points"}
_TYPES = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png"}


@dataclass(frozen=True, slots=True)
class Clean:
    content: bytes
    content_type: str


def clean_picture(content: bytes) -> Clean | str:
    """The picture without place, time, camera and owner; or why there is none."""
    try:
        done = subprocess.run(  # noqa: S603  (our own file, and nothing of the sender's among the arguments)
            [sys.executable, "-I", str(_PROGRAM)],
            input=content, capture_output=True, env={}, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "broken"
    if done.returncode:
        return _REASONS.get(done.returncode, "broken")
    return Clean(done.stdout, _TYPES[done.stdout[:2]])
