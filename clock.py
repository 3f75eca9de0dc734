"""The one clock of the house: every answer that depends on the date asks it."""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """Return the current time in Europe/Paris, or the one that `CLOCK` (ISO 8601) sets for a test."""
    fixed = os.environ.get("CLOCK")
    return datetime.fromisoformat(fixed).replace(tzinfo=PARIS) if fixed else datetime.now(PARIS)


def today() -> date:
    """Return today's date in Europe/Paris."""
    return now().date()
