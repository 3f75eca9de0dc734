"""A message of the assistant, ready for the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

HandoffKind = Literal["message", "assistance", "reclamation", "deces"]
Priority = Literal["normale", "haute"]


@dataclass(frozen=True)
class Choice:
    """A button: what it shows, the intent and entities it stands for, the topic it asks."""

    title: str
    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)
    topic: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "title": self.title,
            "intent": self.intent,
            "entities": dict(self.entities),
            "topic": self.topic,
        }


@dataclass(frozen=True)
class Link:
    """An address shown beside the text; `href` is `https:`, `tel:` or `mailto:`."""

    title: str
    href: str

    def to_json(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"title": self.title, "href": self.href}


@dataclass(frozen=True)
class Source:
    """Where an answer comes from; a record has the date (ISO 8601) at which it was read."""

    kind: Literal["guide", "record"]
    label: str
    date: str | None = None

    def to_json(self) -> dict[str, str]:
        """Return the JSON form."""
        base = {"kind": self.kind, "label": self.label}
        return base if self.date is None else {**base, "date": self.date}


@dataclass(frozen=True)
class Handoff:
    """A conversation given to a person; the desk stores it and fills `{numero}` in the text."""

    kind: HandoffKind
    topic: str
    priority: Priority
    reason: str
    text: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "topic": self.topic,
            "priority": self.priority,
            "reason": self.reason,
            "text": self.text,
            "details": dict(self.details),
        }


@dataclass(frozen=True)
class Reply:
    """One message: plain text with line breaks, and what goes with it.

    `outcome` says that the understanding found no topic: `nlu_fallback` or `nlu_ambigu`.
    """

    text: str
    topic: str | None = None
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    sources: tuple[Source, ...] = ()
    handoff: Handoff | None = None
    outcome: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form that travels to the desk."""
        base = {
            "text": self.text,
            "topic": self.topic,
            "choices": [choice.to_json() for choice in self.choices],
            "links": [link.to_json() for link in self.links],
            "sources": [source.to_json() for source in self.sources],
            "handoff": self.handoff.to_json() if self.handoff else None,
        }
        return base if self.outcome is None else {**base, "outcome": self.outcome}
