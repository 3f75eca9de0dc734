"""Reading a request: who sends it, its body under a cap, its query within bounds."""

from __future__ import annotations

from typing import cast

from anyio import to_thread
from starlette.requests import Request

from messaging.desk import Desk
from messaging.errors import Invalid, TooLong
from messaging.health import Health
from messaging.identity import Caller, Verifier
from messaging.worker import Worker

LONGEST_WAIT = 25.0
BIGGEST = 2**31 - 1


def desk_of(request: Request) -> Desk:
    """Return the running desk."""
    return cast(Desk, request.app.state.desk)


def worker_of(request: Request) -> Worker:
    """Return the running worker."""
    return cast(Worker, request.app.state.worker)


def health_of(request: Request) -> Health:
    """Return what tells the health of the running desk."""
    return cast(Health, request.app.state.health)


async def caller_of(request: Request) -> Caller:
    """Return who sends the request; raises Unauthorized."""
    verifier = cast(Verifier, request.app.state.verifier)
    return await to_thread.run_sync(verifier.caller, request.headers.get("authorization"))


def address_of(request: Request) -> str:
    """Return the address that a visitor's conversations are counted by."""
    return request.client.host if request.client else ""


def forwarded(request: Request) -> bool:
    """Tell whether a proxy stands between the client and the desk, or says that it does."""
    return any(name == "forwarded" or name.startswith("x-forwarded-") for name in request.headers)


async def body_of(request: Request) -> bytes:
    """Read the body and stop at the limit, whatever its length claims to be; raises TooLong."""
    limit = desk_of(request).settings.max_body
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > limit:
            raise TooLong(f"the body is over {limit} bytes")
    return bytes(read)


def after_of(request: Request) -> int:
    """Return the seq after which messages are wanted; raises Invalid."""
    given = request.query_params.get("after") or request.headers.get("last-event-id") or "0"
    if not given.isascii() or not given.isdigit() or len(given) > 10:
        raise Invalid("after must be a seq")
    return min(int(given), BIGGEST)


def wait_of(request: Request) -> float:
    """Return how long the client will wait, within bounds; raises Invalid."""
    try:
        wait = float(request.query_params.get("wait", "0"))
    except ValueError:
        raise Invalid("wait must be a number of seconds") from None
    if not wait >= 0:
        raise Invalid("wait must be a number of seconds")
    return min(wait, LONGEST_WAIT)


def seq_of(request: Request) -> int:
    """Return the seq in the path."""
    return min(int(request.path_params["seq"]), BIGGEST)
