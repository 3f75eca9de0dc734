"""What the tests of the actions are made of: records, claims and the calls that Rasa makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import knowledge
from actions.parts import Message, Part
from actions.question import Question
from members.claims import sign_claim
from members.records import (
    Card,
    Contract,
    Document,
    Echeancier,
    EcheancierLine,
    LineState,
    LinkState,
    Person,
    Reimbursement,
    TeletransmissionLink,
)
from settings import settings

TODAY = date(2026, 11, 23)
CONVERSATION = "conversation-of-the-tests"

HOLDER = Person(1, "Paul", "Martin", date(1970, 5, 2), "holder", date(2020, 3, 1))
SPOUSE = Person(2, "Anna", "Martin", date(1972, 6, 3), "spouse", date(2020, 3, 1))
MINOR = Person(3, "Léo", "Martin", date(2016, 7, 4), "child", date(2020, 3, 1))
ADULT = Person(4, "Zoé", "Martin", date(2003, 8, 5), "child", date(2020, 3, 1))

CONTRACT = Contract(
    adherent="20000001",
    formule="Niveau 3",
    enrolled_on=date(2020, 2, 1),
    effective_on=date(2020, 3, 1),
    ends_on=None,
    suspended_on=None,
    assistance=True,
    payment="prelevement",
    card_mode="post",
    card_mode_next="post",
    address="1 rue du Test, 75001 Paris",
    email="paul.martin@example.org",
    persons=(HOLDER,),
)


def ago(days: int) -> date:
    """Return the day that was `days` before today; a negative number is a day to come."""
    return TODAY - timedelta(days=days)


NEW = {"enrolled_on": ago(3), "effective_on": TODAY}
LATE = {"enrolled_on": ago(20), "effective_on": ago(5)}
FUTURE = {"enrolled_on": ago(3), "effective_on": ago(-20)}
ENDING = {"ends_on": ago(-25)}
SUSPENDED = {"suspended_on": ago(12)}
ENDED = {"ends_on": ago(40)}
ALPHA = {"formule": "ALPHA"}
FAMILY = {"persons": (HOLDER, SPOUSE, MINOR, ADULT)}

# What it is named, the question, what answers it, and the keys that the answer is made of.
Case = tuple[str, Question, Callable[[Question], list[Message]], str]


def asked(topic: str, *, person: int | None = 1, today: date = TODAY, **changes: Any) -> Question:
    """Return a question on a contract that differs from the usual one by `changes`."""
    return Question(topic, replace(CONTRACT, **changes), person, today)


def card(year: int = 2026, mode: Any = "post", edited: int | None = None, sent: int | None = None) -> Card:
    """Return a card of the usual holder; `edited` and `sent` are days before today."""
    return Card(
        year,
        mode,
        None if edited is None else ago(edited),
        None if sent is None else ago(sent),
        (HOLDER.id,),
    )


def echeancier(
    year: int, states: dict[int, LineState], *, edited: date | None = None, cents: int = 5000
) -> Echeancier:
    """Return a year with one debit for each month given, on the fifth."""
    lines = tuple(EcheancierLine(date(year, month, 5), cents, state) for month, state in states.items())
    return Echeancier(year, edited or date(year - 1, 12, 10), lines)


def link(person: int, state: LinkState, **changes: Any) -> TeletransmissionLink:
    """Return a person's link."""
    return TeletransmissionLink(person, state, changes.pop("since", ago(400)), **changes)


def act(person: int = 1, **changes: Any) -> Reimbursement:
    """Return a paid act."""
    paid = Reimbursement(person, "Consultation", ago(20), 1900, 900, 200, "paye", ago(10))
    return replace(paid, **changes)


def paper(person: int | None = 1, **changes: Any) -> Document:
    """Return a paper received."""
    return replace(Document(person, "Facture acquittée", ago(5), "recu"), **changes)


def keys(messages: Iterable[Message]) -> set[str]:
    """Return the keys of every part of an answer, lines included."""
    found: set[str] = set()
    parts: list[Part] = [part for message in messages for part in message]
    while parts:
        part = parts.pop()
        found.add(part.key)
        parts += [line for value in part.values.values() if isinstance(value, tuple) for line in value]
    return found


def record_keys() -> set[str]:
    """Return the keys of every entry of `knowledge/records/`."""
    return {key for key, entry in knowledge.load().entries.items() if entry.file.startswith("records/")}


def claim(adherent: str, person: int | None, conversation: str = CONVERSATION, ttl: int = 30) -> str:
    """Sign a claim as the desk does."""
    return sign_claim(adherent, person, conversation, key=settings().key("claim"), ttl=ttl)


def call(
    action: str, topic: str, token: str | None, *, text: str = "bonjour", formule: str = "autre"
) -> dict[str, Any]:
    """Return the JSON that Rasa posts to run an action."""
    metadata = {"claim": token, "formule": formule, "visitor": token is None}
    intent = {"name": topic, "confidence": 0.93}
    message = {
        "intent": intent,
        "entities": [],
        "text": text,
        "message_id": "turn-1",
        "metadata": metadata,
        "intent_ranking": [intent, {"name": "aide", "confidence": 0.01}],
    }
    tracker = {
        "sender_id": CONVERSATION,
        "slots": {"situation": None, "lieu": None, "quand": None, "sujet": None},
        "latest_message": message,
        "latest_event_time": 1795428000.0,
        "followup_action": None,
        "paused": False,
        "events": [{"event": "user", "timestamp": 1795428000.0, "text": text, "parse_data": message}],
        "latest_input_channel": "desk",
        "active_loop": {},
        "latest_action": {"action_name": "action_listen"},
        "latest_action_name": "action_listen",
    }
    return {
        "next_action": action,
        "sender_id": CONVERSATION,
        "tracker": tracker,
        "domain": {"intents": [topic], "actions": [action]},
        "version": "3.6.21",
    }


def guide_text(topic: str, variant: knowledge.Variant = "general") -> str:
    """Return what the guide says to a topic."""
    return knowledge.load().render(topic, variant=variant).text
