"""Check what the model is trained from, without training: `rasa data validate --fail-on-warnings`, by our door.

    dialogue/.venv/bin/python -m dialogue.validate          (from the repository's root)

The sentences are checked first (file and line for each problem), then domain, examples and rules by Rasa's validator.
Ends with 1 when anything is wrong.
"""

import os
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dialogue.lean_start import start_lean
from dialogue.quiet_logs import configure_logs


def main() -> None:
    problems = problems_in(Path())
    for problem in problems:
        print(problem, file=sys.stderr)
    print("The dialogue's files are not in order." if problems else "The dialogue's files are in order.")
    sys.exit(1 if problems else 0)


def problems_in(root: Path) -> list[str]:
    """Every problem in words; empty when all is in order."""
    os.environ.update({"RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "WARNING"})
    start_lean(os.environ)
    configure_logs("WARNING")
    from rasa.shared.exceptions import RasaException
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    try:
        importer = TrainingDataImporter.load_from_config(
            str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")]
        )
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always", UserWarning)
            failed = _failed_checks(Validator.from_importer(importer))
    except RasaException as problem:
        return [str(problem)]
    told = [str(each.message) for each in said if issubclass(each.category, UserWarning) and not _is_of_course(each)]
    return list(dict.fromkeys(told)) + [f"Rasa's validator refuses: {check}" for check in failed]


_OF_COURSE = (
    r"The utterance '\w+' is not used in any story or rule",  # our actions speak the sentences by name
    r"Slot auto-fill has been removed in 3.0",  # told for every domain; Rasa's command line hides it, too
)


def _is_of_course(warning: warnings.WarningMessage) -> bool:
    return any(re.match(pattern, str(warning.message)) for pattern in _OF_COURSE)


def _failed_checks(validator: Any) -> list[str]:
    """The names of the checks that `rasa data validate --fail-on-warnings` makes and that fail."""
    checks: dict[str, Callable[[], bool]] = {
        "the domain": validator.verify_domain_validity,
        "actions in rules": validator.verify_actions_in_stories_rules,
        "forms in rules": validator.verify_forms_in_stories_rules,
        "slots of forms": validator.verify_form_slots,
        "slot mappings": validator.verify_slot_mappings,
        "examples and intents": lambda: validator.verify_nlu(ignore_warnings=False),
        "contradictions of rules": lambda: validator.verify_story_structure(ignore_warnings=False),
    }
    return [name for name, holds in checks.items() if not holds()]


if __name__ == "__main__":
    main()
