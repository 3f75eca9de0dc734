"""Dates written relative to a day: `today`, `-15d`, `+2m`, `-17y+1d`, `Y-12-05`, `Y-1 12-05`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_STEP = re.compile(r"([+-]\d+)([dmy])")
_STEPS = re.compile(rf"(?:{_STEP.pattern})+")
_YEAR = re.compile(r"Y([+-]\d+)?")
_IN_YEAR = re.compile(rf"({_YEAR.pattern})[ -](\d\d)-(\d\d)")


def relative_date(text: str, today: date) -> date:
    """Return the date that a text means on a given day, steps taken from left to right."""
    if text == "today":
        return today
    if in_year := _IN_YEAR.fullmatch(text):
        return date(relative_year(in_year[1], today), int(in_year[3]), int(in_year[4]))
    if not _STEPS.fullmatch(text):
        raise ValueError(f"not a relative date: {text!r}")
    day = today
    for count, unit in _STEP.findall(text):
        day = _shift(day, int(count), unit)
    return day


def relative_year(text: str, today: date) -> int:
    """Return the year that `Y`, `Y-1` or `Y+1` means on a given day."""
    found = _YEAR.fullmatch(text)
    if not found:
        raise ValueError(f"not a relative year: {text!r}")
    return today.year + int(found[1] or 0)


def _shift(day: date, count: int, unit: str) -> date:
    if unit == "d":
        return day + timedelta(days=count)
    year, month = divmod(day.year * 12 + day.month - 1 + (count if unit == "m" else 12 * count), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
