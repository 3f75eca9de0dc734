"""Wake-ups: who waits for news of a conversation is told once something was committed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Notifier:
    """Events by conversation, all of them in the desk's one event loop."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self.closed = False

    @contextmanager
    def listen(self, conversation: str) -> Iterator[asyncio.Event]:
        """Give an event that is set at each change from now on: read the store after this, then wait."""
        event = asyncio.Event()
        self._waiting.setdefault(conversation, set()).add(event)
        try:
            yield event
        finally:
            self._waiting[conversation].discard(event)
            if not self._waiting[conversation]:
                del self._waiting[conversation]

    def tell(self, conversation: str) -> None:
        """Wake whoever listens to a conversation."""
        for event in self._waiting.get(conversation, ()):
            event.set()

    def close(self) -> None:
        """Let every listener go: the desk stops."""
        self.closed = True
        for events in self._waiting.values():
            for event in events:
                event.set()


async def changed(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event at most that long, and make it ready for the next change."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except asyncio.TimeoutError:
        return False
    event.clear()
    return True
