"""Read the intent model's training examples and the held-out messages, on Rasa's interpreter or on ours."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "data" / "nlu"
HELD_OUT = Path(__file__).parent


@dataclass(frozen=True)
class Message:
    """One line that somebody might text, and the intent it stands for."""

    text: str
    lang: str
    intent: str


def training_messages(folder: Path = TRAINING) -> list[Message]:
    """Every example under `folder`; the language is the middle of the file's name, as in schedule.en.yml."""
    yaml = YAML(typ="safe", pure=True)
    return [
        Message(line.removeprefix("- ").strip(), path.suffixes[0].lstrip("."), entry["intent"])
        for path in sorted(folder.glob("*.*.yml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"))["nlu"]
        for line in entry["examples"].splitlines()
        if line.strip()
    ]


def held_out_messages(folder: Path = HELD_OUT) -> list[Message]:
    """The messages that the model is judged by, never shown to it in training."""
    rows = (
        json.loads(line)
        for path in sorted(folder.glob("messages.*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [Message(row["text"], row["lang"], row["intent"]) for row in rows]


def normalised(text: str) -> str:
    """Lower case, no accents, no punctuation: what the model's features see of a text."""
    letters = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", bare)) or bare.strip()
