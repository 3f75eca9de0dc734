"""What the tests of the knowledge share: the contract as data, and every answer as it is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

import knowledge
from clock import PARIS
from knowledge.model import VARIANTS, Variant
from knowledge.reply import Reply

HERE = Path(__file__).parent
OPEN = datetime(2026, 3, 10, 10, 0, tzinfo=PARIS)
LUNCH = datetime(2026, 3, 10, 12, 30, tzinfo=PARIS)
FRIDAY_EVENING = datetime(2026, 7, 31, 20, 0, tzinfo=PARIS)
MOMENTS = (OPEN, LUNCH, FRIDAY_EVENING)


def data(name: str) -> dict[str, Any]:
    """Read one of the YAML files that lie beside the tests."""
    found: dict[str, Any] = yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


def said(key: str, variant: Variant, now: datetime = OPEN) -> Reply:
    """Render an entry, its values stood for by a word without any figure."""
    entry = knowledge.load().entry(key)
    return knowledge.load().render(key, variant=variant, now=now, **dict.fromkeys(entry.values, "valeur"))


def everything() -> Iterator[tuple[str, Variant, Reply]]:
    """Give every entry in every variant at every moment of the tests."""
    for key in knowledge.load().entries:
        for variant in VARIANTS:
            for moment in MOMENTS:
                yield key, variant, said(key, variant, moment)
