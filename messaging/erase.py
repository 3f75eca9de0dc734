"""`python -m messaging.erase ADHERENT`: erase all that was said with a member, here and in the tracker."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url

from messaging import db
from messaging.tables import CHOICES, CONVERSATIONS, FEEDBACK, HANDOFFS, MESSAGES, TURNS
from settings import keep_private, settings

CHUNK = 500
PARTS = (CHOICES, FEEDBACK, HANDOFFS, TURNS, MESSAGES)
TRACKERS = sa.table("trackers", sa.column("conversation"), sa.column("updated_at", sa.DateTime))


def conversations_of(connection: Connection, adherent: str) -> list[str]:
    """Return the ids of a member's conversations, whoever of the contract signed in."""
    query = sa.select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.adherent == adherent)
    return list(connection.execute(query).scalars())


def erase(connection: Connection, ids: Sequence[str]) -> int:
    """Erase conversations with all that hangs on them; return how many."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        for table in PARTS:
            connection.execute(sa.delete(table).where(table.c.conversation.in_(chunk)))
        connection.execute(sa.delete(CONVERSATIONS).where(CONVERSATIONS.c.id.in_(chunk)))
    return len(ids)


def forget_tracker(url: str, ids: Sequence[str]) -> None:
    """Erase the same conversations from Rasa's tracker database, when there is one."""
    chunks = [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
    _forget(url, [TRACKERS.c.conversation.in_(chunk) for chunk in chunks])


def forget_old_trackers(url: str, before: float) -> None:
    """Erase what Rasa has not touched since a time: even what belongs to no conversation any more."""
    moment = datetime.fromtimestamp(before, timezone.utc).replace(tzinfo=None)
    _forget(url, [TRACKERS.c.updated_at < moment])


def _forget(url: str, conditions: Sequence[sa.ColumnElement[bool]]) -> None:
    if not conditions or (url.startswith("sqlite") and not db.file_exists(make_url(url).database)):
        return
    tracker = db.engine(url)
    with tracker.begin() as connection:
        if sa.inspect(connection).has_table("trackers"):
            for condition in conditions:
                connection.execute(sa.delete(TRACKERS).where(condition))
    tracker.dispose()


def erase_member(made: Engine, tracker_url: str, adherent: str) -> int:
    """Erase a member from the tracker first, then here, so that a failure between can be repeated.

    The desk takes no message meanwhile: none of the member's conversations can be opened and escape.
    """

    def work(connection: Connection) -> int:
        ids = conversations_of(connection, adherent)
        forget_tracker(tracker_url, ids)
        return erase(connection, ids)

    return db.transaction(made.execution_options(immediate=True), work)


def main() -> None:
    """Erase a member's conversations and print how many there were."""
    parser = argparse.ArgumentParser(prog="messaging.erase", description=__doc__)
    parser.add_argument("adherent", help="numero d'adherent")
    given = parser.parse_args()
    keep_private()
    config = settings()
    made = db.engine(config.desk_db)
    db.migrate(made)
    print(erase_member(made, config.tracker_db, given.adherent))


if __name__ == "__main__":
    main()
