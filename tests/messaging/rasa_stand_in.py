"""A real HTTP server in Rasa's place: it keeps what it was sent and answers as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Any]


def reply(text: str, **more: Any) -> dict[str, Any]:
    empty = {"topic": None, "choices": [], "links": [], "sources": [], "handoff": None}
    return {"text": text, **empty, **more}


def said(*texts: str) -> Answer:
    return 200, {"messages": [reply(text) for text in texts]}


def answer_with(text: str) -> Callable[[dict[str, Any]], Answer]:
    return lambda turn: said(text)


def echo(turn: dict[str, Any]) -> Answer:
    heard = turn.get("text") or turn["choice"]["intent"]
    return said(f"réponse à {heard}")


class StandIn:
    """`answer` decides each turn; `hold(text)` makes a turn wait until its gate is opened."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[dict[str, Any]], Answer] = echo
        self.is_ready = True
        self.asked_ready = 0
        self._changed = threading.Condition()
        self._gates: dict[str, threading.Event] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def hold(self, text: str) -> threading.Event:
        gate = self._gates[text] = threading.Event()
        return gate

    def wait_for_turns(self, count: int) -> list[dict[str, Any]]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.turns) >= count, 10), f"{self.turns}"
            return list(self.turns)

    def reset(self) -> None:
        for gate in self._gates.values():
            gate.set()
        self._gates = {}
        self.answer, self.is_ready = echo, True
        with self._changed:
            self.turns, self.headers, self.asked_ready = [], [], 0

    def stop(self) -> None:
        self.reset()
        self._server.shutdown()
        self._server.server_close()

    def _take(self, turn: dict[str, Any], headers: dict[str, str]) -> Answer:
        with self._changed:
            self.turns.append(turn)
            self.headers.append(headers)
            self._changed.notify_all()
        gate = self._gates.get(turn.get("text", ""))
        if gate:
            gate.wait(20)
        return self.answer(turn)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                turn = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self._send(*stand_in._take(turn, dict(self.headers)))

            def do_GET(self) -> None:
                stand_in.asked_ready += 1
                self._send(200 if stand_in.is_ready else 503, {})

            def _send(self, status: int, body: Any) -> None:
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(raw)))
                    self.end_headers()
                    self.wfile.write(raw)
                except OSError:
                    pass  # the desk went away while this turn was held

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
