"""What there is to be found about each topic: its words everywhere in the knowledge, for the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.book import Knowledge
from knowledge.errors import InvalidKnowledgeError
from knowledge.figures import PLACEHOLDER
from knowledge.files import HERE, only, read, strings, text, texts
from knowledge.model import Entry

FILE = "synonyms.yml"
NOT_SEARCHED = ("answers/small_talk.yml", "answers/safety.yml")
TITLE_WEIGHT = 4


@dataclass(frozen=True)
class Synonyms:
    """Everyday expressions for each of the mutual's words, and the words that say nothing."""

    everyday: Mapping[str, tuple[str, ...]]
    empty: tuple[str, ...]


def synonyms() -> Synonyms:
    """Read the table of everyday words."""
    data = only(FILE, "-", read(HERE, FILE), frozenset({"everyday", "empty"}))
    table = strings(FILE, "everyday", data.get("everyday"))
    everyday = {ours: texts(FILE, f"everyday.{ours}", said) for ours, said in table.items()}
    if not all(everyday.values()):
        raise InvalidKnowledgeError(FILE, "everyday", "a word without everyday expressions")
    return Synonyms(everyday, tuple(text(FILE, "empty", data.get("empty")).split()))


def passages(book: Knowledge) -> dict[str, list[str]]:
    """Return the passages of each topic that can be searched: title, guide headings, texts and facts."""
    said: dict[str, list[str]] = {}
    for topic, entry in book.topics.items():
        if entry.file not in NOT_SEARCHED:
            said[topic] = [entry.title] * TITLE_WEIGHT + _words(book, entry)
    for entry in book.entries.values():
        if not entry.title and entry.topic in said:
            said[entry.topic] += _words(book, entry)
    return said


def _words(book: Knowledge, entry: Entry) -> list[str]:
    headings = [source for source in entry.sources if source in book.headings]
    links = [book.facts[link].title for link in entry.links]
    return [*headings, *links, *(_filled(book, written) for written in entry.texts())]


def _filled(book: Knowledge, written: str) -> str:
    return PLACEHOLDER.sub(lambda match: _fact(book, match.group(1)), written)


def _fact(book: Knowledge, name: str) -> str:
    return book.facts[name].text if name in book.facts else ""
