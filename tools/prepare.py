"""Prepares a machine that has only Python 3: finds or fetches uv, finds interpreters, installs both environments.

Standard library only, Python 3.8 or later. Returns at once when nothing has changed since the last time.
"""

import argparse
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import environments
import installer
import interpreters
from steps import SetupError, say

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether each environment is current")
    if parser.parse_args().check:
        return check(ROOT)
    try:
        with only_one_at_a_time(ROOT / ".tools"):
            prepare(ROOT)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped. Nothing is half installed: the same command goes on from here.")
        return 130
    return 0


def check(root: Path) -> int:
    """One line an environment, for `permitline doctor`; 1 when one of them would be installed."""
    current = {environment.what: environments.is_current(environment) for environment in environments.both(root)}
    for what, is_current in current.items():
        print(f"{what}: {'current' if is_current else 'not what its lock says'}")
    return 0 if all(current.values()) else 1


def prepare(root: Path) -> None:
    """Install each environment whose lock, project file or interpreter changed. Raises `SetupError`."""
    stale = [environment for environment in environments.both(root) if not environments.is_current(environment)]
    if not stale:
        return
    uv = installer.find_uv(root)
    for environment in stale:
        python = interpreters.find(uv, environment.python, root)
        say(f"Python {python.version} for {environment.what}: {python.path} ({python.origin})")
        environments.install(uv, environment, python)


@contextmanager
def only_one_at_a_time(folder: Path) -> Iterator[None]:
    """Two set-ups of one checkout take turns, so that neither sees the other's half-made environment."""
    import fcntl  # not at the top: absent on Windows, where the message below is the better end

    folder.mkdir(exist_ok=True)
    with (folder / "prepare.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another set-up of this folder is running; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
