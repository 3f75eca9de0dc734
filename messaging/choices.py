"""Choices: the client gets a random id, and what it stands for stays here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from knowledge.reply import Choice
from messaging.errors import StaleChoice, UnknownChoice
from messaging.tables import CHOICES, TURNS

FORM_INTENTS = ("affirmer", "nier", "choisir")
HANDOFF = "desk_handoff"


@dataclass(frozen=True)
class Offered:
    """A choice that was offered: by which message, and what it stands for."""

    id: str
    seq: int
    title: str
    intent: str
    entities: Mapping[str, str]
    topic: str | None

    @property
    def form(self) -> bool:
        """Whether it answers the step of a form; a choice with a topic can be taken at any time."""
        return self.intent in FORM_INTENTS or bool(self.entities and not self.topic)


def offer(
    connection: Connection, conversation: str, seq: int, offered: Sequence[Choice]
) -> list[dict[str, Any]]:
    """Store the choices of a message and return what the client sees of them."""
    seen = []
    for choice in offered:
        row = {
            "id": secrets.token_urlsafe(12),
            "conversation": conversation,
            "seq": seq,
            "title": choice.title,
            "intent": choice.intent,
            "entities": dict(choice.entities),
            "topic": choice.topic,
        }
        connection.execute(sa.insert(CHOICES).values(row))
        topic = {"topic": choice.topic} if choice.topic else {}
        seen.append({"id": row["id"], "title": choice.title, **topic})
    return seen


def find(connection: Connection, conversation: str, id: str) -> Offered:
    """Return a choice that this conversation offered; raises UnknownChoice."""
    columns = [CHOICES.c[name] for name in Offered.__dataclass_fields__]
    query = sa.select(*columns).where(CHOICES.c.id == id, CHOICES.c.conversation == conversation)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UnknownChoice("this conversation never offered that choice")
    return Offered(**row)


def refuse_stale(connection: Connection, conversation: str, offered: Offered) -> None:
    """Raise StaleChoice when the step that offered the choice is over.

    It is over once Rasa answered something newer, an emergency ended the form, or another choice of the
    form is on its way. After an excuse the step still stands: the member may try again.
    """
    if not offered.form:
        return
    over = sa.or_(
        TURNS.c.state == "answered",
        TURNS.c.kind == "tell",
        sa.and_(TURNS.c.form, TURNS.c.state.in_(("pending", "asked"))),
    )
    query = sa.select(TURNS.c.id).where(TURNS.c.conversation == conversation, TURNS.c.seq > offered.seq, over)
    if connection.execute(query.limit(1)).first() is not None:
        raise StaleChoice("the step that offered this choice is over")
