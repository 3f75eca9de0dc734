"""Starts Rasa behind the desk's channel: one agent, a store that refuses or saves, short deadlines."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
from rasa.core.agent import Agent
from rasa.core.channels.channel import register
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from sanic import Sanic

import knowledge
from bot import logs
from bot.channels.desk import DeskInput
from bot.model import model_path
from bot.nlg import KnowledgeNLG
from bot.tracker_store import TurnTrackerStore
from knowledge import audience
from settings import settings

logger = logging.getLogger(__name__)

ACTION_MARGIN = 0.5
FAILURES = (aiohttp.ClientError, ClientResponseError, asyncio.TimeoutError, OSError)


class ActionEndpoint(EndpointConfig):
    """The action server, with our deadline and a French way out.

    Rasa alone waits 300 s for an action, then says nothing.
    """

    async def request(self, method: str = "post", **arguments: Any) -> Any:
        """Return the action's result; when there is none in time, one that says so to the member."""
        allowed = settings().action_timeout + ACTION_MARGIN
        arguments["timeout"] = aiohttp.ClientTimeout(total=allowed)
        try:
            return await super().request(method=method, **arguments)
        except FAILURES as error:
            logger.warning("action failed: %s", type(error).__name__)
        message = arguments["json"]["tracker"]["latest_message"]
        replies = [reply.to_json() for reply in _without_record(message)]
        return {"events": [], "responses": [{"text": reply["text"], "reply": reply} for reply in replies]}


def _without_record(message: dict[str, Any]) -> list[knowledge.Reply]:
    """Say that the record cannot be read, then what the guide answers."""
    house, topic = knowledge.load(), message["intent"]["name"]
    replies = [house.render("dossier_indisponible")]
    if topic in house.topics:
        replies.append(house.render(topic, variant=audience.variant(message.get("metadata") or {})))
    return replies


def load_agent() -> Agent:
    """Load the model of today's inputs.

    Rasa wraps every tracker store in one that hides failures; ours replaces the wrapper, so that a turn
    that could not be saved is an error that the desk hears of.
    """
    store = TurnTrackerStore()
    endpoint = ActionEndpoint(
        f"http://127.0.0.1:{settings().actions_port}/webhook",
        headers={"Authorization": f"Bearer {settings().key('action')}"},
        enable_selective_domain=True,
    )
    agent = Agent.load(
        model_path(),
        generator=KnowledgeNLG(),
        tracker_store=store,
        action_endpoint=endpoint,
    )
    agent.tracker_store = agent.processor.tracker_store = store
    return agent


def main() -> None:
    """Serve the desk's channel on loopback."""
    logs.configure()
    app = Sanic("rasa", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 1_000_000
    app.ctx.agent = load_agent()
    register([DeskInput()], app, route="/webhooks/")
    app.run(host="127.0.0.1", port=int(settings().rasa_url.rsplit(":", 1)[1]), access_log=False, motd=False)


if __name__ == "__main__":
    main()
