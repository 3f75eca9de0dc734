"""Everything the assistant knows how to say, and how it says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import clock
from knowledge import hours
from knowledge.errors import UnknownEntryError, WrongValuesError
from knowledge.figures import PLACEHOLDER
from knowledge.model import LINE_PREFIX, NUMBER, Entry, Fact, Heading, Line, OptionalLine, Variant
from knowledge.reply import Handoff, Link, Reply, Source
from settings import settings


@dataclass(frozen=True)
class Knowledge:
    """The facts, the entries, the lines and the words, checked by the loader."""

    facts: Mapping[str, Fact]
    entries: Mapping[str, Entry]
    lines: Mapping[str, Line]
    labels: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, str]
    headings: Mapping[str, Heading]

    @cached_property
    def topics(self) -> Mapping[str, Entry]:
        """The entries that answer a topic, by topic."""
        return {key: entry for key, entry in self.entries.items() if entry.title}

    def entry(self, key: str) -> Entry:
        """Return an entry, or name the key that does not exist."""
        try:
            return self.entries[key]
        except KeyError:
            raise UnknownEntryError(f"no entry {key!r} in the knowledge") from None

    def label(self, kind: str, value: str) -> str:
        """Return the words for a value of a kind."""
        try:
            return self.labels[kind][value]
        except KeyError:
            raise UnknownEntryError(f"no label for {kind} {value!r}") from None

    def render(
        self, key: str, *, variant: Variant = "general", now: datetime | None = None, **values: str
    ) -> Reply:
        """Return an entry as a message for a variant at a moment.

        The values are exactly those that the entry declares. `{numero}` is left for the desk.
        """
        entry = self.entry(key)
        if set(values) != set(entry.values):
            raise WrongValuesError(f"{key} takes the values {sorted(entry.values)}, got {sorted(values)}")
        moment = now or clock.now()
        return Reply(
            text=self._text(entry, variant, moment, values),
            topic=entry.topic,
            choices=entry.choices_for(variant),
            links=self._links(entry, variant),
            sources=self._sources(entry, moment),
            handoff=_handoff(entry, values),
        )

    def line(self, line_id: str, now: datetime) -> str:
        """Say a line: its number, its hours and whether it answers now."""
        line = self.lines[line_id]
        phone = self.facts[line.phone].text if line.phone else ""
        state = hours.opening(line, now, closed_on_holidays=settings().closed_on_holidays)
        return hours.describe(line, phone, state, now, self.phrases)

    def warnings(self) -> tuple[str, ...]:
        """Return one line for the operator for each empty setting that an answer would show."""
        asked = {line.setting: key for key, entry in sorted(self.entries.items()) for line in entry.optional}
        return tuple(
            f"{setting.upper()} is empty: the answer {key!r} does not say it"
            for setting, key in sorted(asked.items())
            if not setting_value(setting)
        )

    def _text(self, entry: Entry, variant: Variant, now: datetime, values: Mapping[str, str]) -> str:
        shown = [line.text for line in _set_lines(entry) if not line.title]
        template = "\n\n".join([entry.pick(variant), *shown])

        def fill(name: str) -> str:
            if name in values:
                return values[name]
            if name in self.facts:
                return self.facts[name].text
            if name.startswith(LINE_PREFIX):
                return self.line(name[len(LINE_PREFIX) :], now)
            return "{numero}" if name == NUMBER else setting_value(name)

        return PLACEHOLDER.sub(lambda match: fill(match.group(1)), template)

    def _links(self, entry: Entry, variant: Variant) -> tuple[Link, ...]:
        pages = [Link(line.title, setting_value(line.setting)) for line in _set_lines(entry) if line.title]
        return (*(self.facts[fact].link for fact in entry.links_for(variant)), *pages)

    def _sources(self, entry: Entry, now: datetime) -> tuple[Source, ...]:
        record = [
            Source("record", self.label("source", "record"), now.astimezone(clock.PARIS).date().isoformat())
        ]
        guide = [Source("guide", title) for title in entry.sources if self._is_guide(title)]
        return (*(record if "record" in entry.sources else ()), *guide)

    def _is_guide(self, title: str) -> bool:
        return title in self.headings and self.headings[title].guide


def _handoff(entry: Entry, values: Mapping[str, str]) -> Handoff | None:
    plan = entry.handoff
    if plan is None:
        return None

    def fill(template: str) -> str:
        return PLACEHOLDER.sub(lambda match: values[match.group(1)], template)

    details = {name: values[name] for name in plan.details}
    return Handoff(plan.kind, fill(plan.topic), plan.priority, plan.reason, fill(plan.text) or None, details)


def setting_value(name: str) -> str:
    """Return the value of a setting that answers may show, empty when it is not set."""
    return str(getattr(settings(), name))


def _set_lines(entry: Entry) -> list[OptionalLine]:
    return [line for line in entry.optional if setting_value(line.setting)]
