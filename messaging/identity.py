"""Who speaks: a member by a signed token, or a visitor by the secret of one conversation."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import jwt

from messaging.errors import Unauthorized

MAX_HEADER = 8192


@dataclass(frozen=True)
class Caller:
    """Who sent a request: `adherent` for a member, perhaps a `secret` for a visitor."""

    adherent: str | None = None
    person: int | None = None
    secret: str | None = None
    expires: float | None = None


class Keys(Protocol):
    """Where the keys that sign tokens come from."""

    def find(self, header: Mapping[str, Any], /) -> tuple[Any, str]:
        """Return the key for a token's header and the one algorithm it may use; raises Unauthorized."""
        ...


@dataclass(frozen=True)
class SharedKey:
    """The demonstration's key: HS256 and nothing else."""

    key: str

    def find(self, _: Mapping[str, Any], /) -> tuple[Any, str]:
        """Return the one key, whatever the header says."""
        return self.key, "HS256"


@dataclass(frozen=True)
class Verifier:
    """Checks tokens against one issuer, one audience and the keys given."""

    keys: Keys
    issuer: str
    audience: str

    def caller(self, authorization: str | None) -> Caller:
        """Return the caller of an `Authorization` header; raises Unauthorized, never a visitor by mistake."""
        if authorization is None:
            return Caller()
        scheme, _, value = authorization.strip().partition(" ")
        value = value.strip()
        if not value or len(value) > MAX_HEADER:
            raise Unauthorized("the Authorization header holds no credential")
        if scheme.lower() == "visitor":
            return Caller(secret=value)
        if scheme.lower() == "bearer":
            return self.member(value)
        raise Unauthorized("the Authorization header must be Bearer or Visitor")

    def member(self, token: str) -> Caller:
        """Return the member that a token names; raises Unauthorized."""
        try:
            key, algorithm = self.keys.find(jwt.get_unverified_header(token))
            claims = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                issuer=self.issuer,
                audience=self.audience,
                options={"require": ["iss", "aud", "exp", "sub"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Unauthorized(f"the token is refused: {type(error).__name__}") from None
        sub, person = claims["sub"], claims.get("person")
        if not isinstance(sub, str) or not 1 <= len(sub) <= 64 or not sub.isprintable():
            raise Unauthorized("the token's sub is not a numero d'adherent")
        if person is not None and (isinstance(person, bool) or not isinstance(person, int)):
            raise Unauthorized("the token's person is not a number")
        return Caller(adherent=sub, person=person, expires=float(claims["exp"]))


def sign(
    adherent: str, person: int | None, *, key: str, issuer: str, audience: str, ttl: float = 12 * 3600
) -> str:
    """Sign a demonstration token."""
    now = time.time()
    claims: dict[str, Any] = {"iss": issuer, "aud": audience, "sub": adherent, "iat": now, "exp": now + ttl}
    if person is not None:
        claims["person"] = person
    return jwt.encode(claims, key, algorithm="HS256")
