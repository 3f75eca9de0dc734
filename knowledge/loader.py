"""Read and check the whole knowledge, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from knowledge import hours
from knowledge.book import Knowledge
from knowledge.checks import check
from knowledge.entries import read_entries
from knowledge.errors import InvalidKnowledgeError
from knowledge.files import HERE, only, read, strings, text
from knowledge.model import FACT_KINDS, Fact, Heading, Line

FACT_KEYS = frozenset({"value", "heading", "kind", "title", "shown"})
LINE_KEYS = frozenset({"phone", "days", "hours"})


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """Return the knowledge of the house; KnowledgeError names the file and the key that is wrong."""
    return load_from(HERE)


def load_from(root: Path) -> Knowledge:
    """Read the knowledge of a folder and check it."""
    labels = _labels(root)
    table = read(root, "hours.yml")
    only("hours.yml", "-", table, frozenset({"lines", "phrases"}))
    headings = _headings(root)
    facts = _facts(root)
    book = Knowledge(
        facts=MappingProxyType(facts),
        entries=MappingProxyType(read_entries(root, facts, labels)),
        lines=MappingProxyType(_lines(table)),
        labels=MappingProxyType(labels),
        phrases=MappingProxyType(_phrases(table, labels)),
        headings=MappingProxyType(headings),
    )
    check(book)
    return book


def _labels(root: Path) -> dict[str, dict[str, str]]:
    file = "labels.yml"
    return {
        kind: {
            value: text(file, f"{kind}.{value}", words) for value, words in strings(file, kind, of).items()
        }
        for kind, of in read(root, file).items()
    }


def _facts(root: Path) -> dict[str, Fact]:
    return {key: _fact(key, raw) for key, raw in read(root, "facts.yml").items()}


def _fact(key: str, raw: Any) -> Fact:
    file = "facts.yml"
    data = only(file, key, strings(file, key, raw), FACT_KEYS)
    kind = next((known for known in FACT_KINDS if known == data.get("kind")), None)
    if kind is None:
        raise InvalidKnowledgeError(file, key, f"kind is one of {', '.join(FACT_KINDS)}")
    value = text(file, f"{key}.value", data.get("value"))
    title = text(file, f"{key}.title", data["title"]) if "title" in data else ""
    if kind == "link" and not (value.startswith("https://") and title):
        raise InvalidKnowledgeError(file, key, "a link has an https address and a title")
    shown = text(file, f"{key}.shown", data["shown"]) if "shown" in data else ""
    heading = text(file, f"{key}.heading", data.get("heading"))
    return Fact(key, value, heading, kind, title.replace("{value}", shown or value), shown)


def _headings(root: Path) -> dict[str, Heading]:
    file = "guide.yml"
    found: dict[str, Heading] = {}
    for part, items in only(file, "-", read(root, file), frozenset({"guide", "other"})).items():
        for item in items:
            data = only(file, part, strings(file, part, item), frozenset({"title", "unused"}))
            title = text(file, part, data.get("title"))
            if title in found:
                raise InvalidKnowledgeError(file, title, "heading written twice")
            found[title] = Heading(title, part == "guide", data.get("unused", ""))
    return found


def _lines(table: dict[str, Any]) -> dict[str, Line]:
    file = "hours.yml"
    lines = {}
    for key, raw in strings(file, "lines", table.get("lines")).items():
        data = only(file, key, strings(file, key, raw), LINE_KEYS)
        try:
            spans = tuple(_span(span) for span in data.get("hours", []))
            days = tuple(int(day) for day in data.get("days", []))
        except (TypeError, ValueError) as error:
            raise InvalidKnowledgeError(file, key, "hours look like 09:00-12:00, days are 0 to 6") from error
        if bool(days) != bool(spans) or not set(days) <= set(range(7)) or any(a >= b for a, b in spans):
            raise InvalidKnowledgeError(file, key, "hours go with days and end after they start")
        lines[key] = Line(key, data.get("phone", ""), days, spans)
    return lines


def _span(text: str) -> tuple[time, time]:
    start, end = text.split("-")
    return time.fromisoformat(start), time.fromisoformat(end)


def _phrases(table: dict[str, Any], labels: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    file = "hours.yml"
    raw = only(file, "phrases", strings(file, "phrases", table.get("phrases")), hours.PHRASES)
    phrases = {key: raw[key] for key in hours.PHRASES if isinstance(raw.get(key), str)}
    missing = sorted(hours.PHRASES - set(phrases))
    if missing:
        raise InvalidKnowledgeError(file, "phrases", f"the text {missing[0]!r} is missing")
    for kind in ("weekday", "month"):
        phrases.update({f"{kind}_{value}": words for value, words in labels.get(kind, {}).items()})
    return phrases
