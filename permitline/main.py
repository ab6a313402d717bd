"""`permitline`: the entry point. A command's file is read only when that command is called, so each starts fast."""

import os
from importlib import import_module
from pathlib import Path

import click
from dotenv import load_dotenv

from permitline.settings import PROJECT

COMMANDS = ("up", "text", "chat", "demo", "policy", "explain", "event", "outbox", "records", "doctor")


class CommandsByFile(click.Group):
    """`permitline x` is the command `x` in permitline/commands/x.py."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"permitline.commands.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=CommandsByFile, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="permitline", message="Permitline %(version)s")
def main() -> None:
    """A city's permit counter by text message.

    Settings come from the environment (PERMITLINE_…) and from a file .env in the project's folder; .env.example lists
    each. Relative paths count from the project's folder, wherever the command is called.
    """
    os.chdir(PROJECT)
    load_dotenv(Path(".env"), override=False)
