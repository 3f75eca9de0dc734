"""`python -m messaging.unanswered`: print the questions that the assistant did not understand, grouped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import clock
from messaging import db
from messaging.tables import MESSAGES
from nlu.normalise import normalise
from settings import keep_private, settings

MISSED = "nlu_fallback"


@dataclass(frozen=True)
class Unanswered:
    """A question as it was last typed, how often it came, and when it last did."""

    text: str
    count: int
    last: float


def unanswered(connection: Connection) -> list[Unanswered]:
    """Return the questions that were not understood, the most frequent first, then the latest."""
    asked, said = MESSAGES.alias("asked"), MESSAGES.alias("said")
    same = sa.and_(asked.c.conversation == said.c.conversation, asked.c.seq == said.c.answers)
    query = sa.select(asked.c.text, asked.c.at).select_from(said.join(asked, same))
    rows = connection.execute(query.where(said.c.outcome == MISSED).order_by(asked.c.at))
    return grouped((row.text, row.at) for row in rows)


def grouped(asked: Iterable[tuple[str, float]]) -> list[Unanswered]:
    """Put together the questions that are spelt alike but for accents, capitals and stretched letters."""
    found: dict[str, Unanswered] = {}
    for text, at in asked:
        key = normalise(text).rstrip(" ?!.")
        count = found[key].count if key in found else 0
        found[key] = Unanswered(text, count + 1, at)
    return sorted(found.values(), key=lambda question: (-question.count, -question.last))


def main() -> None:
    """Print one line for each question: how often, the last day, the text."""
    keep_private()
    made = db.engine(settings().desk_db)
    db.migrate(made)
    for question in db.transaction(made, unanswered):
        day = datetime.fromtimestamp(question.last, clock.PARIS).date()
        print(f"{question.count:5}  {day}  {' '.join(question.text.split())}")


if __name__ == "__main__":
    main()
