"""Assistance: IMA decides, so its number is given whatever the record says, and before it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.parts import Message, part
from actions.question import Question, state_note
from actions.turn import RecordAction, Turn, find, guide, read, utter
from actions.words import about_somebody_else
from members.db import session
from members.errors import ClaimInvalid, RecordUnavailable

logger = logging.getLogger(__name__)

FORM = "formulaire_assistance"
TOPICS = ("assistance_demander",)
KEYS = {
    "future": "assistance_contrat_futur",
    "suspended": "assistance_contrat_suspendu",
    "ended": "assistance_contrat_termine",
}


class ActionAssistance(RecordAction):
    """Answers on the right to assistance."""

    topics = ("assistance_conditions",)

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_assistance"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Answer from the contract alone."""
        return answer(question)


class ActionAssistanceDemander(Action):
    """Gives IMA's number, then opens the form for a member whose contract is found."""

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_assistance_demander"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the number before anything else is tried."""
        turn = read(tracker, TOPICS)
        utter(dispatcher, guide(turn))
        if not await asyncio.to_thread(may_ask_here, turn):
            return []
        return [FollowupAction(FORM)]


def answer(question: Question) -> list[Message]:
    """Return what the record says of the guarantee, never that the right is there or not."""
    if question.state in KEYS:
        return [(part(KEYS[question.state]),)]
    key = "assistance_comprise" if question.contract.assistance else "assistance_absente"
    return [(part(key), *state_note("assistance", question))]


def may_ask_here(turn: Turn) -> bool:
    """Tell whether the form may be offered: it carries the identity of the member's own record."""
    if turn.token is None or about_somebody_else(turn.text):
        return False
    try:
        with session() as s:
            return find(s, turn) is not None
    except (ClaimInvalid, RecordUnavailable) as error:
        logger.warning("no form for %s: %s", turn.topic, type(error).__name__)
        return False
