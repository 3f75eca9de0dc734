"""Signing in as a demonstration member: on loopback alone, and only while demonstration accounts are on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from members import demo as members_demo
from messaging import texts
from messaging.errors import Forbidden, Invalid, NotFound
from messaging.identity import sign
from messaging.requests_in import body_of, desk_of, forwarded
from settings import LOOPBACK


async def members(request: Request) -> Response:
    """List the demonstration members and what each one shows."""
    refuse(request)
    return JSONResponse({"members": members_demo.members()})


async def token(request: Request) -> Response:
    """Sign a token for a demonstration member, and for nobody else."""
    refuse(request)
    config = desk_of(request).settings
    body = texts.decode(await body_of(request))
    if not isinstance(body, dict) or not isinstance(body.get("adherent"), str):
        raise Invalid("adherent must be a string")
    person = body.get("person")
    if person is not None and (isinstance(person, bool) or not isinstance(person, int)):
        raise Invalid("person must be an integer")
    known = members_demo.members()
    found = next((member for member in known if member["adherent"] == body["adherent"]), None)
    if found is None or (person is not None and person not in found["person_ids"]):
        raise NotFound("no such demonstration member")
    signed = sign(
        found["adherent"],
        person,
        key=config.key("token"),
        issuer=config.token_issuer,
        audience=config.token_audience,
    )
    return JSONResponse({"token": signed}, status_code=201)


def refuse(request: Request) -> None:
    """Raise Forbidden where demonstration accounts must not exist, or when asked from another machine."""
    if not desk_of(request).settings.demo_allowed:
        raise Forbidden("demonstration accounts are off")
    if forwarded(request) or request.url.hostname not in LOOPBACK:
        raise Forbidden("demonstration accounts are served on loopback only")


ROUTES = [
    Route("/demo/members", members, methods=["GET"]),
    Route("/demo/token", token, methods=["POST"]),
]
