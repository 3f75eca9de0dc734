"""Messages: one gapless sequence for each conversation, and how a client sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import clock
from knowledge.reply import Reply
from messaging import choices
from messaging.conversations import next_seq
from messaging.errors import NotFound
from messaging.tables import FEEDBACK, MESSAGES

PAGE = 500


def seq_of(connection: Connection, conversation: str, client_id: str) -> int | None:
    """Return the seq already given to a client's message, if it came before."""
    query = sa.select(MESSAGES.c.seq).where(
        MESSAGES.c.conversation == conversation, MESSAGES.c.client_id == client_id
    )
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else int(found)


def add_from_member(
    connection: Connection, conversation: str, text: str, *, client_id: str, choice: str | None, now: float
) -> int:
    """Store what the member said and return its seq."""
    seq = next_seq(connection, conversation, now)
    row = {"text": text, "client_id": client_id, "choice": choice}
    connection.execute(sa.insert(MESSAGES).values(_row(conversation, seq, "member", now) | row))
    return seq


def add_reply(
    connection: Connection, conversation: str, reply: Reply, *, answers: int | None, now: float
) -> int:
    """Store a message of the assistant with its choices, and return its seq."""
    seq = next_seq(connection, conversation, now)
    row = {
        "text": reply.text,
        "topic": reply.topic,
        "choices": choices.offer(connection, conversation, seq, reply.choices),
        "links": [link.to_json() for link in reply.links],
        "sources": [source.to_json() for source in reply.sources],
        "answers": answers,
        "outcome": reply.outcome,
    }
    connection.execute(sa.insert(MESSAGES).values(_row(conversation, seq, "assistant", now) | row))
    return seq


def after(connection: Connection, conversation: str, seq: int) -> list[dict[str, Any]]:
    """Return the messages after a seq, in order and at most `PAGE` of them, as the door shows them."""
    query = (
        sa.select(MESSAGES)
        .where(MESSAGES.c.conversation == conversation, MESSAGES.c.seq > seq)
        .order_by(MESSAGES.c.seq)
        .limit(PAGE)
    )
    return [shown(row) for row in connection.execute(query).mappings()]


def latest(connection: Connection, conversation: str, count: int) -> list[dict[str, Any]]:
    """Return the last messages of a conversation, in order."""
    query = (
        sa.select(MESSAGES)
        .where(MESSAGES.c.conversation == conversation)
        .order_by(MESSAGES.c.seq.desc())
        .limit(count)
    )
    return [shown(row) for row in reversed(connection.execute(query).mappings().all())]


def last_typed(connection: Connection, conversation: str) -> str | None:
    """Return what the member typed last, which a hand-off carries."""
    query = sa.select(MESSAGES.c.text).where(
        MESSAGES.c.conversation == conversation, MESSAGES.c.sender == "member", MESSAGES.c.choice.is_(None)
    )
    found = connection.execute(query.order_by(MESSAGES.c.seq.desc()).limit(1)).scalar_one_or_none()
    return None if found is None else str(found)


def spoke_after(connection: Connection, conversation: str, seq: int) -> bool:
    """Tell whether the member or a person said something newer."""
    query = sa.select(MESSAGES.c.seq).where(
        MESSAGES.c.conversation == conversation,
        MESSAGES.c.seq > seq,
        MESSAGES.c.sender.in_(("member", "person")),
    )
    return connection.execute(query.limit(1)).first() is not None


def rate(
    connection: Connection, conversation: str, seq: int, useful: bool, comment: str | None, now: float
) -> None:
    """Keep what the member thinks of an answer, the last word winning; raises NotFound."""
    here = MESSAGES.c.conversation == conversation, MESSAGES.c.seq == seq, MESSAGES.c.sender == "assistant"
    if connection.execute(sa.select(MESSAGES.c.seq).where(*here)).first() is None:
        raise NotFound("no such message of the assistant")
    mine = FEEDBACK.c.conversation == conversation, FEEDBACK.c.seq == seq
    connection.execute(sa.delete(FEEDBACK).where(*mine))
    row = {"conversation": conversation, "seq": seq, "useful": useful, "comment": comment, "at": now}
    connection.execute(sa.insert(FEEDBACK).values(row))


def shown(row: Any) -> dict[str, Any]:
    """Return a stored message as the door shows it; what a choice stands for stays inside."""
    optional = {name: row[name] for name in ("name", "topic") if row[name] is not None}
    return {
        "seq": row["seq"],
        "from": row["sender"],
        "text": row["text"],
        "choices": row["choices"],
        "links": row["links"],
        "sources": row["sources"],
        "at": datetime.fromtimestamp(row["at"], clock.PARIS).isoformat(timespec="milliseconds"),
        **optional,
    }


def _row(conversation: str, seq: int, sender: str, now: float) -> dict[str, Any]:
    empty: dict[str, Sequence[Any]] = {"choices": [], "links": [], "sources": []}
    return {"conversation": conversation, "seq": seq, "sender": sender, "at": now, **empty}
