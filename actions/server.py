"""The action server: rasa-sdk's executor behind a shared secret, on loopback."""

from __future__ import annotations

import asyncio
import hmac
import logging
from typing import Any

import uvicorn
from rasa_sdk.executor import ActionExecutor
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from settings import settings

logger = logging.getLogger(__name__)


def app() -> Starlette:
    """Build the application: `POST /webhook` runs one action, `GET /livez` tells that the process lives.

    A failed action is a 500 without a body: rasa-sdk's own would carry the whole conversation.
    """
    executor = ActionExecutor()
    executor.register_package("actions")
    key = f"Bearer {settings().key('action')}".encode()

    async def webhook(request: Request) -> JSONResponse:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), key):
            return JSONResponse({"error": "unauthorized"}, 401)
        call: dict[str, Any] = await request.json()
        try:
            return JSONResponse(await asyncio.wait_for(executor.run(call), settings().action_timeout))
        except Exception as error:  # whatever an action raises, the tracker must not leave with it
            logger.error("%s failed: %s", call.get("next_action"), type(error).__name__)
            return JSONResponse({"error": type(error).__name__}, 500)

    async def livez(_request: Request) -> JSONResponse:
        return JSONResponse({"live": True})

    return Starlette(routes=[Route("/webhook", webhook, methods=["POST"]), Route("/livez", livez)])


def main() -> None:
    """Serve the actions on loopback."""
    logging.basicConfig(level=settings().log_level, format="%(levelname)s %(name)s %(message)s")
    uvicorn.run(
        app(),
        host="127.0.0.1",
        port=settings().actions_port,
        log_level="warning",
        access_log=False,
        ws="none",
    )


if __name__ == "__main__":
    main()
