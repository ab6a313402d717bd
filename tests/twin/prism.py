"""Prism before the twin: refuses every request and every answer that is off Twilio's published contract.

The contract is Twilio's own document, cut down to messages, so that Prism is ready sooner. Two things are said in other
words, so that Prism takes what Twilio takes: the addresses of pages are `uri`, which have to begin with a scheme, while
the document's examples and Twilio itself write them without one (`/2010-04-01/…`), so `uri-reference`; and of lists in
a form (`MediaUrl`) it is said that the name is repeated, which is the rule for forms that say nothing.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_HERE = Path(__file__).parent / "prism"
_PROJECT = Path(__file__).resolve().parents[2]
_BESIDE = _PROJECT.parent / "shared" / "specs" / "twilio_api_v2010.json"
DOCUMENT = Path(os.environ.get("PERMITLINE_TEST_TWILIO_CONTRACT") or _BESIDE)
_FORM = "application/x-www-form-urlencoded"
_READY_WITHIN = 60.0


def why_not() -> str | None:
    """Why Prism cannot be started here."""
    if not DOCUMENT.exists():
        return "Twilio's published contract is not beside this repository (PERMITLINE_TEST_TWILIO_CONTRACT names it)"
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node with npm is not installed"
    return None


@contextmanager
def prism_before(upstream: str, folder: Path) -> Iterator[str]:
    """The address of a Prism that passes on to `upstream` what keeps to the contract."""
    installed = install()
    contract = folder / "contract.json"
    contract.write_text(json.dumps(cut_down(json.loads(DOCUMENT.read_text(encoding="utf-8")))), encoding="utf-8")
    port = _free_port()
    program = installed / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
    command = ["node", str(program), "proxy", "--errors", "--port", str(port), str(contract), upstream]
    with (folder / "prism.log").open("w") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_ready(process, port, folder / "prism.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def install() -> Path:
    """The folder in which Prism is installed as its lock says; a second run of the tests finds it there."""
    lock = _HERE / "package-lock.json"
    folder = _PROJECT / ".tools" / f"prism-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if folder.exists():
        return folder
    folder.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as unfinished:
        made = Path(unfinished) / "prism"
        shutil.copytree(_HERE, made)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        ended = subprocess.run(command, cwd=made, capture_output=True, text=True, timeout=300, check=False)
        assert ended.returncode == 0, f"Prism could not be installed:\n{ended.stderr[-2000:]}"
        with suppress(OSError):  # another run was quicker
            made.rename(folder)
    return folder


def cut_down(document: dict[str, Any]) -> dict[str, Any]:
    """The document with messages and their media alone, and with addresses as Twilio writes them."""
    kept = {path: item for path, item in document["paths"].items() if "/Messages" in path}
    schemas = document["components"]["schemas"]
    wanted = {name: schema for name, schema in schemas.items() if "message" in name}
    parts = {**document["components"], "schemas": wanted}
    mended: dict[str, Any] = _mended({**document, "paths": kept, "components": parts})
    return mended


def _mended(part: Any, name: str = "") -> Any:
    if isinstance(part, list):
        return [_mended(each) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == "uri" and (name == "uri" or name.endswith("_page_uri")):
        return {**part, "format": "uri-reference"}
    changed = {inner: _mended(value, inner) for inner, value in part.items()}
    if (form := changed.get(_FORM)) is not None:
        lists = [inner for inner, value in form["schema"]["properties"].items() if value.get("type") == "array"]
        form["encoding"] = {inner: {"style": "form", "explode": True} for inner in lists}
    return changed


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, f"Prism ended:\n{log.read_text()[-2000:]}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"Prism was not ready within {_READY_WITHIN:.0f} s:\n{log.read_text()[-2000:]}")
