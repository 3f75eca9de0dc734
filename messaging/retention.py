"""`python -m messaging.retention DAYS`: erase conversations in which nothing was said for so long."""

from __future__ import annotations

import argparse
import time

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from messaging import db
from messaging.erase import erase, forget_tracker
from messaging.tables import CONVERSATIONS, HITS
from settings import settings

DAY = 86400.0


def older(connection: Connection, before: float) -> list[str]:
    """Return the ids of the conversations last used before a time."""
    query = sa.select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.updated_at < before)
    return list(connection.execute(query).scalars())


def keep(made: Engine, tracker_url: str, days: float, now: float) -> int:
    """Erase what is older than `days` and return how many conversations that was."""
    before = now - days * DAY
    ids = db.transaction(made, lambda c: older(c, before))
    forget_tracker(tracker_url, ids)

    def work(connection: Connection) -> int:
        still_old = set(older(connection, before))  # somebody may have spoken meanwhile
        connection.execute(sa.delete(HITS).where(HITS.c.at < before))
        return erase(connection, [id for id in ids if id in still_old])

    return db.transaction(made.execution_options(immediate=True), work)


def main() -> None:
    """Erase old conversations and print how many there were."""
    parser = argparse.ArgumentParser(prog="messaging.retention", description=__doc__)
    parser.add_argument(
        "days", type=float, help="how many days a conversation is kept after its last message"
    )
    given = parser.parse_args()
    config = settings()
    made = db.engine(config.desk_db)
    db.migrate(made)
    print(keep(made, config.tracker_db, given.days, time.time()))


if __name__ == "__main__":
    main()
