"""Start Rasa without the packages that it imports whatever is used: TensorFlow, and clients of services not ours.

TensorFlow alone is two thirds of the start and of the memory, and none of our components uses it. But Rasa's modules
name classes of these packages when they are imported (base classes, type hints, default arguments). The stand-ins here
answer to any name, can be a base class or a type hint, and refuse to be called: whoever really needs such a package
gets `LeftOutError`, not a wrong result. `PERMITLINE_LEAN_START=off` turns this off (the benchmark against stock Rasa).
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, NoReturn

MACHINE_LEARNING = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")
STORES = ("boto3", "botocore", "pymongo", "redis", "psycopg2", "confluent_kafka", "kafka", "pika", "aio_pika", "aiormq")
CHANNELS = ("twilio", "slack_sdk", "fbmessenger", "aiogram", "webexteamssdk", "mattermostwrapper", "rocketchat_API")
TERMINAL_AND_REPORTS = ("socketio", "prompt_toolkit", "questionary", "matplotlib", "sentry_sdk")
LEFT_OUT = frozenset((*MACHINE_LEARNING, *STORES, *CHANNELS, *TERMINAL_AND_REPORTS))
SWITCH = "PERMITLINE_LEAN_START"


class LeftOutError(RuntimeError):
    """Something used a package that this process was started without."""


class _StandInType(type):
    """The class of stand-ins: any attribute is a stand-in too; a call is refused."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *_args: object, **_kwargs: object) -> NoReturn:
        raise LeftOutError(
            f"{cls.__module__}.{cls.__qualname__} is needed, and this process was started without its package "
            f"because Permitline does not use it; set {SWITCH}=off to start with it."
        )


def _stand_in(owner: str, name: str) -> _StandInType:
    return _StandInType(name, (), {"__module__": owner})


class _StandInModule(ModuleType):
    """A module of a left-out package: any name in it is a stand-in."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        stand_in = _stand_in(self.__name__, name)
        setattr(self, name, stand_in)  # one name is one class, as in the real module
        return stand_in


class _LeftOutFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the left-out packages, and anything inside them, before the real ones are looked for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] not in LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: the names are made when they are asked for."""


def start_lean(environ: Mapping[str, str]) -> bool:
    """Put the stand-ins in place, before the first import of Rasa; False where the environment asks for all of it.

    Raises `RuntimeError` when Rasa is loaded already: half of each would be worse than either.
    """
    if environ.get(SWITCH, "on").lower() in ("off", "0", "no"):
        return False
    if is_lean():
        return True
    if "rasa" in sys.modules or "tensorflow" in sys.modules:
        raise RuntimeError("Rasa is loaded already; start_lean() must come before its import")
    sys.meta_path.insert(0, _LeftOutFinder())
    return True


def is_lean() -> bool:
    return any(isinstance(finder, _LeftOutFinder) for finder in sys.meta_path)
