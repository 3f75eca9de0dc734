"""Turns, as the database knows them: who waits for an answer, and what became of it.

pending -> asked -> answered | excused | dropped; an excused one may still become answered (late).
A `tell` (an emergency, already answered) ends as answered, or as untold until the next turn tells it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from knowledge.reply import Handoff, Reply
from messaging import conversations, handoffs, messages
from messaging.conversations import Conversation
from messaging.tables import MESSAGES, TURNS

YOUNG = 120.0
OPEN = ("pending", "asked")
DEATH = "deces"


@dataclass(frozen=True)
class Turn:
    """A message that Rasa has to hear; `due_at` is when the member has an answer or an excuse."""

    id: str
    conversation: str
    seq: int
    kind: str
    intent: str | None
    entities: Mapping[str, str]
    due_at: float
    text: str
    adherent: str | None
    person: int | None
    formule: str
    untold: str | None = None


def add(
    connection: Connection,
    conversation: Conversation,
    seq: int,
    *,
    kind: str,
    now: float,
    due_at: float,
    intent: str | None = None,
    entities: Mapping[str, str] | None = None,
    form: bool = False,
) -> None:
    """Store that Rasa has to hear a message."""
    row = {
        "id": uuid.uuid4().hex,
        "conversation": conversation.id,
        "seq": seq,
        "kind": kind,
        "state": "pending",
        "epoch": conversation.epoch,
        "intent": intent,
        "entities": dict(entities or {}),
        "form": form,
        "created_at": now,
        "due_at": due_at,
    }
    connection.execute(sa.insert(TURNS).values(row))


def awaited(connection: Connection, conversation: str) -> bool:
    """Tell whether the member waits for an answer."""
    query = sa.select(TURNS.c.id).where(
        TURNS.c.conversation == conversation, TURNS.c.kind == "ask", TURNS.c.state.in_(OPEN)
    )
    return connection.execute(query.limit(1)).first() is not None


def take(connection: Connection, conversation: str) -> Turn | None:
    """Mark the next turn of a conversation as asked and return it; what Rasa must not see is dropped.

    One that is asked already was taken without its taker knowing: nobody else takes turns of this store.
    """
    current = conversations.get(connection, conversation)
    query = (
        sa.select(TURNS)
        .where(TURNS.c.conversation == conversation, TURNS.c.state.in_(OPEN))
        .order_by(TURNS.c.seq)
    )
    for row in connection.execute(query).mappings().all():
        if current is None or _overtaken(connection, current, row):
            _mark(connection, row["id"], "dropped")
            continue
        _mark(connection, row["id"], "asked")
        return _turn(connection, current, row)
    return None


def mark_told(connection: Connection, id: str, told: bool) -> None:
    """Note whether Rasa heard of an emergency."""
    _mark(connection, id, "answered" if told else "untold")


def answer(
    connection: Connection, id: str, replies: Sequence[Reply], now: float, *, late: bool = False
) -> None:
    """Store Rasa's answer and its hand-offs in one go; does nothing when the turn is already settled.

    What comes too late for the conversation is not shown, but a hand-off that Rasa made is never lost: the
    member gets its number unless a person has taken over.
    """
    row, current = _settle(connection, id, "excused" if late else "asked")
    if row is None or current is None:
        return
    taken = _taken(current, row)
    silent = taken or (late and messages.spoke_after(connection, current.id, row["seq"]))
    silent = silent or _emergency_after(connection, row)
    shown = False
    for reply, number in _with_numbers(connection, current.id, replies, now):
        if taken or (silent and not reply.handoff):
            continue
        seq = messages.add_reply(
            connection, current.id, handoffs.numbered(reply, number), answers=row["seq"], now=now
        )
        if reply.handoff and number:
            handoffs.told(connection, number, seq)
        shown = True
    _mark(connection, id, "answered" if shown else "dropped")


def excuse(connection: Connection, id: str, excuse: Reply, now: float) -> None:
    """Store the assistant's excuse as the answer; does nothing when the turn is already settled."""
    row, current = _settle(connection, id, "asked")
    if row is None or current is None:
        return
    if _taken(current, row) or _emergency_after(connection, row):
        _mark(connection, id, "dropped")
        return
    messages.add_reply(connection, current.id, excuse, answers=row["seq"], now=now)
    _mark(connection, id, "excused")


