"""One step of the set-up: a command that may take long, shown while it runs, its words kept in case it fails."""

import subprocess
import sys
import tempfile
import time
from typing import Dict, List, Optional


class SetupError(Exception):
    """What went wrong, why, and what to do about it, in words for the person at the keyboard."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run_step(title: str, command: List[str], env: Optional[Dict[str, str]] = None, remedy: str = "") -> None:
    """Run a command under a title that counts the seconds; raise `SetupError` with its last words if it fails."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, env=env)
        try:
            _show_until_done(title, process, started)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        if process.returncode:
            words.seek(0)
            last_words = words.read().decode(errors="replace").strip()[-3000:]
            raise SetupError(f"{title} failed:\n{last_words}\n{remedy}".rstrip())


def _show_until_done(title: str, process: "subprocess.Popen[bytes]", started: float) -> None:
    live = sys.stderr.isatty()
    if not live:
        say(f"{title} …")
    while not _ends_within(process, 1 if live else 20):
        seconds = int(time.monotonic() - started)
        print(f"\r{title} … {seconds} s" if live else f"  … {seconds} s\n", end="", file=sys.stderr, flush=True)
    if live:
        print("\r", end="", file=sys.stderr)
    if process.returncode == 0:
        say(f"{title}: done in {time.monotonic() - started:.0f} s")


def _ends_within(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
