"""Refuse a knowledge that could say something wrong; each error names the file and the key."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from clock import PARIS
from knowledge.book import Knowledge
from knowledge.errors import InvalidKnowledgeError
from knowledge.figures import addresses, bare, figures, placeholders, word_count
from knowledge.model import LINE_PREFIX, NUMBER, VARIANTS, Entry
from settings import Settings

MAX_WORDS = 120
RECORD = "record"
SETTINGS = frozenset(field.name for field in fields(Settings))
LONGEST_STATUS = datetime(2026, 7, 31, 20, 0, tzinfo=PARIS)  # a Friday evening: the next opening is spelt out


def check(book: Knowledge) -> None:
    """Check every fact, line and entry against the others."""
    for fact in book.facts.values():
        if fact.heading not in book.headings:
            raise InvalidKnowledgeError("facts.yml", fact.id, f"unknown heading {fact.heading!r}")
    for line in book.lines.values():
        if line.phone and line.phone not in book.facts:
            raise InvalidKnowledgeError("hours.yml", line.id, f"unknown phone {line.phone!r}")
    for entry in book.entries.values():
        _check_references(book, entry)
        _check_texts(book, entry)
        _check_length(book, entry)


def _check_references(book: Knowledge, entry: Entry) -> None:
    for title in entry.sources:
        known = title in book.headings or (title == RECORD and not entry.title)
        if not known:
            raise InvalidKnowledgeError(entry.file, entry.key, f"unknown source heading {title!r}")
    for link in (*entry.links, *(entry.alpha_links or ())):
        if link not in book.facts or book.facts[link].kind not in ("link", "phone"):
            raise InvalidKnowledgeError(entry.file, entry.key, f"unknown link {link!r}")
    if entry.topic is not None and entry.topic not in book.topics:
        raise InvalidKnowledgeError(entry.file, entry.key, f"unknown topic {entry.topic!r}")
    for line in entry.optional:
        if line.setting not in SETTINGS:
            raise InvalidKnowledgeError(entry.file, entry.key, f"unknown setting {line.setting!r}")
    clash = sorted(set(entry.values) & (set(book.facts) | {NUMBER}))
    if clash:
        raise InvalidKnowledgeError(entry.file, entry.key, f"the value {clash[0]!r} hides a fact")


def _check_texts(book: Knowledge, entry: Entry) -> None:
    used = _used_by_handoff(entry)
    settings_shown = {line.setting for line in entry.optional}
    for written in (*entry.texts(), *(line.title for line in entry.optional)):
        for name in placeholders(written):
            used.add(name)
            line = name.startswith(LINE_PREFIX) and name[len(LINE_PREFIX) :] in book.lines
            known = line or name in book.facts or name in entry.values or name == NUMBER
            if not known and name not in settings_shown:
                raise InvalidKnowledgeError(entry.file, entry.key, f"unknown placeholder {{{name}}}")
        plain = bare(written)
        if "{" in plain or "}" in plain:
            raise InvalidKnowledgeError(entry.file, entry.key, "a brace is left open or holds no name")
        literal = (*figures(plain), *addresses(plain))
        if literal:
            raise InvalidKnowledgeError(entry.file, entry.key, f"{literal[0]!r} is not in a fact")
    idle = sorted(set(entry.values) - used)
    if idle:
        raise InvalidKnowledgeError(entry.file, entry.key, f"the value {idle[0]!r} is never said")


def _used_by_handoff(entry: Entry) -> set[str]:
    plan = entry.handoff
    if plan is None:
        return set()
    used = {*placeholders(plan.topic), *placeholders(plan.text), *plan.details}
    unknown = sorted(used - set(entry.values))
    if unknown:
        raise InvalidKnowledgeError(entry.file, entry.key, f"unknown value {unknown[0]!r} in the hand-off")
    if not all(f"{{{NUMBER}}}" in written for written in entry.text.values()):
        raise InvalidKnowledgeError(entry.file, entry.key, "a hand-off is told without its {numero}")
    return used


def _check_length(book: Knowledge, entry: Entry) -> None:
    values = {name: name for name in entry.values}
    for variant in VARIANTS:
        reply = book.render(entry.key, variant=variant, now=LONGEST_STATUS, **values)
        count = word_count(reply.text)
        if count > MAX_WORDS:
            raise InvalidKnowledgeError(entry.file, entry.key, f"{variant} text has {count} words")