def recover(connection: Connection, now: float, patience: float) -> tuple[list[str], list[Turn]]:
    """Sort what a stopped desk left behind: conversations to ask again, turns too old to be answered."""
    old = []
    again = set()
    query = sa.select(TURNS).where(TURNS.c.state.in_(OPEN)).order_by(TURNS.c.created_at)
    for row in connection.execute(query).mappings().all():
        if row["kind"] == "ask" and row["created_at"] < now - YOUNG:
            current = conversations.get(connection, row["conversation"])
            if current is not None:
                _mark(connection, row["id"], "asked")
                old.append(_turn(connection, current, row))
            continue
        values = {"state": "pending", "due_at": now + patience}
        connection.execute(sa.update(TURNS).where(TURNS.c.id == row["id"]).values(values))
        again.add(row["conversation"])
    return sorted(again), old


def _turn(connection: Connection, current: Conversation, row: Any) -> Turn:
    said = sa.select(MESSAGES.c.text).where(
        MESSAGES.c.conversation == current.id, MESSAGES.c.seq == row["seq"]
    )
    untold = sa.select(TURNS.c.id).where(TURNS.c.conversation == current.id, TURNS.c.state == "untold")
    return Turn(
        id=row["id"],
        conversation=current.id,
        seq=row["seq"],
        kind=row["kind"],
        intent=row["intent"],
        entities=row["entities"],
        due_at=row["due_at"],
        text=connection.execute(said).scalar_one(),
        adherent=current.adherent,
        person=current.person,
        formule=current.formule,
        untold=connection.execute(untold.limit(1)).scalar_one_or_none() if row["kind"] == "ask" else None,
    )


def _with_numbers(
    connection: Connection, conversation: str, replies: Sequence[Reply], now: float
) -> list[tuple[Reply, str | None]]:
    """Store the hand-offs of a turn and return each reply with its number, or the turn's only one."""
    numbers = [_number(connection, conversation, r.handoff, now) if r.handoff else None for r in replies]
    known = [number for number in numbers if number]
    return [(r, n or (known[-1] if known else None)) for r, n in zip(replies, numbers, strict=True)]


def _number(connection: Connection, conversation: str, handoff: Handoff, now: float) -> str:
    """Store a hand-off and return its number; a death is announced once, however often it is told."""
    known = handoffs.of_kind(connection, conversation, DEATH) if handoff.kind == DEATH else None
    return known or handoffs.add(connection, conversation, handoff, now)


def _settle(connection: Connection, id: str, expected: str) -> tuple[Any, Conversation | None]:
    """Lock the turn's conversation, then read the turn if it is still in the state expected."""
    owner = connection.execute(sa.select(TURNS.c.conversation).where(TURNS.c.id == id)).scalar_one_or_none()
    current = conversations.get(connection, owner) if owner else None
    query = sa.select(TURNS).where(TURNS.c.id == id, TURNS.c.state == expected)
    return connection.execute(query).mappings().first(), current


def _overtaken(connection: Connection, current: Conversation, row: Any) -> bool:
    return _taken(current, row) or (row["kind"] == "ask" and _emergency_after(connection, row))


def _taken(current: Conversation, row: Any) -> bool:
    return current.state in ("human", "closed") or current.epoch != row["epoch"]


def _emergency_after(connection: Connection, row: Any) -> bool:
    """Tell whether an emergency was answered since: its numbers stay the last word."""
    query = sa.select(TURNS.c.id).where(
        TURNS.c.conversation == row["conversation"], TURNS.c.seq > row["seq"], TURNS.c.kind == "tell"
    )
    return connection.execute(query.limit(1)).first() is not None


def _mark(connection: Connection, id: str, state: str) -> None:
    connection.execute(sa.update(TURNS).where(TURNS.c.id == id).values(state=state))
