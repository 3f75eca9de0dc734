"""The shapes that the YAML files are read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Literal, get_args

from knowledge.reply import Choice, HandoffKind, Link, Priority

Variant = Literal["general", "alpha", "visitor"]
FactKind = Literal["phone", "link", "price", "delay", "address", "count", "text"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
FACT_KINDS: tuple[FactKind, ...] = get_args(FactKind)
LINE_PREFIX = "ligne_"
NUMBER = "numero"


@dataclass(frozen=True)
class Fact:
    """One figure, number, delay, price, address or link, and the heading it comes from."""

    id: str
    value: str
    heading: str
    kind: FactKind
    title: str = ""
    shown: str = ""

    @property
    def text(self) -> str:
        """What the fact looks like inside a sentence."""
        return self.shown or self.value

    @property
    def link(self) -> Link:
        """The fact as a link: an address to open or a number to call."""
        if self.kind == "link":
            return Link(self.title, self.value)
        return Link(self.title or self.value, "tel:" + self.value.replace(" ", ""))


@dataclass(frozen=True)
class OptionalLine:
    """A line shown only when the setting it names is not empty; with a title, the setting is a link."""

    setting: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class HandoffPlan:
    """A hand-off that an entry makes; `topic` and `text` may hold values, `details` names values."""

    kind: HandoffKind
    priority: Priority
    reason: str
    topic: str
    text: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """Something the assistant can say: its variants and what goes with them."""

    key: str
    file: str
    text: Mapping[Variant, str]
    sources: tuple[str, ...] = ()
    title: str = ""
    topic: str | None = None
    alpha_note: str = ""
    choices: tuple[Choice, ...] = ()
    links: tuple[str, ...] = ()
    alpha_choices: tuple[Choice, ...] | None = None
    alpha_links: tuple[str, ...] | None = None
    action: str | None = None
    values: tuple[str, ...] = ()
    optional: tuple[OptionalLine, ...] = ()
    handoff: HandoffPlan | None = None

    def pick(self, variant: Variant) -> str:
        """Return the text of a variant, with the ALPHA exception added for a visitor."""
        text = self.text.get(variant, self.text["general"])
        if variant == "visitor" and "visitor" not in self.text and self.alpha_note:
            return f"{text}\n\n{self.alpha_note}"
        return text

    def choices_for(self, variant: Variant) -> tuple[Choice, ...]:
        """Return the choices of a variant: ALPHA may have its own."""
        return self.alpha_choices if variant == "alpha" and self.alpha_choices is not None else self.choices

    def links_for(self, variant: Variant) -> tuple[str, ...]:
        """Return the facts shown as links for a variant: ALPHA may have its own."""
        return self.alpha_links if variant == "alpha" and self.alpha_links is not None else self.links

    def texts(self) -> tuple[str, ...]:
        """Return every text of the entry, as written."""
        lines = tuple(line.text for line in self.optional)
        return (*self.text.values(), self.alpha_note, *lines)


@dataclass(frozen=True)
class Line:
    """A telephone or online service and when somebody answers; no hours means day and night."""

    id: str
    phone: str
    days: tuple[int, ...] = ()
    hours: tuple[tuple[time, time], ...] = ()

    @property
    def always(self) -> bool:
        """Whether somebody answers at any hour."""
        return not self.hours


@dataclass(frozen=True)
class Heading:
    """A heading of the guide, or another recognised source; `unused` says why no topic answers from it."""

    title: str
    guide: bool = True
    unused: str = ""
