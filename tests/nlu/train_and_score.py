"""Train the intent model of config.yml on data/nlu and score it on the held-out messages, without Rasa around it.

Run with Rasa's interpreter: dialogue/.venv/bin/python tests/nlu/train_and_score.py [--lines] [--floor 0.9]
About a minute. Misspelt messages and public ones are measured by `make eval`, on the model as Rasa runs it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

import numpy as np
from examples import ROOT, Message, held_out_messages, training_messages
from sklearn.metrics import accuracy_score, f1_score

sys.path.insert(0, str(ROOT))

from dialogue.intents import model as intent_model

OUT = "out_of_scope"
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
ONE = {"undo": "stop_flow"}
"""Kept apart in the training data only (docs/intents.md)."""


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


def print_thresholds(messages: list[Message], guesses: list[str], chances: list[float]) -> None:
    """What each threshold of the FallbackClassifier would do: less is refused in error, or less is let in."""
    for least in THRESHOLDS:
        refused = [guess == OUT or chance < least for guess, chance in zip(guesses, chances, strict=True)]
        inside = [no for message, no in zip(messages, refused, strict=True) if message.intent != OUT]
        outside = [not no for message, no in zip(messages, refused, strict=True) if message.intent == OUT]
        print(
            f"threshold {least:.2f}: {np.mean(inside):.1%} in scope refused, {np.mean(outside):.1%} out of scope let in"
        )


def main() -> int:
    """Print the figures; the exit code is 1 when a language's macro-F1 is under the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", action="store_true", help="show the messages that were taken for something else")
    parser.add_argument("--floor", type=float, default=0.0, help="the least macro-F1 to accept in each language")
    options = parser.parse_args()

    training, held_out = training_messages(), held_out_messages()
    model = intent_model.taught([m.text for m in training], [m.intent for m in training])
    chances = model.chances([m.text for m in held_out])
    guesses = [ONE.get(model.intents[column], model.intents[column]) for column in chances.argmax(axis=1)]
    held_out = [Message(m.text, m.lang, ONE.get(m.intent, m.intent)) for m in held_out]

    enough = True
    for lang in ("en", "es"):
        pairs = [(m.intent, guess) for m, guess in zip(held_out, guesses, strict=True) if m.lang == lang]
        accuracy, macro_f1 = scores([truth for truth, _ in pairs], [guess for _, guess in pairs])
        taught = sum(m.lang == lang for m in training)
        print(f"{lang}  {taught} taught, {len(pairs)} asked: accuracy {accuracy:.3f}, macro-F1 {macro_f1:.3f}")
        enough = enough and macro_f1 >= options.floor
    print_thresholds(held_out, guesses, chances.max(axis=1).tolist())
    print_confusions(held_out, guesses, options.lines)
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
