"""`python -m messaging.retention DAYS`: erase conversations in which nothing was said for so long.

One with a hand-off that nobody was given yet is kept: a person still has to read it.
"""

from __future__ import annotations

import argparse
import time

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from messaging import db
from messaging.erase import erase, forget_old_trackers, forget_tracker
from messaging.tables import CONVERSATIONS, HANDOFFS, HITS
from settings import keep_private, settings

DAY = 86400.0
_UNDELIVERED = sa.exists().where(HANDOFFS.c.conversation == CONVERSATIONS.c.id, HANDOFFS.c.state == "stored")


def older(connection: Connection, before: float) -> list[str]:
    """Return the ids of the conversations last used before a time, less those that a person awaits."""
    query = sa.select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.updated_at < before, ~_UNDELIVERED)
    return list(connection.execute(query).scalars())


def keep(made: Engine, tracker_url: str, days: float, now: float) -> tuple[int, int]:
    """Erase what is older than `days`; return how many conversations that was, and how many old ones stay."""
    before = now - days * DAY
    ids = db.transaction(made, lambda c: older(c, before))
    forget_tracker(tracker_url, ids)
    forget_old_trackers(tracker_url, before)

    def work(connection: Connection) -> tuple[int, int]:
        still_old = set(older(connection, before))  # somebody may have spoken meanwhile
        connection.execute(sa.delete(HITS).where(HITS.c.at < before))
        erased = erase(connection, [id for id in ids if id in still_old])
        kept = sa.select(sa.func.count()).where(CONVERSATIONS.c.updated_at < before, _UNDELIVERED)
        return erased, connection.execute(kept).scalar_one()

    return db.transaction(made.execution_options(immediate=True), work)


def main() -> None:
    """Erase old conversations; print how many, and how many were kept for their hand-off."""
    parser = argparse.ArgumentParser(prog="messaging.retention", description=__doc__)
    parser.add_argument(
        "days", type=float, help="how many days a conversation is kept after its last message"
    )
    given = parser.parse_args()
    keep_private()
    config = settings()
    made = db.engine(config.desk_db)
    db.migrate(made)
    erased, kept = keep(made, config.tracker_db, given.days, time.time())
    print(f"{erased} erased, {kept} kept: their hand-off is not delivered yet")


if __name__ == "__main__":
    main()
