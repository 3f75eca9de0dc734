"""Somebody who talks to the desk, as the browser does: over HTTP, with a token or as a visitor."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

PATIENCE = 20.0


@dataclass(frozen=True)
class Turn:
    """What came back to one message."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything that was said, on one line."""
        return " ".join(" ".join(message["text"].split()) for message in self.messages)

    @property
    def topics(self) -> list[str]:
        """The topics answered, in order."""
        return [message["topic"] for message in self.messages if message.get("topic")]

    @property
    def choices(self) -> dict[str, str]:
        """The ids of the choices offered, by title."""
        return {choice["title"]: choice["id"] for message in self.messages for choice in message["choices"]}


class Member:
    """One conversation at the desk."""

    def __init__(self, url: str, adherent: str | None, person: int | None) -> None:
        self.url = url
        self.headers: dict[str, str] = {}
        self.choices: dict[str, str] = {}
        if adherent:
            body = {"adherent": adherent, **({"person": person} if person else {})}
            token = requests.post(f"{url}/demo/token", json=body, timeout=PATIENCE).json()["token"]
            self.headers = {"Authorization": f"Bearer {token}"}
        made = requests.post(f"{url}/v1/conversations", headers=self.headers, timeout=PATIENCE).json()
        self.id, self.welcome = made["id"], Turn(made["messages"])
        self.choices.update(self.welcome.choices)
        if "secret" in made:
            self.headers = {"Authorization": f"Visitor {made['secret']}"}

    def say(self, text: str) -> Turn:
        """Type a text; return what came back."""
        return self._send(text=text)

    def choose(self, title: str) -> Turn:
        """Press the latest button of that title; return what came back."""
        return self._send(choice=self.choices[title])

    def post(self, **body: str) -> requests.Response:
        """Post one message, as it is."""
        return requests.post(
            f"{self.url}/v1/conversations/{self.id}/messages",
            headers=self.headers,
            json={"client_id": str(uuid.uuid4()), **body},
            timeout=PATIENCE,
        )

    def after(self, seq: int) -> Turn:
        """Wait until the message `seq` is answered; return what was said since."""
        seen: list[dict[str, Any]] = []
        while True:
            last = max([seq, *(message["seq"] for message in seen)])
            page = requests.get(
                f"{self.url}/v1/conversations/{self.id}/messages",
                params={"after": str(last), "wait": "10"},
                headers=self.headers,
                timeout=PATIENCE + 10,
            ).json()
            seen += [message for message in page["messages"] if message["from"] != "member"]
            if seen and not page["typing"]:
                turn = Turn(seen)
                self.choices.update(turn.choices)
                return turn

    def _send(self, **body: str) -> Turn:
        response = self.post(**body)
        assert response.status_code == 202, f"{response.status_code} {response.text}"
        return self.after(response.json()["seq"])
