"""The topics whose words a question shares, when the classifier does not know what it means."""

from __future__ import annotations

from functools import lru_cache

import knowledge
from knowledge import Choice
from knowledge.passages import passages, synonyms
from nlu.search import Search


@lru_cache(maxsize=1)
def search() -> Search:
    """Return the index of our own knowledge, made once."""
    words = synonyms()
    return Search(passages(knowledge.load()), words.everyday, words.empty)


def found_topics(question: str) -> tuple[Choice, ...]:
    """Return the best topics for a question as choices, best first; none when nothing fits."""
    return tuple(topic_choice(found.topic) for found in search().find(question))


def topic_choice(topic: str) -> Choice:
    """Return the button that asks a topic."""
    return Choice(knowledge.load().topics[topic].title, topic, {}, topic)
