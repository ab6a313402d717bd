"""A response name without a sentence, and a sentence that nobody says, are named with the file that has it."""

import time
from pathlib import Path

import pytest

from backend.services.notice_names import NoticeName
from permitline.checkup.sentences import names_in_code, refusal_names, sentence_problems
from permitline.settings import PROJECT

ACTIONS = """
GREETS = "utter_greet"
def done(memory): return f"utter_done_{memory.task}"
def status(permit): return f"utter_status_{permit.status}"
def is_offer(name): return name.startswith("utter_offer_")
def no(refusal):
    response = f"utter_refusal_{refusal.code}"
    if refusal.code == "past_cutoff":
        response += "_today"
    return response
"""
NOTICES = """
class NoticeName(StrEnum):
    REMINDER = "utter_notice_reminder"
"""
TALK = ("utter_greet", "utter_done_schedule", "utter_done_cancel", "utter_done_move", "utter_status_issued")
REFUSALS = (*sorted(refusal_names()), "utter_refusal_past_cutoff_today")


def a_city_that_says(folder: Path, talk: tuple[str, ...] = TALK, refusals: tuple[str, ...] = REFUSALS) -> Path:
    for name, content in (("actions/talk.py", ACTIONS), ("responses/talk.yml", sentences(talk))):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
    (folder / "responses/refusals.yml").write_text(sentences(refusals))
    return folder


def with_notices(folder: Path, names: tuple[str, ...]) -> Path:
    """A city whose back end speaks first, and these sentences for it."""
    (folder / "backend").mkdir()
    (folder / "backend/notice_names.py").write_text(NOTICES)
    (folder / "responses/notices.yml").write_text(sentences(names))
    return folder


def sentences(names: tuple[str, ...]) -> str:
    return "".join(f"{name}:\n  en: Good.\n  es: Bueno.\n" for name in names)


def without(name: str, names: tuple[str, ...], instead: str | None = None) -> tuple[str, ...]:
    return (*(one for one in names if one != name), *([instead] if instead else []))


def test_a_city_whose_every_name_has_its_sentence_is_in_order(tmp_path: Path) -> None:
    assert sentence_problems(a_city_that_says(tmp_path)) == []


@pytest.mark.parametrize("name", without("utter_status_issued", TALK))
def test_a_mistyped_name_is_named_with_what_was_meant(name: str, tmp_path: Path) -> None:
    slip = name.replace("_", "_x", 1)
    missing, unused = sentence_problems(a_city_that_says(tmp_path, without(name, TALK, slip)))
    assert missing == f"{name} has no sentence; actions/talk.py says it (is {slip} the same?)"
    assert unused == f"{slip} in responses/talk.yml is said by nobody (is {name} the same?)"


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_without_its_sentence_is_found_though_its_name_is_put_together(name: str, tmp_path: Path) -> None:
    problems = sentence_problems(a_city_that_says(tmp_path, refusals=without(name, REFUSALS)))
    assert len(problems) == 1
    assert "actions/talk.py says" in problems[0]


def test_what_the_back_end_says_first_needs_its_sentence_too_and_no_other(tmp_path: Path) -> None:
    city = with_notices(a_city_that_says(tmp_path), ("utter_notice_remainder",))
    assert sentence_problems(city) == [
        "utter_notice_reminder has no sentence; backend/notice_names.py says it (is utter_notice_remainder the same?)",
        "utter_notice_remainder in responses/notices.yml is said by nobody (is utter_notice_reminder the same?)",
    ]


def test_a_family_of_which_no_sentence_is_left_is_found(tmp_path: Path) -> None:
    problems = sentence_problems(a_city_that_says(tmp_path, without("utter_status_issued", TALK)))
    assert problems == ["utter_status_… has no sentence; actions/talk.py says such a name"]


@pytest.mark.parametrize(
    ("broken", "told"), [("utter_greet: [", "line"), ("- utter_greet", "has to map"), ("utter_greet: 1\nx", "line 2")]
)
def test_a_file_that_cannot_be_read_is_named(broken: str, told: str, tmp_path: Path) -> None:
    city = a_city_that_says(tmp_path)
    (city / "responses/talk.yml").write_text(broken)
    (problem,) = sentence_problems(city)
    assert "responses/talk.yml" in problem
    assert told in problem


def test_looking_does_not_keep_anyone_waiting() -> None:
    began = time.process_time()
    sentence_problems(PROJECT)
    assert time.process_time() - began < 3


def test_the_code_s_names_are_read_from_the_code_that_runs() -> None:
    said = names_in_code(PROJECT / "actions")
    assert said.names["utter_did_not_get_that"].startswith("actions/")
    assert refusal_names() <= said.names.keys()
    assert set(NoticeName) <= names_in_code(PROJECT / "backend").names.keys()
