"""Sentences: both languages under one name, and every disorder refused with file and line."""

from pathlib import Path

import pytest
from dialogue.sentences import WrongSentencesError, as_responses, read_sentences


def sentences_of(folder: Path, text: str) -> Path:
    (folder / "booking.yml").write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(WrongSentencesError) as refused:
        read_sentences(sentences_of(folder, text))
    return str(refused.value)


def test_a_sentence_becomes_a_spanish_variation_and_an_english_default(tmp_path: Path) -> None:
    folder = sentences_of(tmp_path, 'utter_booked:\n  en: "Booked: {what}."\n  es: "Reservado: {what}."\n')
    assert as_responses(read_sentences(folder)) == {
        "utter_booked": [
            {"text": "Reservado: {what}.", "condition": [{"type": "slot", "name": "language", "value": "es"}]},
            {"text": "Booked: {what}."},
        ]
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("utter_ok:\n  en: Ok\n  es: Ok\nutter_a:\n  en: Hi\n", "booking.yml:4: utter_a has no Spanish sentence (es)"),
        ("utter_a:\n  es: Hola\n", "booking.yml:1: utter_a has no English sentence (en)"),
        ("utter_a:\n  en: Hi\n  es: ''\n", "has no Spanish sentence (es)"),
        ("utter_a:\n  en: Hi\n  es: Hola\n  fr: Salut\n", "has an unknown key 'fr'"),
        ("utter_a:\n  en: Hi {who}\n  es: Hola\n", "lacks {who} in its Spanish sentence"),
        ("utter_a:\n  en: Hi\n  es: Hola {who}\n", "lacks {who} in its English sentence"),
        ("utter_a:\n  en: Hi {\n  es: Hola\n", "has a brace in its English sentence"),
        ("greeting:\n  en: Hi\n  es: Hola\n", "greeting is no response name"),
        ("utter_a: Hi\n", "needs a sentence for each of en, es"),
        ("utter_a:\n  en: Hi\n  es: Hola\nutter_a:\n  en: Hi\n  es: Hola\n", "booking.yml:4: this name stands twice"),
        ("utter_a: [\n", "this is not YAML"),
        ("- utter_a\n", "booking.yml:1: a file of sentences maps names to languages"),
    ],
)
def test_disorder_is_refused_with_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusal(tmp_path, text)


def test_the_city_s_own_name_may_be_left_out_where_there_is_no_room(tmp_path: Path) -> None:
    (tmp_path / "booking.yml").write_text("utter_a:\n  en: '{city}: hi'\n  es: Hola\n")
    assert [sentence.name for sentence in read_sentences(tmp_path)] == ["utter_a"]


def test_a_name_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("utter_a:\n  en: Hi\n  es: Hola\n")
    assert "booking.yml:1: utter_a stands in" in refusal(tmp_path, "utter_a:\n  en: Hi\n  es: Hola\n")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    assert len(refusal(tmp_path, "utter_a:\n  en: Hi\nutter_b:\n  es: Hola\n").splitlines()) == 2


def test_an_empty_file_holds_no_sentences(tmp_path: Path) -> None:
    assert read_sentences(sentences_of(tmp_path, "# later\n")) == []
