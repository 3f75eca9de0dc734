"""The short-lived signed claim that tells an action whose record it may read."""

from __future__ import annotations

import time
from dataclasses import dataclass

import jwt

from members.errors import ClaimInvalid

_ALGORITHM = "HS256"
_REQUIRED = ["sub", "conv", "iat", "exp"]


@dataclass(frozen=True)
class Claim:
    """Who asks, in which conversation; `person_id` None when only the contract is known."""

    adherent: str
    person_id: int | None
    conversation: str


def sign_claim(adherent: str, person_id: int | None, conversation: str, *, key: str, ttl: int = 30) -> str:
    """Sign a claim that holds for `ttl` seconds."""
    # The real clock, not clock.now(): a date set for a test must not make a signature eternal or stillborn.
    issued = int(time.time())
    payload = {"sub": adherent, "person": person_id, "conv": conversation, "iat": issued, "exp": issued + ttl}
    return jwt.encode(payload, key, algorithm=_ALGORITHM)


def verify_claim(token: str, *, key: str) -> Claim:
    """Read a claim that `sign_claim` made with the same key, or raise `ClaimInvalid`."""
    try:
        payload = jwt.decode(token, key, algorithms=[_ALGORITHM], options={"require": _REQUIRED})
    except jwt.InvalidTokenError as error:
        raise ClaimInvalid(type(error).__name__) from error
    adherent, person, conversation = payload["sub"], payload.get("person"), payload["conv"]
    if not isinstance(adherent, str) or not isinstance(conversation, str):
        raise ClaimInvalid("sub and conv are strings")
    if person is not None and type(person) is not int:
        raise ClaimInvalid("person is an integer or null")
    return Claim(adherent, person, conversation)
