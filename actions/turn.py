"""One turn that needs the record: who asks, from which record, and what is said when there is none."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

import clock
import knowledge
from actions.parts import Message
from actions.question import Question
from actions.saying import on_one_subject, say
from actions.words import about_somebody_else, about_unpaid
from knowledge import Reply, Variant
from knowledge.audience import variant
from members import queries
from members.claims import Claim, verify_claim
from members.db import session
from members.errors import ClaimInvalid, RecordUnavailable
from settings import settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """What the tracker says of a turn; `token` is the claim as signed, None for a visitor."""

    topic: str
    text: str
    conversation: str
    variant: Variant
    token: str | None


class RecordAction(Action, ABC):
    """An action that answers topics from the member's record, or from the guide without one."""

    topics: ClassVar[tuple[str, ...]]
    # Whether words such as « ma mère » take the question away from the member's own record.
    own_record_only: ClassVar[bool] = True
    # Topics that may be asked because a cotisation is not paid: a person is then needed soon.
    unpaid_topics: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def messages(self, s: Session, question: Question) -> list[Message]:
        """Read what the topic needs and choose what to say."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the answer; the record is read in a thread, so that a slow one stops nobody else."""
        for reply in await asyncio.to_thread(replies, self, read(tracker, self.topics)):
            utter(dispatcher, reply)
        return []


def read(tracker: Tracker, topics: tuple[str, ...]) -> Turn:
    """Read a turn; an intent that is none of the topics is answered as the first of them."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    intent = (message.get("intent") or {}).get("name")
    return Turn(
        topic=intent if intent in topics else topics[0],
        text=message.get("text") or "",
        conversation=tracker.sender_id,
        variant=variant(metadata),
        token=metadata.get("claim"),
    )


def replies(action: RecordAction, turn: Turn) -> list[Reply]:
    """Return the answer from the record, or the guide's with an honest sentence when it cannot be used."""
    unpaid = turn.topic in action.unpaid_topics and about_unpaid(turn.text)
    return on_one_subject(_replies(action, turn), "impaye" if unpaid else None)


def _replies(action: RecordAction, turn: Turn) -> list[Reply]:
    if turn.token is None:
        return [guide(turn)]
    if action.own_record_only and about_somebody_else(turn.text):
        return [_note("dossier_autre_personne", turn), guide(replace(turn, variant="visitor"))]
    try:
        with session() as s:
            question = find(s, turn)
            messages = action.messages(s, question) if question else None
    except (ClaimInvalid, RecordUnavailable) as error:
        # A claim that does not hold is told as a record that cannot be read, which it is.
        logger.warning("no record for %s: %s", turn.topic, type(error).__name__)
        return [_note("dossier_indisponible", turn), guide(turn)]
    if question is None or messages is None:
        return [_note("dossier_introuvable", turn), guide(turn)]
    return [say(question, message) for message in messages]


def find(s: Session, turn: Turn) -> Question | None:
    """Return the question about the contract that the claim opens, None when there is no such contract.

    Raises `ClaimInvalid` and `RecordUnavailable`.
    """
    claim = _verified(turn)
    contract = queries.contract(s, claim.adherent)
    if contract is None or not contract.persons:
        return None
    return Question(turn.topic, contract, claim.person_id, clock.today())


def guide(turn: Turn) -> Reply:
    """Return the guide's own answer to the topic."""
    return knowledge.load().render(turn.topic, variant=turn.variant)


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Send a reply: text and buttons for `rasa shell`, the whole of it for the desk."""
    buttons = [{"title": choice.title, "payload": f"/{choice.intent}"} for choice in reply.choices]
    dispatcher.utter_message(text=reply.text, buttons=buttons, reply=reply.to_json())


def _verified(turn: Turn) -> Claim:
    if turn.token is None:
        raise ClaimInvalid("no claim")
    claim = verify_claim(turn.token, key=settings().key("claim"))
    if claim.conversation != turn.conversation:
        raise ClaimInvalid("the claim is for another conversation")
    return claim


def _note(key: str, turn: Turn) -> Reply:
    return replace(knowledge.load().render(key), topic=turn.topic)
