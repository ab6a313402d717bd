"""How a command ends when it cannot do what it was asked: what happened, why, and what to do."""

import click

CANNOT_START = 2


class CommandRefusedError(click.ClickException):
    """Shown as it is, without a traceback."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self._exit_code = exit_code

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # click has one for the whole class
        return self._exit_code

    def show(self, file: object = None) -> None:
        click.secho(self.format_message(), err=True, fg="red")
