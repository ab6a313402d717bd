"""`python -m backend` serves the permit back end; `python -m backend migrate` brings its records up to date."""

import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from backend.city.file import CityFileError
from backend.server import PortTakenError, migrate_records, serve
from backend.settings import BackendSettings
from runtime.settings import SettingsError

CANNOT_START = 2
_USAGE = "usage: python -m backend [migrate]"


def main(arguments: Sequence[str]) -> int:
    """Run a command. What keeps it from starting is printed in plain words, and the exit code is then 2."""
    try:
        settings = BackendSettings.load()
        match list(arguments):
            case []:
                serve(settings)
            case ["migrate"]:
                migrate_records(settings)
            case _:
                return _refuse(_USAGE)
    except (SettingsError, CityFileError, PortTakenError) as error:
        return _refuse(str(error))
    except SQLAlchemyError as error:
        return _refuse(f"The records cannot be opened (PERMITLINE_DATABASE_URL): {_first_line(error)}")
    return 0


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)  # the log is not set up yet, and a person is waiting for this line
    return CANNOT_START


def _first_line(error: SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().splitlines()[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
