"""Reads a file of the city against its schema. What is wrong is named all at once, each with its key and its line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

type Place = tuple[str | int, ...]
"""Where in a file something stands: the keys on the way there, numbers for the entries of a list."""

_EXPECTED = {
    "missing": "this key is missing",
    "string_type": "expected a text (in quotes where it looks like a number)",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "list_type": "expected a list",
    "tuple_type": "expected a list",
    "dict_type": "expected keys and values",
    "model_type": "expected keys and values",
    "date_type": "expected a date such as 2026-12-24",
    "date_parsing": "expected a date such as 2026-12-24",
    "date_from_datetime_parsing": "expected a date such as 2026-12-24",
    "decimal_type": 'expected an amount in quotes such as "4126.15"',
    "decimal_parsing": 'expected an amount in quotes such as "4126.15"',
}


class CityFileError(Exception):
    """A file of the city cannot be used. The message names the file and everything that is wrong in it."""


@dataclass(frozen=True, slots=True)
class Problem:
    place: Place
    message: str


class Section(BaseModel):
    """A part of a file. A key that it does not know is a mistake, never silently left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A YAML file with the lines on which its keys stand."""

    path: Path
    content: Any

    @classmethod
    def read(cls, path: Path) -> Self:
        try:
            return cls(path, YAML().load(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise CityFileError(f"{path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CityFileError(f"{path} is not written in UTF-8") from error
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = f", line {mark.line + 1}" if mark else ""
            raise CityFileError(f"{path} is not YAML{line}: {(error.problem or str(error)).strip()}") from error
        except YAMLError as error:
            raise CityFileError(f"{path} is not YAML: {error}") from error

    def matched_to[S: Section](self, schema: type[S]) -> S:
        """The content in the form of the schema; raises `CityFileError` with every difference."""
        try:
            return schema.model_validate(self.content)
        except ValidationError as error:
            self.refuse(_problem_in(details, schema) for details in error.errors())
            raise

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Raise `CityFileError` where there are problems."""
        lines = [
            f"  line {self.line_of(problem.place)}, {_in_words(problem.place)}: {problem.message}"
            for problem in problems
        ]
        if lines:
            raise CityFileError("\n".join([f"{self.path} cannot be used:", *dict.fromkeys(lines)]))

    def line_of(self, place: Place) -> int:
        """The line of the last key on the way that is in the file, from 1."""
        node: Any = self.content
        line = 0
        for key in place:
            try:
                lines: Any = node.lc
                line = (lines.item(key) if isinstance(key, int) else lines.key(key))[0]
                node = node[key]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line + 1


def _problem_in(details: ErrorDetails, schema: type[Section]) -> Problem:
    place = tuple(key for key in details["loc"] if key != "[key]")
    if details["type"] != "extra_forbidden":
        return Problem(place, _plain(details))
    known = _known_keys(schema.model_json_schema(), place[:-1])
    near = get_close_matches(str(place[-1]), known, n=1)
    meant = f"did you mean {near[0]}?" if near else f"known here are {', '.join(known)}"
    return Problem(place, f"there is no such key; {meant}")


def _known_keys(schema: Mapping[str, Any], place: Place) -> list[str]:
    """The keys that the JSON schema knows at a place."""
    part: Any = schema
    for key in (*place, None):
        while "$ref" in part:
            part = schema["$defs"][part["$ref"].rpartition("/")[2]]
        if isinstance(key, int):
            part = part["items"]
        elif key is not None:
            part = part.get("properties", {}).get(key) or part["additionalProperties"]
    return list(part["properties"])


def _plain(details: ErrorDetails) -> str:
    expected = _EXPECTED.get(details["type"]) or details["msg"].removeprefix("Value error, ").replace(
        "Input should be", "expected"
    )
    return expected if details["type"] == "missing" else f"{expected}; it says {_short(details['input'])}"


def _short(value: Any) -> str:
    text = repr(dict(value)) if isinstance(value, Mapping) else repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _in_words(place: Place) -> str:
    path = ""
    for key in place:
        path += f"[{key + 1}]" if isinstance(key, int) else f".{key}"
    return path.removeprefix(".") or "the file"
