"""The words of a turn: the knowledge's text for this member, with the hours of this minute."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

import clock
import knowledge
from bot import finding
from bot.importer import entry_key
from bot.wording import reply_for, response


class KnowledgeNLG(TemplatedNaturalLanguageGenerator):
    """Renders the knowledge entry of a response; the domain's own text is never said."""

    def __init__(self, endpoint_config: Any = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})
        knowledge.load()
        finding.search()

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the rendered response: `text`, Rasa `buttons`, and the whole reply as metadata."""
        turn = tracker.latest_message or UserUttered.empty()
        misses = _misses_in_a_row(tracker)
        slots = {
            name: str(value) for name, value in tracker.current_slot_values().items() if value is not None
        }
        return response(reply_for(entry_key(utter_action), turn, slots, misses, clock.now()))


def _misses_in_a_row(tracker: DialogueStateTracker) -> int:
    count = 0
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            if event.intent_name != "nlu_fallback":
                break
            count += 1
    return count
