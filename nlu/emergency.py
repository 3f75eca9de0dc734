"""Signs of a life-threatening emergency or of suicidal distress, said in so many words.

The second of two signals: the classifier understands what is meant, this one what is written. It reads
a curated table (`emergency.yml`), whose head says how. Recall first: a false alarm costs a member one
message.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from nlu.lexicon import Lexicon
from nlu.phrases import Rules

TABLE = Path(__file__).with_name("emergency.yml")
PAPERWORK = "PAPIERS"


@dataclass(frozen=True)
class _Table:
    lexicon: Lexicon
    guards: Rules
    signs: Rules
    doubtful: Rules


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    lexicon = Lexicon(table)
    guards, signs, doubtful = (lexicon.rules(table[section]) for section in ("guards", "signs", "doubtful"))
    lexicon.close()
    return _Table(lexicon, guards, signs, doubtful)


def is_emergency(text: str) -> bool:
    """Tell whether the text says an emergency that no guard explains away.

    A guard removes the words that it matches, and only them: another sign elsewhere in the text still counts.
    """
    table = _table()
    reading = table.lexicon.read(text)
    left = reading.without(table.guards)
    return left.says(table.signs) or left.says(table.doubtful, away_from=PAPERWORK)
