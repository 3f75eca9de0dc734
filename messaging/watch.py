"""What a client sees of a conversation, now and as it changes: the long poll and the stream share it."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection

from messaging import conversations, messages, turns
from messaging.desk import Desk
from messaging.errors import DeskError, StoreUnavailable
from messaging.identity import Caller
from messaging.notify import changed

HEARTBEAT = 15.0
LONGEST_STREAM = 900.0
LOOK_AGAIN = 5.0  # another process may have written, and its wake-ups do not reach this one


@dataclass(frozen=True)
class View:
    """The messages after a seq, the state of the conversation and whether an answer is on its way."""

    messages: list[dict[str, Any]]
    state: str
    typing: bool

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the door."""
        return {"messages": self.messages, "state": self.state, "typing": self.typing}


def view(connection: Connection, id: str, caller: Caller, after: int) -> View:
    """Look at a conversation; raises NotFound."""
    conversation = conversations.find(connection, id, caller)
    return View(
        messages.after(connection, id, after), conversation.state, turns.awaited(connection, conversation.id)
    )


async def next_view(desk: Desk, id: str, caller: Caller, after: int, wait: float) -> View:
    """Return the view once there is something new, or as it stands after `wait` seconds."""
    look = partial(view, id=id, caller=caller, after=after)
    until = time.monotonic() + wait
    with desk.notifier.listen(id) as news:
        seen = first = await desk.store.read(look)
        while not seen.messages and (seen.state, seen.typing) == (first.state, first.typing):
            left = until - time.monotonic()
            if left <= 0 or desk.notifier.closed:
                break
            await changed(news, min(left, LOOK_AGAIN))
            seen = await desk.store.read(look)
    return seen


async def events(desk: Desk, id: str, caller: Caller, after: int, first: View) -> AsyncIterator[str]:
    """Yield server-sent events: the view at once, then at each change, with heartbeats between.

    The stream ends with the token, after a quarter of an hour, or when the desk stops: the client comes back.
    """
    ends = time.time() + LONGEST_STREAM
    if caller.expires is not None:
        ends = min(ends, caller.expires)
    yield "retry: 1000\n\n"
    yield _event(first, after)
    after, state, typing = _last(first, after), first.state, first.typing
    beat = time.monotonic() + HEARTBEAT
    with desk.notifier.listen(id) as news:
        while not desk.notifier.closed and time.time() < ends:
            try:
                seen = await desk.store.read(partial(view, id=id, caller=caller, after=after))
            except StoreUnavailable:
                seen = View([], state, typing)
            except DeskError:
                return  # erased while it was watched
            if seen.messages or (seen.state, seen.typing) != (state, typing):
                yield _event(seen, after)
                after, state, typing = _last(seen, after), seen.state, seen.typing
                beat = time.monotonic() + HEARTBEAT
                continue
            if time.monotonic() >= beat:
                yield ": still here\n\n"
                beat = time.monotonic() + HEARTBEAT
            left = min(LOOK_AGAIN, beat - time.monotonic(), ends - time.time())
            await changed(news, max(0.05, left))


def _last(seen: View, after: int) -> int:
    return int(seen.messages[-1]["seq"]) if seen.messages else after


def _event(seen: View, after: int) -> str:
    data = json.dumps(seen.to_json(), ensure_ascii=False, separators=(",", ":"))
    return f"id: {_last(seen, after)}\ndata: {data}\n\n"
