"""The real desk on a loopback port, in a thread, and a client that speaks to its door."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import requests
import sqlalchemy as sa

from messaging import db
from messaging.app import create_app, server
from messaging.identity import sign
from messaging.tables import METADATA
from settings import Settings

PATIENCE = 15.0


class RunningDesk:
    """A desk that serves; `stop` and another one on the same settings make a restart."""

    def __init__(self, config: Settings) -> None:
        self.settings = config
        self.beside = db.engine(config.desk_db)
        self.app = create_app(config)
        self._server = server(self.app, "127.0.0.1", 0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + PATIENCE
        while not self._server.started:
            assert self._thread.is_alive() and time.monotonic() < deadline, "the desk did not start"
            self._thread.join(0.01)
        self.url = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def empty(self) -> None:
        """Forget every conversation."""
        for table in reversed(METADATA.sorted_tables):
            self.change(f"DELETE FROM {table.name}")

    def quiet(self) -> None:
        """Wait until no turn is on its way, so that none reaches the next test."""
        self._join("late")
        self._join("turns")

    def late(self) -> None:
        """Wait until no late answer is awaited any more."""
        self._join("late")

    def _join(self, name: str) -> None:
        async def wait() -> None:
            turns = [task for task in asyncio.all_tasks() if task.get_name() == name]
            await asyncio.gather(*turns, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(wait(), self._loop).result(PATIENCE)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve())

    def token(self, adherent: str, person: int | None = None, **more: Any) -> str:
        config = self.settings
        given = {"key": config.key("token"), "issuer": config.token_issuer, "audience": config.token_audience}
        return sign(adherent, person, **{**given, **more})

    def member(self, adherent: str = "9000001", person: int | None = None) -> Client:
        return Client(self.url, f"Bearer {self.token(adherent, person)}")

    def visitor(self) -> Client:
        return Client(self.url, None)

    def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """Read the desk's database beside it."""
        with self.beside.connect() as connection:
            return [dict(row) for row in connection.execute(sa.text(query), values).mappings()]

    def change(self, statement: str, **values: Any) -> None:
        """Write to the desk's database beside it, as another process would."""
        with self.beside.begin() as connection:
            connection.execute(sa.text(statement), values)


class Client:
    """One browser: its credential, and the conversation that it opened."""

    def __init__(self, url: str, authorization: str | None) -> None:
        self.url = url
        self.authorization = authorization
        self.id = ""
        self.first: list[dict[str, Any]] = []

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": self.authorization} if self.authorization else {}
        headers |= more.pop("headers", {})
        return requests.request(method, self.url + path, headers=headers, timeout=40, **more)

    def open(self) -> Client:
        response = self.call("POST", "/v1/conversations")
        assert response.status_code == 201, response.text
        body = response.json()
        self.id, self.first = body["id"], body["messages"]
        if "secret" in body:
            self.authorization = f"Visitor {body['secret']}"
        return self

    def post(self, text: str | None = None, **more: Any) -> requests.Response:
        body = {"client_id": str(uuid.uuid4()), **({"text": text} if text is not None else {}), **more}
        return self.call("POST", f"/v1/conversations/{self.id}/messages", json=body)

    def say(self, text: str | None = None, **more: Any) -> int:
        response = self.post(text, **more)
        assert response.status_code == 202, response.text
        return int(response.json()["seq"])

    def look(self, after: int = 0, wait: float = 0) -> dict[str, Any]:
        path = f"/v1/conversations/{self.id}/messages?after={after}&wait={wait}"
        response = self.call("GET", path)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def wait(self, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Long-poll until the whole conversation is as wanted."""
        deadline = time.monotonic() + PATIENCE
        seen = self.look()
        while not until(seen):
            assert time.monotonic() < deadline, seen
            last = seen["messages"][-1]["seq"] if seen["messages"] else 0
            self.look(after=last, wait=1)
            seen = self.look()
        return seen

    def settled(self) -> list[dict[str, Any]]:
        """Return the conversation once nobody waits for an answer."""
        return list(self.wait(lambda seen: not seen["typing"])["messages"])

    def ask(self, text: str | None = None, **more: Any) -> list[dict[str, Any]]:
        """Say something and return what came after it."""
        seq = self.say(text, **more)
        return [message for message in self.settled() if message["seq"] > seq]

    def stream(self, after: int = 0) -> Iterator[dict[str, Any]]:
        """Yield the data of server-sent events."""
        path = f"/v1/conversations/{self.id}/stream?after={after}"
        with self.call("GET", path, stream=True) as response:
            assert response.status_code == 200
            assert response.headers["Content-Type"].startswith("text/event-stream")
            for line in response.iter_lines(chunk_size=1):
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])


def parsed(value: Any) -> Any:
    """Return a JSON column as read beside the desk: PostgreSQL has read it already."""
    return json.loads(value) if isinstance(value, str) else value


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages]
