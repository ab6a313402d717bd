"""Finds the Python that an environment needs, also where pyenv hides it behind shims; uv's own download comes last."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Tuple

from steps import SetupError, run_step

# What the programs import and a Python built from source may lack.
_PROBE = "import json, sys, ssl, sqlite3, zlib, ctypes, bz2; print(json.dumps(list(sys.version_info[:3])))"
_COMMON_FOLDERS = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin", "~/.local/bin")


class Wanted(NamedTuple):
    """Minor versions of Python 3 that will do, the best first."""

    minors: Tuple[int, ...]


class Found(NamedTuple):
    path: str
    version: str
    origin: str


def find(uv: str, wanted: Wanted, root: Path) -> Found:
    """The first interpreter that fits and works; downloads one if there is none. Raises `SetupError`."""
    for minor in wanted.minors:
        for path, origin in candidates(uv, minor, root):
            version = probe(path)
            if version is not None and version[:2] == (3, minor):
                return Found(path, ".".join(map(str, version)), origin)
    return _download(uv, wanted.minors[0], root)


def candidates(uv: str, minor: int, root: Path) -> Iterator[Tuple[str, str]]:
    """Where a Python 3.<minor> may be, and how it was found."""
    yield from ((path, "found by uv") for path in _known_to_uv(uv, minor, root))
    yield from ((str(path), "pyenv, behind its shims") for path in pyenv_versions(pyenv_root(), minor))
    for folder in _COMMON_FOLDERS:
        path = Path(folder).expanduser() / f"python3.{minor}"
        if path.exists():
            yield str(path), "on this machine"


def _known_to_uv(uv: str, minor: int, root: Path) -> List[str]:
    found = []
    for env in (environment_for_uv(), environment_for_uv(root)):
        command = [uv, "python", "find", "--system", "--no-project", "--no-python-downloads", f"3.{minor}"]
        answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, check=False)
        if answer.returncode == 0:
            found.append(answer.stdout.decode().strip())
    return found


def environment_for_uv(root: Optional[Path] = None) -> Dict[str, str]:
    """The environment without what would lead uv elsewhere: an activated environment, and pyenv's shims, on which its
    search ends. With `root`, uv keeps the interpreters that it downloads inside the project.
    """
    env = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT")}
    folders = env.get("PATH", "").split(os.pathsep)
    env["PATH"] = os.pathsep.join(folder for folder in folders if not folder.rstrip("/").endswith("shims"))
    if root is not None:
        env["UV_PYTHON_INSTALL_DIR"] = str(root / ".tools" / "python")
    return env


def pyenv_root() -> Path:
    return Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser()


def pyenv_versions(pyenv: Path, minor: int) -> List[Path]:
    """Interpreters of one minor version under pyenv's root, the newest patch first."""
    versions = []
    for folder in pyenv.glob(f"versions/3.{minor}.*"):
        patch = re.fullmatch(r"3\.\d+\.(\d+)", folder.name)
        if patch:
            versions.append((int(patch.group(1)), folder / "bin" / f"python3.{minor}"))
    return [path for _, path in sorted(versions, reverse=True) if path.exists()]


def probe(path: str) -> Optional[Tuple[int, ...]]:
    """The interpreter's version; None if it does not run or lacks a module that the programs need."""
    try:
        answer = subprocess.run([path, "-I", "-c", _PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                check=True)  # fmt: skip
        return tuple(json.loads(answer.stdout.decode()))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def _download(uv: str, minor: int, root: Path) -> Found:
    run_step(
        f"Fetching Python 3.{minor} (no usable one on this machine)",
        [uv, "python", "install", "--no-bin", f"3.{minor}"],
        env=environment_for_uv(root),
        remedy=f"Install Python 3.{minor} by any means (your system's packages, pyenv) and try again.",
    )
    for path in reversed(_known_to_uv(uv, minor, root)):
        version = probe(path)
        if version is not None:
            return Found(path, ".".join(map(str, version)), "fetched by uv into .tools/")
    raise SetupError(f"Python 3.{minor} was fetched but does not run here. Install it by other means.")
