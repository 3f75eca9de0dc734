"""Print which topics answer from which heading of the guide: `python -m knowledge.coverage`."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from knowledge.book import Knowledge
from knowledge.loader import load


def coverage(book: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return, for each heading of the guide, the topics that answer from it."""
    return {
        heading.title: tuple(key for key, entry in book.topics.items() if heading.title in entry.sources)
        for heading in book.headings.values()
        if heading.guide
    }


def gaps(book: Knowledge) -> tuple[str, ...]:
    """Return the headings that no topic answers from, without a stated reason."""
    return tuple(
        title for title, topics in coverage(book).items() if not topics and not book.headings[title].unused
    )


def report(book: Knowledge) -> str:
    """Return the report: one line for each heading, then the topics on which the guide is silent."""
    lines = [
        f"{title}\n    {', '.join(topics) or book.headings[title].unused or 'NO TOPIC ANSWERS FROM IT'}"
        for title, topics in coverage(book).items()
    ]
    guide = {title for title, heading in book.headings.items() if heading.guide}
    silent = [key for key, entry in book.topics.items() if not guide & set(entry.sources)]
    return "\n".join([*lines, f"Guide silent\n    {', '.join(silent)}"])


def main() -> int:
    """Print the report; a gap is a failure."""
    book = load()
    missing = gaps(book)
    print(report(book))
    print(f"{len(coverage(book))} headings, {len(book.topics)} topics, {len(missing)} gaps")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
