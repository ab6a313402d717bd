"""Logs of the dialogue: plain lines on standard error, without what people write."""

import logging
import sys


def configure_logs(level: str) -> None:
    """Plain lines on standard error, for Rasa's structlog too; never below INFO, where Rasa logs what people write."""
    import structlog

    number = logging.getLevelName(level)
    logging.basicConfig(
        stream=sys.stderr, level=number, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True
    )
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.KeyValueRenderer(key_order=["event"])],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
