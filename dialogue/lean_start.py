"""Start Rasa without TensorFlow, which `import rasa` loads whatever the pipeline uses: most of the start-up and memory.

None of our components uses TensorFlow, but Rasa's modules name its classes when they are imported (base classes, type
hints, default arguments). The stand-ins here answer to any name, can be a base class or a type hint, and refuse to be
called: whoever really needs TensorFlow gets `TensorFlowLeftOutError`, not a wrong result. `PERMITLINE_TENSORFLOW=1` turns
this off, for the benchmark against stock Rasa.
"""

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

LEFT_OUT = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")
SWITCH = "PERMITLINE_TENSORFLOW"


class TensorFlowLeftOutError(RuntimeError):
    """Something asked TensorFlow to do a thing; this process was started without it."""


class _StandInType(type):
    """The class of stand-ins: any attribute is a stand-in too; a call is refused."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *_args: object, **_kwargs: object) -> NoReturn:
        raise TensorFlowLeftOutError(
            f"{cls.__module__}.{cls.__qualname__} needs TensorFlow, and this process was started without it "
            f"because our pipeline does not use it; set {SWITCH}=1 to start with it."
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


def leave_out_tensorflow() -> bool:
    """Put the stand-ins in place, before the first import of Rasa; False where the environment asks for the real one.

    Raises `RuntimeError` when TensorFlow is loaded already: half of each would be worse than either.
    """
    if os.environ.get(SWITCH) == "1":
        return False
    if is_left_out():
        return True
    if "tensorflow" in sys.modules:
        raise RuntimeError("TensorFlow is loaded already; leave_out_tensorflow() must come before the import of Rasa")
    sys.meta_path.insert(0, _LeftOutFinder())
    return True


def is_left_out() -> bool:
    return any(isinstance(finder, _LeftOutFinder) for finder in sys.meta_path)
