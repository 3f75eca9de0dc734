"""Whether a message would be answered: stores reachable, model loaded and understanding."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from messaging import profile
from messaging.desk import Desk
from messaging.errors import StoreUnavailable
from messaging.threads import apart

PATIENCE = 4.0


async def check(desk: Desk) -> dict[str, bool]:
    """Return what is reachable, by part."""
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
