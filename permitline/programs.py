"""The four programs that make one system: how each is started and on which port it listens."""

import errno
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from permitline.settings import PROJECT, CommandSettings

RASA_PYTHON = PROJECT / "dialogue" / ".venv" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Program:
    """`port_setting` is what to set to move it elsewhere."""

    name: str
    command: tuple[str, ...]
    port: int
    port_setting: str
    health_path: str

    def log_file(self, state_dir: Path) -> Path:
        return state_dir / "logs" / f"{self.name}.log"


def programs(settings: CommandSettings) -> tuple[Program, ...]:
    """In the order in which to start them: the slowest first."""
    rasa = (str(RASA_PYTHON), "-m", "dialogue.serve")
    return (
        Program("rasa", rasa, settings.rasa_port, "PERMITLINE_RASA_PORT", "/webhooks/permitline/ready"),
        Program("backend", _ours("backend"), settings.backend_port, "PERMITLINE_BACKEND_PORT", "/healthz"),
        Program("actions", _ours("actions"), settings.actions_port, "PERMITLINE_ACTIONS_PORT", "/health"),
        Program("bot", _ours("bot"), settings.bot_port, "PERMITLINE_BOT_PORT", "/healthz"),
    )


def _ours(module: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module)


def is_free(host: str, port: int) -> bool:
    """Whether a program could listen there. A port that this user may not open counts as taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True


def port_problems(settings: CommandSettings) -> list[str]:
    """A sentence for each port that cannot be had."""
    problems = []
    ports = [(program.port, program) for program in programs(settings)]
    for index, (port, program) in enumerate(ports):
        rival = next((earlier for other, earlier in ports[:index] if other == port), None)
        if rival:
            problems.append(
                f"{rival.name} and {program.name} are both set to port {port}: change {program.port_setting}."
            )
        elif not is_free(settings.bind_host, port):
            problems.append(
                f"Port {port}, for {program.name}, is taken by another program. "
                f"Stop that program, or choose another port with {program.port_setting}."
            )
    return problems
