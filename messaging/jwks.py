"""The member space's public keys, fetched from its key set and kept for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

import jwt
import requests

from messaging.errors import Unauthorized

FRESH = 600.0
RETRY = 10.0
ALGORITHMS = {"RSA": "RS256", "EC": "ES256"}


class KeySet:
    """Keys by `kid`; an unknown one makes it read the set again, at most every `RETRY` seconds."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._keys: dict[str | None, tuple[Any, str]] = {}
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    def find(self, header: Mapping[str, Any], /) -> tuple[Any, str]:
        """Return the key that a header names and the algorithm of its type; raises Unauthorized."""
        kid = header.get("kid")
        with self._lock:
            age = time.monotonic() - self._read_at
            if age > FRESH or (kid not in self._keys and age > RETRY):
                self._read()
            found = self._keys.get(kid)
        if found is None:
            raise Unauthorized("the token's key is not known")
        return found

    def _read(self) -> None:
        self._read_at = time.monotonic()
        try:
            response = requests.get(self._url, timeout=(1.0, 2.0), allow_redirects=False)
            response.raise_for_status()
            items = response.json()["keys"]
            read = [key for item in items if (key := _key(item)) is not None]
        except (requests.RequestException, ValueError, KeyError, TypeError):
            return  # the keys already known stay good: a key set that is down signs nobody out
        self._keys = dict(read)


def _key(item: dict[str, Any]) -> tuple[str | None, tuple[Any, str]] | None:
    algorithm = ALGORITHMS.get(item.get("kty", ""))
    if algorithm is None or item.get("use", "sig") != "sig" or item.get("alg", algorithm) != algorithm:
        return None
    if algorithm == "ES256" and item.get("crv") != "P-256":
        return None
    try:
        return item.get("kid"), (jwt.PyJWK(item, algorithm).key, algorithm)
    except jwt.PyJWTError:
        return None
