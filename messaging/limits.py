"""Rates, counted in the database so that a restart forgets nothing."""

from __future__ import annotations

import hashlib
import hmac
import math

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from messaging.errors import TooMany
from messaging.tables import HITS

WINDOW = 60.0


def hit(connection: Connection, key: str, limit: int, now: float) -> None:
    """Count one more of `key` in the last minute; raises TooMany, which is not counted."""
    connection.execute(sa.delete(HITS).where(HITS.c.at <= now - WINDOW))
    times = sa.select(HITS.c.at).where(HITS.c.key == key).order_by(HITS.c.at.desc()).limit(limit)
    found = list(connection.execute(times).scalars())
    if len(found) >= limit:
        oldest = found[-1] if found else now
        raise TooMany(max(1, math.ceil(oldest + WINDOW - now)))
    connection.execute(sa.insert(HITS).values(key=key, at=now))


def counted(purpose: str, value: str, *, key: str) -> str:
    """Return the key under which a value is counted: no address or member reference is kept."""
    return hmac.new(key.encode(), f"{purpose} {value}".encode(), hashlib.sha256).hexdigest()
