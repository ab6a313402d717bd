"""Train the light pipeline's scikit-learn equal on data/nlu and score it on the held-out messages, in seconds.

Run with Rasa's interpreter: dialogue/.venv/bin/python tests/nlu/train_and_score.py [--lines] [--floor 0.9]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

import numpy as np
from examples import Message, held_out_messages, training_messages
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import Pipeline, make_pipeline, make_union


def light_pipeline() -> Pipeline:
    """The featurizers and the logistic regression of config.yml; single precision, for speed."""
    words = CountVectorizer(token_pattern=r"(?u)\b\w+\b", strip_accents="unicode", dtype=np.float32)
    letters = CountVectorizer(analyzer="char_wb", ngram_range=(1, 4), strip_accents="unicode", dtype=np.float32)
    classifier = LogisticRegression(solver="lbfgs", class_weight="balanced", max_iter=300, random_state=42)
    return make_pipeline(make_union(words, letters), classifier)


def scores(truth: list[str], guesses: list[str]) -> tuple[float, float]:
    """Accuracy and macro-F1 over the intents that occur in the truth."""
    intents = sorted(set(truth))
    return accuracy_score(truth, guesses), f1_score(truth, guesses, labels=intents, average="macro")


def print_confusions(messages: list[Message], guesses: list[str], lines: bool) -> None:
    """The pairs that were mixed up, most frequent first; with `lines`, the messages themselves."""
    wrong = [(message, guess) for message, guess in zip(messages, guesses, strict=True) if message.intent != guess]
    for (intent, guess), count in Counter((message.intent, guess) for message, guess in wrong).most_common():
        print(f"{count:4d}  {intent} taken for {guess}")
        if lines:
            for message, other in wrong:
                if (message.intent, other) == (intent, guess):
                    print(f"          {message.lang}  {message.text}")


def main() -> int:
    """Print the figures; the exit code is 1 when a language's macro-F1 is under the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", action="store_true", help="show the messages that were taken for something else")
    parser.add_argument("--floor", type=float, default=0.0, help="the least macro-F1 to accept in each language")
    options = parser.parse_args()

    training, held_out = training_messages(), held_out_messages()
    model = light_pipeline().fit([m.text for m in training], [m.intent for m in training])
    guesses = list(model.predict([m.text for m in held_out]))

    enough = True
    for lang in ("en", "es"):
        pairs = [(m.intent, guess) for m, guess in zip(held_out, guesses, strict=True) if m.lang == lang]
        accuracy, macro_f1 = scores([truth for truth, _ in pairs], [guess for _, guess in pairs])
        taught = sum(m.lang == lang for m in training)
        print(f"{lang}  {taught} taught, {len(pairs)} asked: accuracy {accuracy:.3f}, macro-F1 {macro_f1:.3f}")
        enough = enough and macro_f1 >= options.floor
    print_confusions(held_out, guesses, options.lines)
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
