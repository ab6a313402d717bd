"""The words that people use for inspections and answers, by language. To teach the reader a word, add it here.

`english.py` and `spanish.py` hold plain lists: phrases separated by commas, in small letters, with or without accents
(they are folded before use). The catalogue's own names need not be listed: they come from the city.
"""

from actions.understanding.vocabulary.english import ENGLISH
from actions.understanding.vocabulary.entries import Vocabulary
from actions.understanding.vocabulary.spanish import SPANISH

VOCABULARIES = (ENGLISH, SPANISH)

__all__ = ["ENGLISH", "SPANISH", "VOCABULARIES", "Vocabulary"]
