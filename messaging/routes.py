"""The door: one thin function for each route of docs/openapi.yml."""

from __future__ import annotations

import time
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from messaging import conversations, posting, texts, watch
from messaging.errors import DeskError
from messaging.requests_in import (
    address_of,
    after_of,
    body_of,
    caller_of,
    desk_of,
    health_of,
    seq_of,
    wait_of,
    worker_of,
)
from messaging.responses import refusal
from nlu.emergency import is_emergency


async def list_conversations(request: Request) -> Response:
    """List the caller's own conversations, the latest first."""
    caller = await caller_of(request)
    only_open = request.query_params.get("state") == "open"
    found = await desk_of(request).store.read(
        partial(conversations.listed, caller=caller, only_open=only_open)
    )
    return JSONResponse({"conversations": [conversation.shown() for conversation in found]})


async def open_conversation(request: Request) -> Response:
    """Open a conversation, always a new one."""
    caller, desk = await caller_of(request), desk_of(request)
    work = partial(
        posting.open_conversation, desk=desk, caller=caller, address=address_of(request), now=time.time()
    )
    opened = await desk.store.write(work)
    secret = {"secret": opened.secret} if opened.secret else {}
    body = {"id": opened.id, **secret, "messages": opened.messages}
    return JSONResponse(body, status_code=201, headers={"Location": f"/v1/conversations/{opened.id}"})


async def post_message(request: Request) -> Response:
    """Store a message of the member, then have it answered."""
    desk, id = desk_of(request), request.path_params["id"]
    caller = await caller_of(request)
    body = texts.decode(await body_of(request))
    text = body.get("text") if isinstance(body, dict) else None
    urgent = isinstance(text, str) and await to_thread.run_sync(_urgent, text, desk.settings.max_text)
    try:
        said = texts.said(body, desk.settings.max_text)
        work = partial(
            posting.post,
            desk=desk,
            caller=caller,
            conversation_id=id,
            said=said,
            urgent=urgent,
            now=time.time(),
        )
        seq = await desk.store.write(work)
    except DeskError as error:  # a refusal must not hide the emergency numbers
        return refusal(error, desk.say(posting.URGENT) if urgent else None)
    desk.notifier.tell(id)
    worker_of(request).wake(id)
    return JSONResponse({"seq": seq}, status_code=202)


def _urgent(text: str, most: int) -> bool:
    """Tell whether a text says an emergency; of one that is too long, the beginning and the end are read."""
    return is_emergency(text[:most]) or (len(text) > most and is_emergency(text[-most:]))


async def get_messages(request: Request) -> Response:
    """Return the messages after a seq, waiting for news when asked to."""
    caller, after, wait = await caller_of(request), after_of(request), wait_of(request)
    seen = await watch.next_view(desk_of(request), request.path_params["id"], caller, after, wait)
    return JSONResponse(seen.to_json())


async def stream(request: Request) -> Response:
    """Send the messages after a seq, then each change, as server-sent events."""
    desk, id = desk_of(request), request.path_params["id"]
    caller, after = await caller_of(request), after_of(request)
    first = await watch.next_view(desk, id, caller, after, 0)
    events = watch.events(desk, id, caller, after, first)
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def post_feedback(request: Request) -> Response:
    """Keep what the member thinks of an answer."""
    desk, id = desk_of(request), request.path_params["id"]
    caller = await caller_of(request)
    useful, comment = texts.comment(texts.decode(await body_of(request)), desk.settings.max_text)
    work = partial(
        posting.rate,
        caller=caller,
        conversation_id=id,
        seq=seq_of(request),
        useful=useful,
        comment=comment,
        now=time.time(),
    )
    await desk.store.write(work)
    return Response(status_code=204)


async def healthz(request: Request) -> Response:
    """Tell whether a message would be answered."""
    checks = await health_of(request).check()
    return JSONResponse({"ok": all(checks.values()), **checks}, 200 if all(checks.values()) else 503)


async def livez(_: Request) -> Response:
    """Tell that the process lives."""
    return JSONResponse({"ok": True})


ROUTES = [
    Route("/v1/conversations", list_conversations, methods=["GET"]),
    Route("/v1/conversations", open_conversation, methods=["POST"]),
    Route("/v1/conversations/{id}/messages", get_messages, methods=["GET"]),
    Route("/v1/conversations/{id}/messages", post_message, methods=["POST"]),
    Route("/v1/conversations/{id}/stream", stream, methods=["GET"]),
    Route("/v1/conversations/{id}/messages/{seq:int}/feedback", post_feedback, methods=["POST"]),
    Route("/healthz", healthz, methods=["GET"]),
    Route("/livez", livez, methods=["GET"]),
]
