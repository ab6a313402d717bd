"""What Rasa trains on: domain.yml and the sentences of responses/."""

from pathlib import Path

import pytest
from dialogue.importer import WrongTrainingDataError
from dialogue.validate import problems_in
from rasa.shared.importers.importer import TrainingDataImporter


def importer(bot: Path) -> TrainingDataImporter:
    return TrainingDataImporter.load_from_config(str(bot / "config.yml"), str(bot / "domain.yml"), [str(bot / "data")])


def test_config_yml_names_the_importer_and_the_domain_holds_the_sentences(bot: Path) -> None:
    domain = importer(bot).get_domain()
    assert [variation["text"] for variation in domain.responses["utter_booked"]] == [
        "Reservado: {what}, {day}.",
        "Booked: {what}, {day}.",
    ]


def test_a_sentence_that_domain_yml_has_too_is_refused(bot: Path) -> None:
    with (bot / "domain.yml").open("a") as domain:
        domain.write("responses:\n  utter_greet:\n  - text: Hello\n")
    with pytest.raises(WrongTrainingDataError, match=r"talk\.yml:1: utter_greet stands in .*domain\.yml already"):
        importer(bot).get_domain()


def test_a_broken_domain_is_an_error_and_not_an_empty_domain(bot: Path) -> None:
    (bot / "domain.yml").write_text("intents: [greet\n")
    assert any("domain.yml" in problem for problem in problems_in(bot))


def test_the_small_bot_is_in_order(bot: Path) -> None:
    assert problems_in(bot) == []


def test_validation_tells_what_rasas_validator_warns_of(bot: Path) -> None:
    with (bot / "domain.yml").open("a") as domain:
        domain.write("\n")
    text = (bot / "domain.yml").read_text().replace("intents: [greet,", "intents: [greet, goodbye,")
    (bot / "domain.yml").write_text(text)
    assert any("'goodbye' is listed in the domain file, but is not found" in problem for problem in problems_in(bot))


def test_validation_tells_a_missing_sentence_with_its_line(bot: Path) -> None:
    (bot / "responses" / "more.yml").write_text("utter_more:\n  en: More\n")
    assert any("more.yml:1: utter_more has no Spanish sentence" in problem for problem in problems_in(bot))
