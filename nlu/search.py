"""Search for the long tail: the topics whose passages share the rarest words with a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.normalise import normalise
from nlu.sounds import sound

# Measured on sentences of bot/data, which are not in the index: at this threshold 86 % of them find
# something, 61 % their own topic, and 30 % of those that are none of ours. BM25 found fewer.
THRESHOLD = 0.2
LETTERS_WEIGHT = 0.5
LETTERS = 4
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Found:
    """A topic and how well it fits, between zero and one."""

    topic: str
    score: float


class Search:
    """An index of passages by topic: TF-IDF of stems and of the letters of words.

    `everyday` holds what people say instead of our words, `empty` the words that say nothing.
    """

    def __init__(
        self,
        passages: Mapping[str, Sequence[str]],
        everyday: Mapping[str, Sequence[str]],
        empty: Iterable[str],
    ) -> None:
        self._empty = frozenset(word for text in empty for word in _words(text))
        self._empty_stems = frozenset(map(sound, self._empty))
        said: dict[str, str] = {}
        for ours, expressions in everyday.items():
            for stems in {_stems(expression) for expression in expressions}:
                said[stems] = f"{said.get(stems, '')} {ours}"
        self._ours = sorted(said.items(), key=lambda pair: -len(pair[0]))
        self._topics = list(passages)
        texts = [" ".join(passages[topic]) for topic in self._topics]
        self._by_stem = TfidfVectorizer(analyzer=self._stems_of, sublinear_tf=True)
        self._by_letters = TfidfVectorizer(analyzer=self._letters_of, sublinear_tf=True)
        self._stem_index = self._by_stem.fit_transform(texts).T.tocsr()
        self._letter_index = self._by_letters.fit_transform(texts).T.tocsr()

    def find(self, question: str, count: int = 3) -> list[Found]:
        """Return the best topics, best first; none that is below the threshold."""
        text, known = self._in_our_words(question)
        stems = (self._by_stem.transform([text]) @ self._stem_index).toarray()[0]
        letters = (self._by_letters.transform([text]) @ self._letter_index).toarray()[0]
        scores = known * np.sqrt((stems + LETTERS_WEIGHT * letters) / (1 + LETTERS_WEIGHT))
        best = np.argsort(-scores, kind="stable")[:count]
        return [Found(self._topics[i], float(scores[i])) for i in best if scores[i] >= THRESHOLD]

    def _in_our_words(self, question: str) -> tuple[str, float]:
        """Return the question with our words for everyday ones, and the share of its words that is known."""
        left, ours = _stems(question), []
        for said, meant in self._ours:
            if said in left:
                left = left.replace(said, " | ")
                ours.append(meant)
        others = [stem for stem in left.split() if stem != "|" and stem not in self._empty_stems]
        known = sum(stem in self._by_stem.vocabulary_ for stem in others) + len(ours)
        return " ".join([question, *ours]), known / max(1, len(others) + len(ours))

    def _stems_of(self, text: str) -> list[str]:
        return [sound(word) for word in _words(text) if word not in self._empty]

    def _letters_of(self, text: str) -> list[str]:
        words = (f"^{word}$" for word in _words(text) if word not in self._empty and len(word) >= LETTERS)
        return [word[i : i + LETTERS] for word in words for i in range(len(word) - LETTERS + 1)]


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text))


def _stems(text: str) -> str:
    return f" {' '.join(map(sound, _words(text)))} "
