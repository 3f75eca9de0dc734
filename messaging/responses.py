"""What goes out: refusals as JSON, and the headers that every response carries."""

from __future__ import annotations

import logging
import time
from typing import Any, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from knowledge.reply import Reply
from messaging.errors import DeskError, TooMany

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
logger = logging.getLogger(__name__)


def refusal(error: DeskError, help_now: Reply | None = None) -> JSONResponse:
    """Return a refusal; `urgent` holds the emergency numbers when the refused text calls for them."""
    body: dict[str, Any] = {"error": error.code, "detail": str(error)}
    if help_now is not None:
        shown = help_now.to_json()
        body["urgent"] = {"text": shown["text"], "links": shown["links"]}
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else None
    return JSONResponse(body, status_code=error.status, headers=headers)


async def on_desk_error(_: Request, error: Exception) -> Response:
    """Answer a refusal of the desk."""
    return refusal(cast(DeskError, error))


async def on_http_error(_: Request, error: Exception) -> Response:
    """Answer a route or a method that does not exist."""
    error = cast(HTTPException, error)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "refused")
    body = {"error": code, "detail": error.detail}
    return JSONResponse(body, status_code=error.status_code, headers=error.headers)


async def on_failure(_: Request, __: Exception) -> Response:
    """Answer a failure of our own without a word of what was being done."""
    return JSONResponse({"error": "internal", "detail": "internal error"}, status_code=500)


class Envelope:
    """Adds the security headers and logs one line for each request, without address, path or text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.monotonic()
        status = 0

        async def send_more(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = list(message.get("headers", []))
                names = {name.lower() for name, _ in given}
                given += [header for header in HEADERS if header[0] not in names]
                if b"cache-control" not in names:
                    given.append((b"cache-control", b"no-store"))
                message["headers"] = given
            await send(message)

        try:
            await self.app(scope, receive, send_more)
        finally:
            endpoint = getattr(scope.get("endpoint"), "__name__", "none")
            seconds = round(time.monotonic() - started, 4)
            line = {"method": scope["method"], "endpoint": endpoint, "status": status, "seconds": seconds}
            logger.info("request", extra=line)
