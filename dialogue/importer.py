"""What Rasa trains on: config.yml, domain.yml and data/ as usual, and the sentences of responses/."""

from pathlib import Path

import rasa.shared.utils.common
from rasa.shared.core.domain import KEY_RESPONSES, Domain
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter

from dialogue.sentences import Sentence, WrongSentencesError, as_responses, read_sentences


class WrongTrainingDataError(RasaException):
    """The sentences or the domain are not in order; the message names each problem with its file and line."""


class SentencesImporter(RasaFileImporter):
    """Rasa's own importer, and the sentences (config.yml, `importers:`). `responses` is a folder beside config.yml."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        responses: str = "responses",
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._folder = Path(config_file or "config.yml").parent / responses

    @rasa.shared.utils.common.cached_method
    def get_domain(self) -> Domain:
        """The domain with every sentence. Raises `WrongTrainingDataError`: an empty domain would train a mute model."""
        sentences = self._sentences()
        if not self._domain_path:
            return Domain.empty()
        content = Domain.load(self._domain_path).as_dict()
        responses: dict[str, object] = dict(content.get(KEY_RESPONSES) or {})
        _refuse_doubles(sentences, responses, self._domain_path)
        return Domain.from_dict({**content, KEY_RESPONSES: {**responses, **as_responses(sentences)}})

    def _sentences(self) -> list[Sentence]:
        if not self._folder.is_dir():
            raise WrongTrainingDataError(f"{self._folder}: there is no such folder, and it holds every sentence")
        try:
            return read_sentences(self._folder)
        except WrongSentencesError as problems:
            raise WrongTrainingDataError(f"These sentences are not in order:\n{problems}") from problems


def _refuse_doubles(sentences: list[Sentence], responses: dict[str, object], domain: str) -> None:
    doubles = [f"{each.place}: {each.name} stands in {domain} already" for each in sentences if each.name in responses]
    if doubles:
        raise WrongTrainingDataError("These sentences are not in order:\n" + "\n".join(doubles))
