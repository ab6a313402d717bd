"""Rasa's files as plain data, for the tests that hold them against the code."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PROJECT = Path(__file__).resolve().parents[2]


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path)


@cache
def domain() -> dict[str, Any]:
    content: dict[str, Any] = read(PROJECT / "domain.yml")
    return content


@cache
def rules() -> list[dict[str, Any]]:
    return [rule for file in sorted((PROJECT / "data" / "rules").glob("*.yml")) for rule in read(file)["rules"]]


@cache
def trained_intents(language: str) -> set[str]:
    files = (PROJECT / "data" / "nlu").glob(f"*.{language}.yml")
    return {entry["intent"] for file in files for entry in read(file)["nlu"]}


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Response name -> language -> sentence."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((PROJECT / "responses").glob("*.yml")):
        found |= read(file)
    return found
