"""Training happens when something changed, and only then."""

import subprocess
import sys
from pathlib import Path

import pytest
from dialogue.train import digests, model_file, read_fingerprint, reason, train_if_changed, write_fingerprint

ROOT = Path(__file__).parents[2]


def test_each_file_that_the_model_is_made_of_counts(bot: Path) -> None:
    before = digests(bot)
    assert {"config.yml", "domain.yml", "responses/talk.yml", "data/nlu/talk.yml", "data/rules/talk.yml"} == set(before)
    for name in before:
        file = bot / name
        file.write_text(file.read_text() + "\n# changed\n")
        assert [changed for changed in before if digests(bot)[changed] != before[changed]] == [name]
        file.write_text(file.read_text().replace("\n# changed\n", ""))


def test_the_repositorys_own_files_are_counted() -> None:
    counted = set(digests(ROOT))
    assert {"config.yml", "dialogue/importer.py", "dialogue/intent_classifier.py", "dialogue/uv.lock"} <= counted


def test_the_reason_names_what_changed() -> None:
    assert reason(None, {}) == "there is none yet"
    assert reason({"a": "1"}, {"a": "2", "b": "1"}) == "changed: a, b"
    assert reason({}, dict.fromkeys("abcde", "1")) == "changed: a, b, c and 2 more"


def test_the_fingerprint_can_be_read_back(tmp_path: Path) -> None:
    write_fingerprint(tmp_path, {"data/a b.yml": "12"})
    assert read_fingerprint(tmp_path) == {"data/a b.yml": "12"}


def test_nothing_changed_returns_without_importing_rasa(bot: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from dialogue.train import *; m = Path(sys.argv[2]); m.mkdir();"
        "model_file(m).touch(); write_fingerprint(m, digests(Path(sys.argv[1])));"
        "print(train_if_changed(Path(sys.argv[1]), m), 'rasa' in sys.modules)"
    )
    arguments = [sys.executable, "-c", code, str(bot), str(bot / "models")]
    ran = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["The dialogue model is up to date.", "0 False"]


def test_wrong_sentences_are_told_and_no_model_is_left(
    bot: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (bot / "responses" / "more.yml").write_text("utter_more:\n  en: More\n")
    assert train_if_changed(bot, tmp_path / "models") == 1
    assert "more.yml:1: utter_more has no Spanish sentence" in capsys.readouterr().err
    assert not model_file(tmp_path / "models").exists()
    assert read_fingerprint(tmp_path / "models") is None


def test_the_model_is_there_after_training(model: Path) -> None:
    assert model.stat().st_size > 1000
    assert not (model.parent / "draft").exists()
