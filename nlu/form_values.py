"""The values that a form asks for, found in typed text."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from nlu.normalise import normalise

TABLE = Path(__file__).with_name("form_values.yml")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    table = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        slot: {value: re.compile(rf"\b(?:{'|'.join(words)})\b") for value, words in values.items()}
        for slot, values in table.items()
    }


def find_values(slot: str, text: str) -> dict[str, str]:
    """Return `{slot: value}` for the first value of the table that the text says, else `{}`.

    A question is not an answer: a text with a question mark fills nothing.
    """
    plain = normalise(text).replace("-", " ")
    if "?" in plain:
        return {}
    found = (value for value, pattern in _patterns().get(slot, {}).items() if pattern.search(plain))
    value = next(found, None)
    return {slot: value} if value else {}
