"""The guide and everything the assistant says: facts, answers, opening hours."""

from knowledge.book import Knowledge
from knowledge.errors import InvalidKnowledgeError, KnowledgeError, UnknownEntryError, WrongValuesError
from knowledge.formats import euros, french_date, label
from knowledge.loader import load
from knowledge.model import Entry, Fact, Line, Variant
from knowledge.reply import Choice, Handoff, Link, Reply, Source

__all__ = [
    "Choice",
    "Entry",
    "Fact",
    "Handoff",
    "InvalidKnowledgeError",
    "Knowledge",
    "KnowledgeError",
    "Line",
    "Link",
    "Reply",
    "Source",
    "UnknownEntryError",
    "Variant",
    "WrongValuesError",
    "euros",
    "french_date",
    "label",
    "load",
    "warnings",
]


def warnings() -> tuple[str, ...]:
    """Return one line for the operator for each empty setting that an answer would show."""
    return load().warnings()
