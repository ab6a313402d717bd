"""The same bot on stock Rasa, to be measured against (`make bench`); never for people.

    dialogue/.venv/bin/python -m dialogue.stock train [--epochs 100]      # models/stock.tar.gz
    dialogue/.venv/bin/python -m dialogue.stock serve                     # same settings as dialogue.serve

Stock means: the pipeline and the policies that `rasa init` names (DIET, ResponseSelector, TED), all of TensorFlow,
Rasa's in-memory tracker store and locks, its own sentences and action calls. Only our channel is added, so that the
same bot can talk to it. Epochs change the time of training and not the time of a turn, so a benchmark may train few.

jsonschema is the one that a plain `pip install rasa` gives, if PYTHONPATH puts it first:

    uv pip install --python dialogue/.venv/bin/python --target .tools/stock jsonschema==4.17.3
    PYTHONPATH=.tools/stock dialogue/.venv/bin/python -m dialogue.stock serve
"""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

from dialogue.quiet_logs import configure_logs
from dialogue.settings import DialogueSettings

MODEL = Path("models/stock.tar.gz")
CONFIG = Path("dialogue/stock_config.yml")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m dialogue.stock", description="Stock Rasa, for the benchmark.")
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("--epochs", type=int, default=100, help="of each trained component; rasa init has 100")
    commands.add_parser("serve")
    arguments = parser.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if arguments.command == "train":
        sys.exit(train(arguments.epochs))
    serve()


def train(epochs: int) -> int:
    """Train the stock pipeline on the same data; the domain comes through the same importer."""
    os.environ["LOG_LEVEL"] = "WARNING"
    configure_logs("WARNING")
    from rasa.model_training import train as train_model

    draft = MODEL.parent / "stock-draft"
    draft.mkdir(parents=True, exist_ok=True)
    config = draft / "config.yml"
    config.write_text(with_epochs(CONFIG.read_text(), epochs))
    started = time.monotonic()
    stories = draft / "stories.yml"
    stories.write_text(as_stories(Path("data/rules")))
    result = train_model(
        domain="domain.yml",
        config=str(config),
        training_files=["data", str(stories)],
        output=str(draft),
        fixed_model_name="stock",
    )
    if result.code or not result.model:
        return 1
    Path(result.model).replace(MODEL)
    print(f"Trained {MODEL} ({epochs} epochs) in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


def as_stories(rules: Path) -> str:
    """Our rules told as stories too: without any, the default policies (TED) would have nothing to learn, or to do."""
    told = "".join(file.read_text().partition("rules:")[2] for file in sorted(rules.glob("*.yml")))
    return 'version: "3.1"\n\nstories:' + told.replace("- rule:", "- story:")


def with_epochs(config: str, epochs: int) -> str:
    return config.replace("epochs: 100", f"epochs: {epochs}")


def serve() -> None:
    from dialogue.serve import checked_settings, open_door, run

    settings = checked_settings(MODEL, "dialogue.stock train")
    door = open_door(settings)
    configure_logs(settings.log_level)
    run(make_stock_app(settings), door)


def make_stock_app(settings: DialogueSettings) -> Any:
    from rasa.core.agent import Agent

    from dialogue.channel import PermitlineChannel
    from dialogue.memory import StockMemory
    from dialogue.server import app_around
    from dialogue.stock_calls import StockActionServer

    headers = {"Authorization": f"Bearer {settings.actions_token}"} if settings.actions_token else {}

    def make_agent() -> Agent:
        return Agent(
            tracker_store=StockMemory(None), action_endpoint=StockActionServer(settings.actions_url, headers=headers)
        )

    return app_around(make_agent, str(settings.model), PermitlineChannel(settings.rasa_token))


if __name__ == "__main__":
    main()
