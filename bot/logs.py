"""Logs of the Rasa process: what happened, never what was said."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog


def configure(level: int = logging.WARNING) -> None:
    """Send Rasa's structured events to the standard log by name alone.

    Their values are dropped: Rasa puts messages, entities and whole trackers into them.
    """
    logging.basicConfig(level=level, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        processors=[_name_only],
    )


def _name_only(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    return str(event.get("event"))
