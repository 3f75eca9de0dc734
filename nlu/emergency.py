"""Signs of a life-threatening emergency or of suicidal distress, said in so many words.

The second of two signals: the classifier understands what is meant, this one what is written. It reads
a curated table (`emergency.yml`): expressions, and the guards that make an expression harmless (a figure
of speech, a past event, a negation). Recall first: a false alarm costs a member one message.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from nlu.normalise import normalise

TABLE = Path(__file__).with_name("emergency.yml")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return _pattern(table["signs"]), _pattern(table["guards"])


def _pattern(groups: dict[str, str]) -> re.Pattern[str]:
    expressions = (line for lines in groups.values() for line in lines.splitlines())
    return re.compile(rf"\b(?:{'|'.join(f'(?:{expression})' for expression in expressions)})\b")


def is_emergency(text: str) -> bool:
    """Tell whether the text says an emergency that no guard explains away.

    A guard removes the words that it matches, and only them: another sign elsewhere in the text still counts.
    """
    signs, guards = _patterns()
    return signs.search(guards.sub(" … ", normalise(text))) is not None
