"""What Rasa answers, read with suspicion into the replies that `knowledge` also makes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from knowledge.reply import Choice, Handoff, HandoffKind, Link, Priority, Reply, Source
from messaging.errors import RasaError

SCHEMES = ("https:", "tel:", "mailto:")


def parse_turn(body: Any) -> list[Reply]:
    """Return the replies of a turn, those with nothing to show left out; raises RasaError."""
    try:
        replies = [parse(item) for item in _list(body["messages"])]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RasaError("an answer that is not of the contract's form") from error
    return [reply for reply in replies if reply.text.strip() or reply.handoff]


def parse(item: dict[str, Any]) -> Reply:
    """Read one reply; raises KeyError, TypeError, ValueError or AttributeError when it is not one."""
    return Reply(
        text=_text(item["text"]),
        topic=_maybe(item.get("topic")),
        choices=tuple(_choice(choice) for choice in _list(item.get("choices"))),
        links=tuple(_links(_list(item.get("links")))),
        sources=tuple(_source(source) for source in _list(item.get("sources"))),
        handoff=_handoff(item.get("handoff")),
        outcome=_maybe(item.get("outcome")),
    )


def _choice(item: dict[str, Any]) -> Choice:
    entities = {_text(name): _text(value) for name, value in (item.get("entities") or {}).items()}
    return Choice(_text(item["title"]), _text(item["intent"]), entities, _maybe(item.get("topic")))


def _links(items: Iterable[dict[str, Any]]) -> Iterable[Link]:
    for item in items:
        if _text(item["href"]).lower().startswith(SCHEMES):
            yield Link(_text(item["title"]), item["href"])


def _source(item: dict[str, Any]) -> Source:
    kind = item["kind"]
    if kind not in ("guide", "record"):
        raise ValueError(kind)
    return Source(kind, _text(item["label"]), _maybe(item.get("date")))


def _handoff(item: dict[str, Any] | None) -> Handoff | None:
    if item is None:
        return None
    if item["kind"] not in get_args(HandoffKind) or item["priority"] not in get_args(Priority):
        raise ValueError(item["kind"])
    details = {_text(name): _text(value) for name, value in (item.get("details") or {}).items()}
    topic, reason = _text(item["topic"]), _text(item["reason"])
    return Handoff(item["kind"], topic, item["priority"], reason, _maybe(item.get("text")), details)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    value.encode("utf-8")  # a lone surrogate is a ValueError here rather than a failed write later
    return value


def _maybe(value: Any) -> str | None:
    return None if value is None else _text(value)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(type(value).__name__)
    return value
