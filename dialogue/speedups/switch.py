"""Puts the speed-ups in place, once, after the import of Rasa and before the model is loaded."""

import logging
from collections.abc import Mapping

from dialogue.speedups import event_types, graph_run, reply_check, rule_search, unread_logs
from dialogue.speedups.replacement import Replacement

logger = logging.getLogger(__name__)

SWITCH = "PERMITLINE_SPEEDUPS"


def all_replacements() -> tuple[Replacement, ...]:
    files = (reply_check, event_types, graph_run, unread_logs, rule_search)
    return tuple(replacement for file in files for replacement in file.REPLACEMENTS)


def switch_on(environ: Mapping[str, str]) -> bool:
    """False where the environment leaves the speed-ups out."""
    if environ.get(SWITCH, "on").lower() in ("off", "0", "no"):
        return False
    for replacement in all_replacements():
        if replacement.is_known():
            replacement.put_in_place()
        else:
            logger.warning("Rasa's %s has changed; its speed-up is left out", replacement.name)
    unread_logs.copy_nothing()
    return True
