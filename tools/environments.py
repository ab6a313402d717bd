"""The two environments, Rasa's and everything else's: whether each is current, and how it is installed."""

import hashlib
import json
from pathlib import Path
from typing import List, NamedTuple, Optional

from interpreters import Found, Wanted, environment_for_uv, probe
from steps import run_step


class Environment(NamedTuple):
    what: str
    costs: str
    folder: Path
    python: Wanted

    @property
    def interpreter(self) -> Path:
        return self.folder / ".venv" / "bin" / "python"

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / "installed.json"


def both(root: Path) -> List[Environment]:
    return [
        Environment("Permitline's environment", "0.3 GB, about 20 seconds", root, Wanted((12, 13, 14))),
        Environment("Rasa's environment", "2.5 GB, about a minute", root / "dialogue", Wanted((10,))),
    ]


def is_current(environment: Environment) -> bool:
    """Whether what is installed is what the lock asks for, on an interpreter that still runs."""
    stamp = read_stamp(environment)
    if stamp is None or stamp.get("inputs") != inputs_of(environment):
        return False
    version = probe(str(environment.interpreter))
    return version is not None and stamp.get("python") == list(version)[:2]


def read_stamp(environment: Environment) -> Optional[dict]:  # type: ignore[type-arg]
    try:
        stamp = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) else None


def inputs_of(environment: Environment) -> str:
    """A digest of everything that decides what is installed: the place too, since scripts name it."""
    digest = hashlib.sha256(str(environment.folder).encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((environment.folder / name).read_bytes())
    return digest.hexdigest()


def install(uv: str, environment: Environment, python: Found) -> None:
    """Bring the environment to what its lock says, and note that it is. Raises `SetupError`."""
    if environment.stamp.exists():
        environment.stamp.unlink()
    run_step(
        f"Installing {environment.what} ({environment.costs})",
        [uv, "sync", "--quiet", "--frozen", "--project", str(environment.folder), "--python", python.path],
        env=environment_for_uv(),
        remedy="If the network was the reason, run the same command again: what has arrived is kept.",
    )
    minor = [int(part) for part in python.version.split(".")[:2]]
    stamp = {"inputs": inputs_of(environment), "python": minor, "interpreter": python.path, "origin": python.origin}
    environment.stamp.write_text(json.dumps(stamp), encoding="utf-8")
