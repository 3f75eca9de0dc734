"""The values that a form asks for, found in typed text."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

import clock
from nlu.dates import find_period
from nlu.normalise import normalise

DATED, ALREADY = "quand", "deja"
SOON = 3
TABLE = Path(__file__).with_name("form_values.yml")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    table = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        slot: {value: re.compile(rf"\b(?:{'|'.join(words)})\b") for value, words in values.items()}
        for slot, values in table.items()
    }


def find_values(slot: str, text: str, today: date | None = None) -> dict[str, str]:
    """Return `{slot: value}` for the first value of the table that the text says, else `{}`.

    A question is not an answer: a text with a question mark fills nothing. For `quand` a date counts more
    than words, unless they say that it is already so.
    """
    plain = normalise(text).replace("-", " ")
    if "?" in plain:
        return {}
    found = (value for value, pattern in _patterns().get(slot, {}).items() if pattern.search(plain))
    value = next(found, None)
    if slot == DATED and value != ALREADY:
        value = _when(text, today or clock.today()) or value
    return {slot: value} if value else {}


def _when(text: str, today: date) -> str | None:
    """Return when the help is needed: the earliest day left of the period that the text names decides."""
    period = find_period(text, today)
    if period is None:
        return None
    if period.last < today:
        return ALREADY
    if period.last == today:
        return "maintenant"
    return "sous_3_jours" if (period.first - today).days <= SOON else "plus_tard"
