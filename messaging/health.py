"""Whether a message would be answered: stores reachable, model loaded and understanding."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from messaging import profile
from messaging.desk import Desk
from messaging.errors import StoreUnavailable
from messaging.threads import apart

PATIENCE = 4.0
FRESH = 2.0


class Health:
    """What a desk reaches, looked at once for all who ask within `FRESH` seconds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = asyncio.Lock()
        self._seen: dict[str, bool] = {}
        self._until = 0.0

    async def check(self) -> dict[str, bool]:
        """Return what is reachable, by part."""
        async with self._lock:
            if time.monotonic() >= self._until:
                self._seen = await _look(self._desk)
                self._until = time.monotonic() + FRESH
            return self._seen


async def _look(desk: Desk) -> dict[str, bool]:
    store, members, rasa = await asyncio.gather(
        _store(desk), _called(profile.reachable), _called(desk.rasa.ready)
    )
    return {"desk": store, "members": members, "rasa": rasa}


async def _store(desk: Desk) -> bool:
    try:
        await desk.store.write(_touch)
    except StoreUnavailable:
        return False
    return True


def _touch(connection: Connection) -> None:
    connection.execute(sa.text("SELECT 1"))


async def _called(probe: Callable[[], bool]) -> bool:
    try:
        return await asyncio.wait_for(apart(probe), PATIENCE)
    except asyncio.TimeoutError:
        return False
