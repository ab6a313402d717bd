"""What the model hears in each message, without a server: `permitline explain` asks it, and so does a maintainer.

dialogue/.venv/bin/python -m dialogue.hear < messages    (JSON strings; {"intent", "confidence", "guess"} comes back)
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dialogue.lean_start import start_lean
from dialogue.quiet_logs import configure_logs
from dialogue.settings import MODEL, PREFIX

if TYPE_CHECKING:
    from rasa.core.agent import Agent

NOTHING = {"intent": "nlu_fallback", "confidence": 0.0, "guess": "nlu_fallback"}


def main() -> None:
    model = Path(os.environ.get(PREFIX + "MODEL") or MODEL)
    if not model.exists():
        print(f"There is no model {model}. Train it: python -m dialogue.train", file=sys.stderr)
        sys.exit(2)
    agent = load(model)
    for line in sys.stdin:
        heard = asyncio.run(hear(agent, json.loads(line)))
        print(json.dumps(heard), flush=True)


def load(model: Path) -> "Agent":
    os.environ.update({"RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "WARNING"})
    start_lean(os.environ)
    configure_logs("WARNING")
    from rasa.core.agent import Agent

    from dialogue.speedups.switch import switch_on

    switch_on(os.environ)
    return Agent.load(str(model))


async def hear(agent: "Agent", text: str) -> dict[str, Any]:
    """The intent and how sure the model is, 0 to 1; `guess` is the likeliest one, also where the model is not sure.

    A message without words is not understood.
    """
    from dialogue.channel import plain_words

    words = plain_words(text)
    if not words.strip():
        return dict(NOTHING)
    parsed = await agent.parse_message(words)
    intent = parsed["intent"]
    guess = next(each for each in parsed["intent_ranking"] if each["name"] != NOTHING["intent"])
    return {
        "intent": intent["name"],
        "confidence": round(float(intent["confidence"]), 4),
        "guess": guess["name"],
    }


if __name__ == "__main__":
    main()
