"""`python -m messaging.chat [MEMBER]`: talk with the running desk in a terminal, as a member or a visitor."""

from __future__ import annotations

import argparse
import sys
import uuid
from collections.abc import Callable
from typing import Any

import requests

from messaging.identity import sign
from settings import keep_private, settings

PROMPT = "> "


class Chat:
    """One conversation over HTTP; `show` prints a line."""

    def __init__(self, url: str, authorization: str | None, show: Callable[[str], None] = print) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._authorization = authorization
        self._show = show
        self._choices: list[str] = []
        self._seq = 0
        opened = self._call("POST", f"{url}/v1/conversations")
        opened.raise_for_status()
        body = opened.json()
        if "secret" in body:
            self._authorization = f"Visitor {body['secret']}"
        self._url = f"{url}/v1/conversations/{body['id']}/messages"
        self._print(body["messages"])

    def say(self, line: str) -> None:
        """Send a text, or the choice of that number, then print the answer."""
        said: dict[str, str] = {"text": line}
        if line.isdigit() and 1 <= int(line) <= len(self._choices):
            said = {"choice": self._choices[int(line) - 1]}
        response = self._call("POST", self._url, json={"client_id": str(uuid.uuid4()), **said})
        if response.status_code != 202:
            self._refused(response.json())
            return
        self._seq = int(response.json()["seq"])
        self.read()

    def read(self) -> None:
        """Print what comes until nobody is typing."""
        while True:
            response = self._call("GET", f"{self._url}?after={self._seq}&wait=10")
            response.raise_for_status()
            seen = response.json()
            self._print(seen["messages"])
            if not seen["typing"]:
                return

    def _refused(self, body: dict[str, Any]) -> None:
        urgent = body.get("urgent")
        self._show(urgent["text"] if urgent else f"[{body['error']}] {body['detail']}")

    def _print(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            self._seq = message["seq"]
            if message["from"] == "member":
                continue
            self._show(f"\n{message['text']}")
            for link in message["links"]:
                self._show(f"   {link['title']}: {link['href']}")
            for source in message["sources"]:
                self._show(f"   ({', '.join(filter(None, (source['label'], source.get('date'))))})")
            self._choices = [choice["id"] for choice in message["choices"]]
            for number, choice in enumerate(message["choices"], start=1):
                self._show(f"   [{number}] {choice['title']}")

    def _call(self, method: str, url: str, **more: Any) -> requests.Response:
        headers = {"Authorization": self._authorization} if self._authorization else {}
        return self._session.request(method, url, headers=headers, timeout=40, **more)


def main() -> int:
    """Talk until the end of the input."""
    parser = argparse.ArgumentParser(prog="messaging.chat", description=__doc__)
    parser.add_argument("member", nargs="?", help="numero d'adherent; without it, a visitor")
    parser.add_argument("person", nargs="?", type=int, help="which person of the contract signs in")
    given = parser.parse_args()
    keep_private()
    config = settings()
    authorization = None
    if given.member:
        key, issuer, audience = config.key("token"), config.token_issuer, config.token_audience
        authorization = (
            f"Bearer {sign(given.member, given.person, key=key, issuer=issuer, audience=audience)}"
        )
    url = f"http://{'127.0.0.1' if config.loopback else config.host}:{config.port}"
    try:
        chat = Chat(url, authorization)
        while True:
            line = input(PROMPT).strip()
            if line:
                chat.say(line)
    except (EOFError, KeyboardInterrupt):
        print()
        return 0
    except requests.RequestException as error:
        print(
            f"The desk does not answer at {url}: {type(error).__name__}. Is `make run` on?", file=sys.stderr
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
