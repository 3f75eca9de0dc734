"""Hand-offs: a conversation given to a person, stored with what a case handler needs, under a number."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from knowledge.reply import Handoff, Reply
from messaging import messages
from messaging.tables import HANDOFFS

# No vowel, nothing that looks or sounds like something else when read on the telephone.
ALPHABET = "23456789BCDFGHJKMPQRTVWX"
PLACE = "{numero}"
SUMMARY = 12


def new_number() -> str:
    """Return a number that a member can read aloud, such as D-7KQ4-2M."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"D-{drawn[:4]}-{drawn[4:]}"


def numbered(reply: Reply, number: str | None) -> Reply:
    """Put the number in its place; without a hand-off the braces are a member's own words."""
    return replace(reply, text=reply.text.replace(PLACE, number)) if number else reply


def add(
    connection: Connection, conversation: str, handoff: Handoff, now: float, *, offered_by: int | None = None
) -> str:
    """Store a hand-off with the last messages as its summary, and return its number."""
    number = new_number()
    while connection.execute(sa.select(HANDOFFS.c.number).where(HANDOFFS.c.number == number)).first():
        number = new_number()
    row = {
        "number": number,
        "conversation": conversation,
        "offered_by": offered_by,
        "kind": handoff.kind,
        "topic": handoff.topic,
        "priority": handoff.priority,
        "reason": handoff.reason,
        "text": handoff.text,
        "details": dict(handoff.details),
        "summary": _summary(connection, conversation, handoff.topic),
        "state": "stored",
        "created_at": now,
    }
    connection.execute(sa.insert(HANDOFFS).values(row))
    return number


def told(connection: Connection, number: str, seq: int) -> None:
    """Note the message that gave the member the number."""
    connection.execute(sa.update(HANDOFFS).where(HANDOFFS.c.number == number).values(seq=seq))


def by_offer(connection: Connection, conversation: str, offered_by: int) -> str | None:
    """Return the number of the hand-off already made from a message's offer: two clicks make one."""
    query = sa.select(HANDOFFS.c.number).where(
        HANDOFFS.c.conversation == conversation, HANDOFFS.c.offered_by == offered_by
    )
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else str(found)


def of_kind(connection: Connection, conversation: str, kind: str) -> str | None:
    """Return the number of a conversation's first hand-off of a kind."""
    query = sa.select(HANDOFFS.c.number).where(
        HANDOFFS.c.conversation == conversation, HANDOFFS.c.kind == kind
    )
    found = connection.execute(query.order_by(HANDOFFS.c.created_at).limit(1)).scalar_one_or_none()
    return None if found is None else str(found)


def _summary(connection: Connection, conversation: str, topic: str | None) -> dict[str, Any]:
    kept = ("seq", "from", "text", "topic", "at")
    latest = messages.latest(connection, conversation, SUMMARY)
    shown = [{name: item[name] for name in kept if name in item} for item in latest]
    topics = [item["topic"] for item in shown if item.get("topic")]
    return {"topic": topic or (topics[-1] if topics else None), "messages": shown}
