"""Logs are events with ids, one JSON object a line on standard error; never words or names."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

import structlog


class WordlessFormatter(logging.Formatter):
    """Says that a library had something to say, where and about which error, but not what.

    Its words, and the text of an error, may hold what a person wrote (SQLAlchemy shows parameters).
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one JSON object without its message."""
        kind = record.exc_info[0] if record.exc_info else None
        return json.dumps(
            {
                "event": "library",
                "logger": record.name,
                "place": f"{record.module}:{record.lineno}",
                **({"error": kind.__name__} if kind else {}),
                "level": record.levelname.lower(),
                "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            }
        )


def set_up_logs() -> None:
    """Send every event to standard error; libraries speak from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WordlessFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
