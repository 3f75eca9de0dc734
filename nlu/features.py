"""What the linear model sees of a text: its character and word n-grams, and the sense of its words.

Characters are read word by word, so each word's n-grams are worked out once and kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import numpy as np
from scipy import sparse

from nlu.courtesy import without_courtesy
from nlu.normalise import normalise
from nlu.spelling import Spelling
from nlu.vectors import Vectors

# Chosen by cross-validation by writer: docs/nlu.md.
SHORTEST, LONGEST, SEEN_BY = 3, 5, 2
SENSE = 0.7
FREQUENT = 6.5
WORDS_KEPT = 50_000
_TOKEN = re.compile(r"\w+|[?!]")


class Features:
    """Turns texts into rows of a sparse matrix: three blocks, each of length one (the last shorter)."""

    def __init__(self, grams: list[str], words: list[str], rarity: Any, vectors: Vectors) -> None:
        self.grams, self.words, self.rarity, self.vectors = grams, words, rarity, vectors
        self._gram_ids = {gram: i for i, gram in enumerate(grams)}
        self._word_ids = {word: i for i, word in enumerate(words)}
        self._gram_rarity, self._word_rarity = rarity[: len(grams)], rarity[len(grams) :]
        self._rarest = float(rarity.max(initial=1.0))
        known = {word: -float(rare) for word, rare in zip(words, self._word_rarity) if word.isalpha()}
        self._spelling = Spelling(known)
        self._meant = lru_cache(maxsize=WORDS_KEPT)(self._corrected)
        self._spell = lru_cache(maxsize=WORDS_KEPT)(self._spelled)

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Vectors) -> Features:
        """Take the n-grams of the texts and how rare each is."""
        tokens = [tokenise(text) for text in texts]
        grams = Counter(gram for words in tokens for gram in {g for word in words for g in letters(word)})
        words = Counter(word for some in tokens for word in {*some, *_pairs(some)})
        kept = {gram: count for gram, count in grams.items() if count >= SEEN_BY}
        counts = [kept[gram] for gram in sorted(kept)] + [words[word] for word in sorted(words)]
        rarity = 1 + np.log((1 + len(texts)) / (1 + np.array(counts, dtype=np.float32)))
        return cls(sorted(kept), sorted(words), rarity.astype(np.float32), vectors)

    def transform(self, texts: Sequence[str]) -> Any:
        """Return one sparse row for each text."""
        return sparse.hstack([sparse.csr_matrix(block) for block in self.blocks(texts)], format="csr")

    def blocks(self, texts: Sequence[str]) -> tuple[Any, Any, Any]:
        """Return the three blocks of columns on their own: letters and words sparse, sense dense."""
        tokens = [[self._meant(word) for word in tokenise(text)] for text in texts]
        spelled = [[self._spell(word) for word in words] for words in tokens]
        grams = [list(chain.from_iterable(ids for ids, _, _ in words)) for words in spelled]
        ids = self._word_ids
        pairs = [[ids[pair] for pair in _pairs(words) if pair in ids] for words in tokens]
        words = [[i for _, i, _ in some if i >= 0] + more for some, more in zip(spelled, pairs)]
        places = [[(row, i) for _, i, row in some if row >= 0] for some in spelled]
        return _block(grams, self._gram_rarity), _block(words, self._word_rarity), self._sense(places)

    def novelty(self, texts: Sequence[str]) -> Any:
        """Return for each text the share of its words that the training never showed."""
        known = [[word in self._word_ids for word in tokenise(text)] for text in texts]
        return np.array([1 - sum(some) / len(some) if some else 1.0 for some in known])

    def _corrected(self, word: str) -> str:
        """Return the word that was meant; one that has a vector gives way to a frequent one only."""
        if word in self._word_ids:
            return word
        meant = self._spelling.correct(word)
        known = self.vectors.row(word) >= 0
        return word if known and self._rare(meant) else meant

    def _rare(self, word: str) -> bool:
        return word not in self._word_ids or bool(self._word_rarity[self._word_ids[word]] > FREQUENT)

    def _spelled(self, word: str) -> tuple[tuple[int, ...], int, int]:
        ids = (self._gram_ids.get(gram, -1) for gram in letters(word))
        return tuple(i for i in ids if i >= 0), self._word_ids.get(word, -1), self.vectors.row(word)

    def _sense(self, places: list[list[tuple[int, int]]]) -> Any:
        weights = [
            self._word_rarity[i] - 1 if i >= 0 else self._rarest - 1 for some in places for _, i in some
        ]
        rows = [row for some in places for row, _ in some]
        ends = np.cumsum([0, *map(len, places)])
        table = self.vectors.table
        data = np.array(weights, dtype=np.float32)
        sums = sparse.csr_matrix((data, rows, ends), shape=(len(places), len(table))) @ table
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return SENSE * sums / np.maximum(lengths, 1e-9)


def tokenise(text: str) -> list[str]:
    """Return the words of a text, and its question and exclamation marks."""
    return _TOKEN.findall(without_courtesy(normalise(text)))


def letters(word: str) -> list[str]:
    """Return the n-grams of a word between two blanks."""
    spaced = f" {word} "
    sizes = range(SHORTEST, LONGEST + 1)
    return [spaced[i : i + size] for size in sizes for i in range(len(spaced) - size + 1)]


def _pairs(words: list[str]) -> Iterable[str]:
    return (f"{first} {second}" for first, second in pairwise(words))


def _block(ids: list[list[int]], rarity: Any) -> Any:
    """Return rows of length one: the logarithm of how often each id is there, times its rarity."""
    ends = np.cumsum([0, *map(len, ids)])
    flat = np.fromiter(chain.from_iterable(ids), dtype=np.int32, count=ends[-1])
    ones = np.ones(len(flat), dtype=np.float32)
    block = sparse.csr_matrix((ones, flat, ends), shape=(len(ids), len(rarity)))
    block.sum_duplicates()
    block.data = (1 + np.log(block.data)) * rarity[block.indices]
    rows = np.repeat(np.arange(len(ids)), np.diff(block.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=block.data**2, minlength=len(ids)))
    block.data /= lengths[rows].astype(np.float32)
    return block
