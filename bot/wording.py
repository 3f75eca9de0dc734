"""Which entry of the knowledge a turn is answered with, for whom, and with which buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa.shared.core.events import UserUttered

import knowledge
from knowledge import Reply, audience

AMBIGUOUS_CHOICES = 2


def reply_for(key: str, turn: UserUttered, slots: Mapping[str, str], misses: int, now: datetime) -> Reply:
    """Render the entry `key` for the member of this turn.

    `nlu_ambigu` offers the topics that it hesitates between.
    """
    house = knowledge.load()
    key = _entry(key, slots, misses)
    values = {name: slots.get(name, "") for name in house.entries[key].values}
    reply = house.render(key, variant=audience.variant(turn.metadata or {}), now=now, **values)
    if key == "nlu_ambigu":
        return replace(reply, choices=_candidates(turn) + reply.choices)
    return reply


def _entry(key: str, slots: Mapping[str, str], misses: int) -> str:
    """Return the entry that fits best: a second miss in a row, a message given up or sent as a complaint.

    `default` is what Rasa says when no rule fits.
    """
    if key in ("nlu_fallback_1", "default"):
        return "nlu_fallback_2" if misses > 1 else "nlu_fallback_1"
    if key == "message_enregistre" and slots.get("confirmation") == "False":
        return "message_abandonne"
    if key == "message_enregistre" and slots.get("sujet") == "reclamation":
        return "reclamation_enregistree"
    return key


def response(reply: Reply) -> dict[str, Any]:
    """Return Rasa's form of a reply: text and buttons for `rasa shell`, the whole of it for the desk."""
    buttons = [{"title": choice.title, "payload": f"/{choice.intent}"} for choice in reply.choices]
    return {"text": reply.text, "buttons": buttons, "reply": reply.to_json()}


def _candidates(turn: UserUttered) -> tuple[knowledge.Choice, ...]:
    house = knowledge.load()
    ranked = (item["name"] for item in turn.parse_data.get("intent_ranking", []))
    topics = [name for name in ranked if name in house.topics and house.topics[name].title]
    return tuple(
        knowledge.Choice(house.topics[topic].title, topic, {}, topic) for topic in topics[:AMBIGUOUS_CHOICES]
    )
