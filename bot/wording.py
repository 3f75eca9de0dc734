"""Which entry of the knowledge a turn is answered with, for whom, and with which buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa.shared.core.events import UserUttered

import knowledge
from bot.finding import found_topics, topic_choice
from knowledge import Choice, Reply, audience

AMBIGUOUS_CHOICES = 2
MISSED = ("nlu_fallback_1", "default")


def reply_for(key: str, turn: UserUttered, slots: Mapping[str, str], misses: int, now: datetime) -> Reply:
    """Render the entry `key` for the member of this turn.

    `nlu_ambigu` offers the topics that it hesitates between, a miss those that the search finds: before
    the person at the first miss, after them at the second. `default` is what Rasa says when no rule fits.
    """
    if key in MISSED:
        found = found_topics(turn.text or "")
        if misses > 1:
            reply = _said("nlu_fallback_2", turn, slots, now)
            return replace(reply, choices=reply.choices + found, outcome="nlu_fallback")
        reply = _said("nlu_fallback_propositions" if found else "nlu_fallback_1", turn, slots, now)
        return replace(reply, choices=_distinct(found + reply.choices), outcome="nlu_fallback")
    reply = _said(_entry(key, slots), turn, slots, now)
    if key == "nlu_ambigu":
        return replace(reply, choices=_candidates(turn) + reply.choices, outcome=key)
    return reply


def _said(key: str, turn: UserUttered, slots: Mapping[str, str], now: datetime) -> Reply:
    house = knowledge.load()
    values = {name: slots.get(name, "") for name in house.entries[key].values}
    return house.render(key, variant=audience.variant(turn.metadata or {}), now=now, **values)


def _entry(key: str, slots: Mapping[str, str]) -> str:
    """Return the entry that fits best: a message given up, sent as a complaint, or to be read first."""
    if key == "message_enregistre" and slots.get("confirmation") == "False":
        return "message_abandonne"
    if key == "message_enregistre" and slots.get("sujet") == "reclamation":
        return "reclamation_enregistree"
    if key == "message_enregistre" and slots.get("sujet") in knowledge.load().labels["priorite"]:
        return "message_enregistre_haute"
    return key


def others_reply(turn: UserUttered) -> Reply | None:
    """Return the offer of what else the message asked, if it asked something else."""
    house = knowledge.load()
    asked = (other["topic"] for other in turn.parse_data.get("others", []))
    choices = tuple(topic_choice(topic) for topic in asked if topic in house.topics)
    return replace(house.render("autres_demandes"), choices=choices) if choices else None


def response(reply: Reply) -> dict[str, Any]:
    """Return Rasa's form of a reply: text and buttons for `rasa shell`, the whole of it for the desk."""
    buttons = [{"title": choice.title, "payload": f"/{choice.intent}"} for choice in reply.choices]
    return {"text": reply.text, "buttons": buttons, "reply": reply.to_json()}


def _candidates(turn: UserUttered) -> tuple[Choice, ...]:
    house = knowledge.load()
    ranked = (item["name"] for item in turn.parse_data.get("intent_ranking", []))
    topics = [name for name in ranked if name in house.topics and house.topics[name].title]
    return tuple(topic_choice(topic) for topic in topics[:AMBIGUOUS_CHOICES])


def _distinct(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple({choice.title: choice for choice in choices}.values())
