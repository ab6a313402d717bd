"""A twin that runs for as long as a block does: in a thread, or as a process of its own for a load."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from tests.twin.account import Account
from tests.twin.client import TwinClient
from tests.twin.server import TwinServer
from tests.twin.twilio import Twilio

_PROJECT = Path(__file__).resolve().parents[2]


@contextmanager
def twin_in_thread(account: Account) -> Iterator[TwinClient]:
    twilio = Twilio(account)
    server = TwinServer(twilio)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="twin", daemon=True)
    thread.start()
    client = TwinClient(server.url)
    try:
        yield client
    finally:
        client.close()
        server.shutdown()
        twilio.stop()
        server.server_close()
        thread.join()


@contextmanager
def twin_process(account: Account, port: int = 0) -> Iterator[TwinClient]:
    """`port` 0 lets it choose one; it says which on its first line."""
    named = [f"--{each.name.replace('_', '-')}={getattr(account, each.name)}" for each in fields(account)]
    command = [sys.executable, "-m", "tests.twin", f"--port={port}", *named]
    process = subprocess.Popen(command, cwd=_PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        url = process.stdout.readline().strip()
        assert url, "the twin did not start"
        client = TwinClient(url)
        yield client
        client.close()
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()
