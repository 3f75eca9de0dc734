"""The parts of a running desk, given to whoever needs them."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import Knowledge
from knowledge.model import Variant
from knowledge.reply import Reply
from messaging.conversations import Conversation
from messaging.db import Store
from messaging.notify import Notifier
from messaging.rasa import Rasa
from settings import Settings


@dataclass(frozen=True)
class Desk:
    """Everything a request or a turn works with."""

    settings: Settings
    store: Store
    notifier: Notifier
    rasa: Rasa
    book: Knowledge

    def say(self, key: str, conversation: Conversation | None = None) -> Reply:
        """Render one of the desk's own messages for a conversation."""
        variant: Variant = "visitor" if conversation is not None and conversation.visitor else "general"
        return self.book.render(key, variant=variant)
