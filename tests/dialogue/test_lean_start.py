"""The stand-ins: names for those who only name things, and a clear error for those who use them."""

import subprocess
import sys
from pathlib import Path

import pytest
from dialogue.lean_start import LEFT_OUT, LeftOutError

ROOT = Path(__file__).parents[2]


def test_rasa_runs_without_the_packages_left_out() -> None:
    import rasa.core.agent
    import rasa.engine.recipes.default_components  # noqa: F401

    loaded = {name for name in sys.modules if name.split(".")[0] in LEFT_OUT}
    assert "tensorflow" in loaded
    assert all(type(sys.modules[name]).__name__ == "_StandInModule" for name in loaded)


def test_a_stand_in_can_be_a_base_class_and_a_type_hint() -> None:
    import tensorflow as tf

    class Layer(tf.keras.layers.Layer):
        size: "tf.Tensor | None" = None

    assert Layer.size is None
    assert not isinstance(3, tf.Tensor)
    assert tf.Tensor is tf.Tensor


def test_a_call_is_refused_and_says_why() -> None:
    import tensorflow as tf

    with pytest.raises(LeftOutError, match=r"tensorflow\.constant is needed.*PERMITLINE_LEAN_START=off"):
        tf.constant(1)


def test_an_instance_of_a_subclass_is_refused_too() -> None:
    from rasa.utils.tensorflow.layers import SparseDropout

    with pytest.raises(LeftOutError):
        SparseDropout(0.1)


def in_a_fresh_process(code: str) -> str:
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    return (ran.stdout + ran.stderr).strip()


def test_it_can_be_switched_off() -> None:
    code = "from dialogue.lean_start import *; print(start_lean({'PERMITLINE_LEAN_START': 'off'}), is_lean())"
    assert in_a_fresh_process(code) == "False False"


def test_it_refuses_to_come_after_rasa() -> None:
    code = "import rasa; from dialogue.lean_start import start_lean; start_lean({})"
    assert "start_lean() must come before its import" in in_a_fresh_process(code)
