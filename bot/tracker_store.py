"""Where Rasa keeps a conversation between two turns: one short row, saved or refused, never half."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from settings import settings

KEPT_TURNS = 3

METADATA = sa.MetaData()
TRACKERS = sa.Table(
    "trackers",
    METADATA,
    sa.Column("conversation", sa.String(64), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
    sa.Column("updated_at", sa.DateTime, nullable=False, server_default=sa.func.now(), index=True),
)


def engine(url: str) -> sa.engine.Engine:
    """Open the tracker database; a locked one is waited for briefly, since a turn must fail in time."""
    wait = settings().record_timeout
    arguments = {"timeout": wait, "check_same_thread": False} if url.startswith("sqlite") else {}
    made = sa.create_engine(url, future=True, connect_args=arguments)
    METADATA.create_all(made)
    return made


def recent(events: Sequence[Event], form_open: bool) -> list[Event]:
    """Return the events that the next turn needs.

    While a form is open: all of them. Otherwise the last turns, without slots: slots belong to a form
    and end with it, so that the cost of a turn does not grow with the conversation.
    """
    if form_open:
        return list(events)
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    start = turns[-KEPT_TURNS] if len(turns) >= KEPT_TURNS else 0
    listen: list[Event] = [ActionExecuted(ACTION_LISTEN_NAME)] if start else []
    return listen + [event for event in list(events)[start:] if not isinstance(event, SlotSet)]


class TurnTrackerStore(TrackerStore):
    """Rasa's tracker store on one table; the desk's messages are the truth, this row is disposable."""

    def __init__(self, domain: Domain | None = None, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, event_broker)
        self._engine = engine(settings().tracker_db)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Replace the conversation's row; raises SQLAlchemyError when it cannot be written."""
        kept = recent(tracker.events, tracker.active_loop is not None)
        body = json.dumps([event.as_dict() for event in kept], ensure_ascii=False)
        await asyncio.get_running_loop().run_in_executor(None, self._write, tracker.sender_id, body)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Rebuild the conversation's tracker; raises SQLAlchemyError when it cannot be read."""
        body = await asyncio.get_running_loop().run_in_executor(None, self._read, sender_id)
        if body is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, deserialise_events(json.loads(body)), self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        """List the conversations."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(TRACKERS.c.conversation)).scalars())

    def _write(self, conversation: str, body: str) -> None:
        row = {"events": body, "updated_at": sa.func.now()}
        with self._engine.begin() as connection:
            found = connection.execute(
                sa.update(TRACKERS).where(TRACKERS.c.conversation == conversation).values(row)
            )
            if not found.rowcount:
                connection.execute(sa.insert(TRACKERS).values(conversation=conversation, **row))

    def _read(self, conversation: str) -> str | None:
        query = sa.select(TRACKERS.c.events).where(TRACKERS.c.conversation == conversation)
        with self._engine.connect() as connection:
            body: str | None = connection.execute(query).scalar_one_or_none()
        return body
