"""Response names that our code says against those of the sentences in `responses/`: none without the other."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from itertools import product
from operator import or_
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from actions.conversation.memory import Task
from backend.domain.calendar import Closed
from backend.domain.model import HalfDay, Permission, RefusalCode
from backend.services.entries import Action

# What a name's variable part can be, by how the code calls it. A part that is not here may be anything.
_KNOWN_PARTS: Mapping[str, tuple[str, ...]] = {"task": tuple(Task), "half_day": tuple(HalfDay), "undid": tuple(Action)}
_ANYTHING = "[a-z_]+"
_SPEAKERS = ("actions", "backend")
"""The folders whose code names sentences: the actions answer with them, and the back end speaks first."""
_NEVER_SAID = "utter_offer_cancel"  # a cancellation asks for no day, so there are none to offer
_REFUSAL = "utter_refusal_"


class UnreadableSentencesError(Exception):
    """A file of sentences cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class SaidNames:
    """What the code says, each with the file that says it: whole names, and patterns of those put together."""

    names: Mapping[str, str]
    patterns: Mapping[str, str]

    def __or__(self, other: "SaidNames") -> "SaidNames":
        return SaidNames({**other.names, **self.names}, {**other.patterns, **self.patterns})

    def covers(self, name: str) -> bool:
        return name in self.names or any(re.fullmatch(pattern, name) for pattern in self.patterns)


def sentence_problems(project: Path) -> list[str]:
    """A line for each response name that lacks its counterpart. Takes a fraction of a second."""
    said = reduce(or_, (names_in_code(project / speaker) for speaker in _SPEAKERS))
    try:
        written = names_in_responses(project / "responses")
    except UnreadableSentencesError as error:
        return [str(error)]
    missing = sorted(said.names.keys() - written.keys())
    unused = sorted(name for name in written if not said.covers(name))
    unmet = [one for one in sorted(said.patterns) if not any(re.fullmatch(one, name) for name in written)]
    return [
        *(f"{name} has no sentence; {said.names[name]} says it{_near(name, unused)}" for name in missing),
        *(f"{_in_print(one)} has no sentence; {said.patterns[one]} says such a name" for one in unmet),
        *(f"{name} in {written[name]} is said by nobody{_near(name, missing)}" for name in unused),
    ]


def _in_print(pattern: str) -> str:
    """`utter_status_…`"""
    return re.sub(r"\(\?:.*?\)|(\[a-z_\]\+)+", "…", pattern)


def _near(name: str, others: list[str]) -> str:
    near = get_close_matches(name, others, n=1, cutoff=0.8)
    return f" (is {near[0]} the same?)" if near else ""


def names_in_responses(folder: Path) -> dict[str, str]:
    """Response name -> file. Raises `UnreadableSentencesError`; whether one is sound is the training's job."""
    names: dict[str, str] = {}
    for file in sorted(folder.rglob("*.yml")):
        place = f"{folder.name}/{file.relative_to(folder)}"
        try:
            content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        except MarkedYAMLError as error:
            line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
            raise UnreadableSentencesError(f"{place}{line} cannot be read: {error.problem}") from error
        except UnicodeDecodeError as error:
            raise UnreadableSentencesError(f"{place} is not written in UTF-8") from error
        if not isinstance(content, dict | None):
            raise UnreadableSentencesError(f"{place} has to map names to languages")
        names |= dict.fromkeys(map(str, content or {}), place)
    return names


def names_in_code(folder: Path) -> SaidNames:
    names: dict[str, str] = {}
    patterns: dict[str, str] = {}
    for file in sorted(folder.rglob("*.py")):
        place = f"{folder.name}/{file.relative_to(folder)}"
        text = file.read_text(encoding="utf-8")
        if "utter_" not in text:
            continue
        nodes = list(ast.walk(ast.parse(text)))
        here = set(_whole_names(nodes))
        for node in nodes:
            if isinstance(node, ast.JoinedStr) and _pattern(node).startswith("utter_"):
                spelled = _spelled_out(node)
                here |= spelled
                patterns |= {} if spelled else {_pattern(node): place}
        names |= dict.fromkeys(here, place)
        patterns |= {f"(?:{'|'.join(sorted(here))}){ending}": place for ending in _endings(nodes)}
    return SaidNames(names, patterns)


def _whole_names(nodes: list[ast.AST]) -> Iterator[str]:
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) and id(node) not in parts else None
        # One that ends with _ is what names are compared with.
        if isinstance(text, str) and text.startswith("utter_") and not text.endswith("_"):
            yield text


def _endings(nodes: list[ast.AST]) -> Iterator[str]:
    """What the code adds to a name of the same file, in some cases: `response += "_today"`."""
    for node in nodes:
        added = node.value.value if isinstance(node, ast.AugAssign) and isinstance(node.value, ast.Constant) else None
        if isinstance(added, str) and added.startswith("_"):
            yield added


def _spelled_out(node: ast.JoinedStr) -> set[str]:
    """Every name that an f-string can become, where all of its parts are known; else nothing."""
    if _pattern(node) == _REFUSAL + _ANYTHING:
        return refusal_names()
    parts = [
        (str(part.value),) if isinstance(part, ast.Constant) else _KNOWN_PARTS.get(_called(part), ())
        for part in node.values
    ]
    return {"".join(choice) for choice in product(*parts)} - {_NEVER_SAID}


def _called(part: ast.expr) -> str:
    """`task` for `{task}` and for `{memory.task}`."""
    return ast.unparse(part.value).rpartition(".")[2] if isinstance(part, ast.FormattedValue) else ""


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else _ANYTHING for part in node.values)


def refusal_names() -> set[str]:
    """The response name of every refusal of the back end."""
    several = {RefusalCode.NOT_A_WORKING_DAY: tuple(Closed), RefusalCode.ROLE_MAY_NOT: tuple(Permission)}
    alone = {f"{_REFUSAL}{code}" for code in RefusalCode if code not in several}
    return alone | {f"{_REFUSAL}{code}_{which}" for code, each in several.items() for which in each}
