"""Tell from its words what a question is about, by the tables of patterns beside this file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from nlu.normalise import normalise

HERE = Path(__file__).parent


def about_somebody_else(text: str) -> bool:
    """Tell whether a text speaks of somebody whom the member's own record says nothing about."""
    return _found("somebody_else.yml", text)


def about_unpaid(text: str) -> bool:
    """Tell whether a text speaks of a rejected debit, a formal notice or a request for instalments."""
    return _found("unpaid.yml", text)


def _found(table: str, text: str) -> bool:
    return _pattern(table).search(normalise(text)) is not None


@cache
def _pattern(table: str) -> re.Pattern[str]:
    words = yaml.load((HERE / table).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")
