"""uv is taken from PATH when it is new enough, else from what uv.lock pins, for this platform, by its hash."""

import hashlib
import re
from pathlib import Path

import installer
import pytest
from installer import Wheel, choose_wheel, find_on_index, is_recent, read_pinned
from steps import SetupError

ROOT = Path(__file__).resolve().parents[3]

_LOCK = """
[[package]]
name = "urllib3"
version = "2.0.0"
wheels = [
    { url = "https://files.example/urllib3-2.0.0-py3-none-any.whl", hash = "sha256:<a>", size = 1 },
]

[[package]]
name = "uv"
version = "0.13.9"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://files.example/uv-0.13.9.tar.gz", hash = "sha256:<b>", size = 7 }
wheels = [
    { url = "https://files.example/uv-0.13.9-py3-none-manylinux_2_17_x86_64.whl", hash = "sha256:<c>", size = 8 },
    { url = "https://files.example/uv-0.13.9-py3-none-musllinux_1_1_x86_64.whl", hash = "sha256:<d>", size = 9 },
    { url = "https://files.example/uv-0.13.9-py3-none-macosx_11_0_arm64.whl", hash = "sha256:<e>", size = 9 },
]

[[package]]
name = "uvloop"
version = "0.23.0"
"""
LOCK = re.sub(r"<([a-e])>", lambda found: found[1] * 64, _LOCK)


def test_the_lock_of_this_project_pins_uv_for_the_platforms_of_our_users() -> None:
    pinned = read_pinned((ROOT / "uv.lock").read_text())
    for system, machine, libc in (
        ("linux", "x86_64", "glibc"),
        ("linux", "aarch64", "glibc"),
        ("linux", "x86_64", ""),
        ("darwin", "arm64", ""),
        ("darwin", "x86_64", ""),
    ):
        wheel = choose_wheel(pinned, system, machine, libc)
        assert pinned.version in wheel.file_name
        assert len(wheel.sha256) == 64


def test_only_the_files_of_uv_itself_are_read_from_the_lock() -> None:
    pinned = read_pinned(LOCK)
    assert pinned.version == "0.13.9"
    assert [wheel.file_name.rsplit("-", 1)[1] for wheel in pinned.wheels] == [
        "manylinux_2_17_x86_64.whl",
        "musllinux_1_1_x86_64.whl",
        "macosx_11_0_arm64.whl",
    ]
    assert pinned.wheels[0].sha256 == "c" * 64


def test_a_lock_without_uv_is_refused() -> None:
    with pytest.raises(SetupError, match="does not pin uv"):
        read_pinned(LOCK.replace('name = "uv"\n', 'name = "ux"\n'))


@pytest.mark.parametrize(
    ("system", "machine", "libc", "file"),
    [
        ("linux", "x86_64", "glibc", "manylinux"),
        ("linux", "AMD64", "glibc", "manylinux"),
        ("linux", "x86_64", "", "musllinux"),
        ("darwin", "arm64", "", "macosx"),
    ],
)
def test_the_file_fits_the_platform(system: str, machine: str, libc: str, file: str) -> None:
    assert file in choose_wheel(read_pinned(LOCK), system, machine, libc).file_name


def test_a_platform_without_a_file_is_named() -> None:
    with pytest.raises(SetupError, match="sparc64"):
        choose_wheel(read_pinned(LOCK), "linux", "sparc64", "glibc")


@pytest.mark.parametrize(
    ("version", "recent"), [("0.13.9", True), ("0.14.0", True), ("0.13.10", True), ("0.9.30", False), (None, False)]
)
def test_a_uv_is_recent_from_the_pinned_version_on(version: str | None, recent: bool) -> None:
    assert is_recent(version, "0.13.9") is recent


def test_a_uv_on_path_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    shim = tmp_path / "uv"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert installer.version_of(str(shim)) is None
    assert installer.version_of(str(tmp_path / "absent")) is None


def test_another_index_keeps_the_file_where_its_page_says() -> None:
    wheel = Wheel("https://files.example/uv-0.13.9-py3-none-any.whl", "a" * 64)
    page = '<a href="../../packages/uv-0.13.9-py3-none-any.whl#sha256=aa&amp;x=1">uv</a>'
    found = find_on_index(page, "https://mirror.example/simple/", wheel)
    assert found.startswith("https://mirror.example/packages/uv-0.13.9-py3-none-any.whl")
    with pytest.raises(SetupError, match="has no uv"):
        find_on_index("<html></html>", "https://mirror.example/simple/", wheel)


def test_a_file_with_another_hash_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "uv-0.13.9-py3-none-any.whl"
    file.write_bytes(b"what was sent")
    good = Wheel(file.as_uri(), hashlib.sha256(b"what was sent").hexdigest())
    assert installer.download(good) == b"what was sent"
    with pytest.raises(SetupError, match="not used"):
        installer.download(good._replace(sha256="0" * 64))
