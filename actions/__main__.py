"""`python -m actions`: start the action server."""

import socket
import sys

from sanic import Sanic

from actions.server import create_server
from actions.settings import ActionsSettings
from runtime.logs import configure_logging
from runtime.settings import SettingsError


def main() -> int:
    try:
        settings = ActionsSettings.load()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    configure_logging("actions", settings.log_level)
    try:
        listener = socket.create_server((settings.bind_host, settings.actions_port), backlog=128)
    except OSError:
        print(
            f"Port {settings.actions_port} is taken. Stop what listens there, or set PERMITLINE_ACTIONS_PORT.",
            file=sys.stderr,
        )
        return 2
    app = create_server(settings)
    app.prepare(sock=listener, single_process=True, access_log=False, motd=False)
    Sanic.serve_single(primary=app)
    return 0


if __name__ == "__main__":
    sys.exit(main())
