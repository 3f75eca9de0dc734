"""Conversations: who owns which, and in which state each one is."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import clock
from messaging.errors import NotFound
from messaging.identity import Caller
from messaging.tables import CONVERSATIONS

OPEN_STATES = ("bot", "waiting", "human")
LISTED = 50


@dataclass(frozen=True)
class Conversation:
    """One conversation; a visitor's has no adherent."""

    id: str
    adherent: str | None
    person: int | None
    state: str
    epoch: int
    formule: str
    last_seq: int
    created_at: float
    updated_at: float

    @property
    def visitor(self) -> bool:
        """Whether nobody signed in."""
        return self.adherent is None

    @property
    def owner(self) -> str:
        """Whose messages count together: a person of a contract, or this one visitor."""
        return f"visitor {self.id}" if self.visitor else f"member {self.adherent} {self.person}"

    def shown(self) -> dict[str, Any]:
        """Return what its owner sees of it in a list."""
        at = datetime.fromtimestamp(self.updated_at, clock.PARIS).isoformat(timespec="milliseconds")
        return {"id": self.id, "state": self.state, "last_seq": self.last_seq, "at": at}


COLUMNS = [CONVERSATIONS.c[name] for name in Conversation.__dataclass_fields__]


def create(connection: Connection, caller: Caller, now: float) -> tuple[Conversation, str | None]:
    """Open a conversation; a visitor's comes with the secret that holds it, kept only as a hash."""
    secret = secrets.token_urlsafe(32) if caller.adherent is None else None
    row: dict[str, Any] = {
        "id": secrets.token_urlsafe(18),
        "adherent": caller.adherent,
        "person": caller.person,
        "state": "bot",
        "epoch": 0,
        "formule": "inconnue",
        "last_seq": 0,
        "created_at": now,
        "updated_at": now,
    }
    values = {**row, "secret_hash": hashed(secret) if secret else None}
    connection.execute(sa.insert(CONVERSATIONS).values(values))
    return Conversation(**row), secret


def find(connection: Connection, id: str, caller: Caller, *, lock: bool = False) -> Conversation:
    """Return the caller's conversation; raises NotFound, also when it is somebody else's."""
    query = sa.select(*COLUMNS, CONVERSATIONS.c.secret_hash).where(CONVERSATIONS.c.id == id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None or not _owns(caller, row):
        raise NotFound("no such conversation for this caller")
    return Conversation(**{column.name: row[column.name] for column in COLUMNS})


def get(connection: Connection, id: str) -> Conversation | None:
    """Return a conversation whoever owns it, locked until the transaction ends."""
    query = sa.select(*COLUMNS).where(CONVERSATIONS.c.id == id).with_for_update()
    row = connection.execute(query).mappings().first()
    return Conversation(**row) if row else None


def listed(connection: Connection, caller: Caller, *, only_open: bool) -> list[Conversation]:
    """Return the caller's conversations, the latest first."""
    query = sa.select(*COLUMNS).order_by(CONVERSATIONS.c.updated_at.desc()).limit(LISTED)
    if only_open:
        query = query.where(CONVERSATIONS.c.state.in_(OPEN_STATES))
    if caller.adherent is not None:
        mine = CONVERSATIONS.c.adherent == caller.adherent, CONVERSATIONS.c.person == caller.person
        query = query.where(*mine)
    elif caller.secret:
        query = query.where(CONVERSATIONS.c.secret_hash == hashed(caller.secret))
    else:
        return []
    return [Conversation(**row) for row in connection.execute(query).mappings()]


def next_seq(connection: Connection, id: str, now: float) -> int:
    """Give the next number of a conversation; the caller's transaction makes it without gap."""
    bump = {"last_seq": CONVERSATIONS.c.last_seq + 1, "updated_at": now}
    connection.execute(sa.update(CONVERSATIONS).where(CONVERSATIONS.c.id == id).values(bump))
    query = sa.select(CONVERSATIONS.c.last_seq).where(CONVERSATIONS.c.id == id)
    return int(connection.execute(query).scalar_one())


def remember_formule(connection: Connection, id: str, formule: str) -> None:
    """Keep the formula last read, for the turn whose record cannot be read."""
    connection.execute(sa.update(CONVERSATIONS).where(CONVERSATIONS.c.id == id).values(formule=formule))


def hashed(secret: str) -> str:
    """Return what is kept of a visitor's secret; it is random and long, so one hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _owns(caller: Caller, row: Any) -> bool:
    if caller.adherent is not None:
        return bool(row["adherent"] == caller.adherent and row["person"] == caller.person)
    if caller.secret is None or row["secret_hash"] is None:
        return False
    return hmac.compare_digest(hashed(caller.secret), row["secret_hash"])
