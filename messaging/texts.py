"""What a member may type, cleaned for the store and for Rasa."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any

from messaging.errors import Invalid, NotText, TooLong

SLASHES = "/\uff0f\u2044\u2215\u29f8"
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Said:
    """What a client sent: a typed text or the id of a choice."""

    client_id: str
    text: str | None
    choice: str | None


def said(body: Any, max_text: int) -> Said:
    """Read the body of a message; raises Invalid, NotText or TooLong."""
    if not isinstance(body, dict):
        raise NotText("the body must be a JSON object")
    client_id, text, choice = body.get("client_id"), body.get("text"), body.get("choice")
    if not isinstance(client_id, str) or not UUID.fullmatch(client_id):
        raise Invalid("client_id must be a UUID")
    if (text is None) == (choice is None):
        raise NotText("a message has either a text or a choice")
    client_id = str(uuid.UUID(client_id))
    if choice is not None:
        if not isinstance(choice, str) or not 1 <= len(choice) <= 32 or not choice.isascii():
            raise Invalid("choice must be an id that was offered")
        return Said(client_id, None, choice)
    return Said(client_id, typed(text, max_text), None)


def typed(text: Any, max_text: int) -> str:
    """Return a typed text without control characters; raises NotText or TooLong."""
    if not isinstance(text, str):
        raise NotText("text must be a string")
    if len(text) > max_text:
        raise TooLong(f"text is over {max_text} characters")
    kept = "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) != "Cc")
    if any(unicodedata.category(c) == "Cs" for c in kept):
        raise NotText("text is not Unicode")
    if not _readable(for_rasa(kept)):
        raise NotText("text is empty")
    return kept.strip()


def for_rasa(text: str) -> str:
    """Return a typed text that Rasa cannot take for a command: no slash, of any kind, at its start."""
    hidden = ("Cc", "Cf", "Zs", "Zl", "Zp")
    start = 0
    while start < len(text) and (text[start] in SLASHES or unicodedata.category(text[start]) in hidden):
        start += 1
    return text[start:].strip()


def comment(body: Any, max_text: int) -> tuple[bool, str | None]:
    """Read the body of a feedback; raises Invalid or TooLong."""
    if not isinstance(body, dict) or not isinstance(body.get("useful"), bool):
        raise Invalid("useful must be true or false")
    text = body.get("comment")
    if text is None or (isinstance(text, str) and not text.strip()):
        return body["useful"], None
    return body["useful"], typed(text, max_text)


def decode(raw: bytes) -> Any:
    """Read JSON; raises NotText."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise NotText("the body is not JSON") from None


def _readable(text: str) -> bool:
    return any(unicodedata.category(c)[0] not in "CZ" for c in text)
