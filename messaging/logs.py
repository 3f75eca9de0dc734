"""Logs as JSON lines: what happened, never what was said or by whom."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import datetime, timezone

FIELDS = ("method", "endpoint", "status", "seconds", "turn", "conversation", "outcome", "count")


class JsonLines(logging.Formatter):
    """One JSON object a line; of an exception its type and place, for its text may quote a member."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames[-6:])
        return json.dumps(line, ensure_ascii=False)


def configure(level: str = "INFO") -> None:
    """Send every logger's lines to standard error as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("urllib3", "alembic", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
