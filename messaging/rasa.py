"""The client of Rasa's only channel: one synchronous call for each turn, never repeated here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import requests

from knowledge.reply import Reply
from messaging.errors import RasaError
from messaging.replies import parse_turn

CONNECT = 1.0
MAX_ANSWER = 1_000_000


@dataclass(frozen=True)
class Rasa:
    """Where Rasa listens, and the secret that it shares with the desk."""

    url: str
    key: str

    def turn(self, payload: dict[str, Any], patience: float) -> list[Reply]:
        """Post one turn and return its replies in order; raises RasaError.

        No connection is kept: one that Rasa just closed would fail a turn that cannot be asked again.
        """
        try:
            with requests.Session() as session:
                session.trust_env = False
                response = session.post(
                    f"{self.url}/webhooks/desk/turn",
                    json=payload,
                    headers=self._headers(),
                    timeout=(CONNECT, patience),
                    stream=True,
                    allow_redirects=False,
                )
                body = response.raw.read(MAX_ANSWER + 1, decode_content=True)
        except Exception as error:  # urllib3 raises its own errors while a raw body is read
            raise RasaError(type(error).__name__) from None
        if response.status_code != 200:
            raise RasaError(f"status {response.status_code}")
        if len(body) > MAX_ANSWER:
            raise RasaError("answer too long")
        try:
            return parse_turn(json.loads(body))
        except (ValueError, RecursionError):
            raise RasaError("answer is not JSON") from None

    def ready(self) -> bool:
        """Tell whether the model is loaded and parses known sentences."""
        try:
            with requests.Session() as session:
                session.trust_env = False
                url = f"{self.url}/webhooks/desk/ready"
                return session.get(url, headers=self._headers(), timeout=(CONNECT, 2.0)).status_code == 200
        except (requests.RequestException, OSError):
            return False

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}", "Connection": "close"}
