"""The desk's channel: one turn in, the ordered replies of that turn out."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse

from bot.wording import others_reply
from nlu.requests import may_hold_several
from settings import settings

logger = logging.getLogger(__name__)

KNOWN_SENTENCES = (
    "Je n'ai toujours pas reçu ma carte de tiers payant",
    "Je voudrais parler à un conseiller",
    "Comment envoyer une facture ?",
)
SLASHES = "/\uff0f\u2044\u2215\u29f8"


class TurnOutput(OutputChannel):
    """Collects the replies of one turn in order."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, as rules and logs know it."""
        return "desk"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the reply that the NLG class or an action put into the message's metadata."""
        reply = message.get("reply") or {"text": message.get("text", "")}
        if reply["text"]:
            self.replies.append(reply)


class DeskInput(InputChannel):
    """`POST turn` answers one turn, `GET ready` tells whether the model understands known sentences."""

    @classmethod
    def name(cls) -> str:
        """Return the URL prefix under `/webhooks/`."""
        return "desk"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the two routes, both behind the secret that the desk and Rasa share."""
        blueprint = Blueprint("desk")
        key = f"Bearer {settings().key('turn')}".encode()

        def refused(request: Request) -> HTTPResponse | None:
            given = request.headers.get("authorization", "").encode()
            return None if hmac.compare_digest(given, key) else _error(401, "unauthorized")

        @blueprint.post("turn")
        async def turn(request: Request) -> HTTPResponse:
            return refused(request) or await _turn(request, on_new_message)

        @blueprint.get("ready")
        async def ready(request: Request) -> HTTPResponse:
            return refused(request) or await _ready(request.app.ctx.agent)

        return blueprint


def user_message(turn: dict[str, Any], output: OutputChannel) -> UserMessage:
    """Build Rasa's message of a turn: a choice skips the NLU, a typed text can never be a command.

    Raises KeyError or TypeError when the turn is not of the contract's form.
    """
    metadata = {"claim": turn.get("claim"), "formule": turn["formule"], "visitor": bool(turn.get("visitor"))}
    choice = turn.get("choice")
    parse_data = None
    text = str(turn.get("text", "")).lstrip().lstrip(SLASHES + " ")
    if choice:
        text = f"/{choice['intent']}"
        entities = [{"entity": name, "value": value} for name, value in choice.get("entities", {}).items()]
        intent = {"name": choice["intent"], "confidence": 1.0}
        parse_data = {"text": text, "intent": intent, "intent_ranking": [intent], "entities": entities}
    return UserMessage(
        text,
        output,
        str(turn["conversation"]),
        parse_data=parse_data,
        input_channel="desk",
        message_id=str(turn["turn_id"]),
        metadata=metadata,
    )


async def _turn(request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> HTTPResponse:
    output = TurnOutput()
    try:
        body = request.json
        message = user_message(body, output)
        remaining = float(body["deadline"]) - time.time()
    except (KeyError, TypeError, ValueError, AttributeError):
        return _error(422, "not a turn")
    if remaining <= 0:
        return _error(503, "too late")
    try:
        said = await _said_before(request.app.ctx.agent, message)
        if said is not None:
            return response.json({"messages": said}, dumps=json.dumps)
        await on_new_message(message)
        replies = await _with_others(request.app.ctx.agent, message, output.replies)
    except Exception as error:  # the desk must hear of any failure: an empty 200 would be silence
        logger.error("turn failed: %s", type(error).__name__)
        return _error(503, type(error).__name__)
    return response.json({"messages": replies}, dumps=json.dumps)


async def _said_before(agent: Any, message: UserMessage) -> list[dict[str, Any]] | None:
    """Return the replies of a turn that was answered already: the desk asks again after a crash."""
    tracker = await agent.tracker_store.retrieve(message.sender_id)
    events = list(tracker.events) if tracker else []
    asked = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if not asked or events[asked[-1]].message_id != message.message_id:
        return None
    said = [event for event in events[asked[-1] :] if isinstance(event, BotUttered)]
    return _offering(tracker, [event.metadata["reply"] for event in said if "reply" in event.metadata])


async def _with_others(
    agent: Any, message: UserMessage, replies: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the replies with an offer of what else the message asked; most messages cost no look."""
    if message.parse_data or not may_hold_several(message.text):
        return replies
    return _offering(await agent.tracker_store.retrieve(message.sender_id), replies)


def _offering(tracker: DialogueStateTracker, replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the offer last, or before the question of a form: that one must stay the last word."""
    offer = others_reply(tracker.latest_message) if tracker.latest_message else None
    if offer is None:
        return replies
    end = len(replies) - (1 if tracker.get_slot("requested_slot") else 0)
    return [*replies[:end], offer.to_json(), *replies[end:]]


async def _ready(agent: Any) -> HTTPResponse:
    if agent is None or not agent.is_ready():
        return _error(503, "no model")
    parsed = await asyncio.gather(*(agent.parse_message(sentence) for sentence in KNOWN_SENTENCES))
    understood = all(not item["intent"]["name"].startswith("nlu_") for item in parsed)
    return response.json({"ready": True}) if understood else _error(503, "model does not understand")


def _error(status: int, what: str) -> HTTPResponse:
    return response.json({"error": what}, status=status)
