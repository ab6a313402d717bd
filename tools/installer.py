"""Finds uv, the installer of both environments, or puts the one that uv.lock pins into .tools/."""

import base64
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import List, NamedTuple, Optional, Tuple
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from steps import SetupError, run_step, say


class Wheel(NamedTuple):
    url: str
    sha256: str

    @property
    def file_name(self) -> str:
        return self.url.rsplit("/", 1)[1]


class Pinned(NamedTuple):
    version: str
    wheels: List[Wheel]


def find_uv(root: Path) -> str:
    """The path of a uv that is at least as new as the pinned one. Raises `SetupError` when none can be had."""
    pinned = read_pinned((root / "uv.lock").read_text(encoding="utf-8"))
    ours = root / ".tools" / "uv" / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(ours)):
        if candidate and is_recent(version_of(candidate), pinned.version):
            return candidate
    wheel = choose_wheel(pinned, sys.platform, platform.machine(), platform.libc_ver()[0])
    if not _through_pip(pinned, ours.parent.parent):
        _unpack(download(wheel), ours)
    if not is_recent(version_of(str(ours)), pinned.version):
        raise SetupError(
            f"uv {pinned.version} was fetched into {ours} but does not run on this machine. "
            f"Install uv {pinned.version} or later yourself, anywhere on PATH, and try again."
        )
    return str(ours)


def read_pinned(lock: str) -> Pinned:
    """uv's own version, files and hashes from uv.lock, read by hand: the machine's Python may have no TOML reader."""
    section = re.search(
        r'^\[\[package\]\]\nname = "uv"\nversion = "([^"]+)"\n(.*?)(?=^\[\[|\Z)', lock, re.MULTILINE | re.DOTALL
    )
    if not section:
        raise SetupError("uv.lock does not pin uv. Take uv.lock from the repository again (git checkout uv.lock).")
    wheels = re.findall(r'url = "([^"]+\.whl)", hash = "sha256:([0-9a-f]{64})"', section.group(2))
    return Pinned(section.group(1), [Wheel(url, digest) for url, digest in wheels])


def version_of(uv: str) -> Optional[str]:
    """What `uv --version` says; None where it does not run (a pyenv shim without a version behind it, say)."""
    try:
        answer = subprocess.run([uv, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\d+\.\d+\.\d+", answer.stdout.decode(errors="replace"))
    return found.group() if found else None


def is_recent(version: Optional[str], pinned: str) -> bool:
    return version is not None and _numbers(version) >= _numbers(pinned)


def _numbers(version: str) -> Tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def choose_wheel(pinned: Pinned, system: str, machine: str, libc: str) -> Wheel:
    """The file for this platform. Raises `SetupError` where uv has none."""
    machine = machine.lower().replace("amd64", "x86_64")
    if system == "linux":
        machine = machine.replace("arm64", "aarch64")
    kind = {"linux": "manylinux" if libc == "glibc" else "musllinux", "darwin": "macosx"}.get(system)
    for wheel in pinned.wheels:
        if kind and kind in wheel.file_name and machine in wheel.file_name:
            return wheel
    raise SetupError(
        f"There is no ready-made uv {pinned.version} for {system} on {machine}. "
        "Install uv from its source and try again."
    )


def _through_pip(pinned: Pinned, target: Path) -> bool:
    """pip knows the machine's index, proxy and certificates; False where there is no pip or it cannot."""
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, check=False)  # fmt: skip
    if has_pip.returncode:
        return False
    hashes = " ".join("--hash=sha256:" + wheel.sha256 for wheel in pinned.wheels)
    index = [] if "PIP_INDEX_URL" in os.environ or not index_url() else ["--index-url", str(index_url())]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "uv.txt"
        wanted.write_text(f"uv=={pinned.version} {hashes}\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", "--require-hashes", "--upgrade", "--target", str(target)]
        try:
            run_step(f"Fetching uv {pinned.version} (18 MB)", [*command, *index, "-r", str(wanted)])
        except SetupError as error:
            say(f"{error}\nTrying without pip …")
            return False
    return True


def index_url() -> Optional[str]:
    """The package index that this machine is told to use, if any."""
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name].split("=", 1)[-1] if name == "UV_DEFAULT_INDEX" else os.environ[name]
    return None


def download(wheel: Wheel) -> bytes:
    say(f"Fetching uv without pip ({wheel.file_name}) …")
    index = index_url()
    try:
        content = _get(find_on_index(_get(index.rstrip("/") + "/uv/").decode(), index, wheel) if index else wheel.url)
    except OSError as error:
        raise SetupError(
            f"uv could not be fetched: {error}. Check the network (PIP_INDEX_URL names another package index, "
            "HTTPS_PROXY a proxy), or install uv yourself."
        ) from error
    if hashlib.sha256(content).hexdigest() != wheel.sha256:
        raise SetupError(f"{wheel.file_name} is not the file that uv.lock pins: not used. Try another network.")
    return content


def find_on_index(page: str, index: str, wheel: Wheel) -> str:
    """Where the index's page for uv keeps the wheel. Raises `SetupError` where it does not."""
    for link in re.findall(r'href="([^"]+)"', page):
        address = urljoin(index.rstrip("/") + "/uv/", unescape(link))
        if unquote(urlsplit(address).path).endswith("/" + wheel.file_name):
            return address
    raise SetupError(f"The package index has no {wheel.file_name}. Install uv yourself and try again.")


def _get(url: str) -> bytes:
    """GET; a name and password in the address go into a header, as pip does."""
    parts = urlsplit(url)
    account, _, host = parts.netloc.rpartition("@")
    request = urllib.request.Request(urlunsplit(parts._replace(netloc=host)))
    if account:
        request.add_header("Authorization", "Basic " + base64.b64encode(unquote(account).encode()).decode())
    with urllib.request.urlopen(request, timeout=120) as answer:
        return bytes(answer.read())


def _unpack(content: bytes, uv: Path) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        uv.parent.mkdir(parents=True, exist_ok=True)
        draft = uv.with_suffix(".draft")
        draft.write_bytes(archive.read(member))
    draft.chmod(0o755)
    draft.replace(uv)
