"""Tell a question about somebody who is not on the member's contract."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from nlu.normalise import normalise

TABLE = Path(__file__).with_name("somebody_else.yml")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def about_somebody_else(text: str) -> bool:
    """Tell whether a text speaks of somebody whom the member's own record says nothing about."""
    return _pattern().search(normalise(text)) is not None
