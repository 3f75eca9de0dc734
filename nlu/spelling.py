"""Known words for words that were mistyped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from nlu.sounds import one_slip

SHORTEST = 4


class Spelling:
    """Finds the most frequent known word one slip away (a letter added, dropped, changed or swapped)."""

    def __init__(self, counts: Mapping[str, float]) -> None:
        self._counts = counts
        self._shorter: dict[str, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) >= SHORTEST - 1:
                for key in _shortened(word):
                    self._shorter[key].append(word)

    def correct(self, word: str) -> str:
        """Return the known word that was meant, or the word itself if none is near."""
        if len(word) < SHORTEST or not word.isalpha():
            return word
        near = {known for key in _shortened(word) for known in self._shorter.get(key, ())}
        meant = [known for known in near if one_slip(word, known)]
        return max(meant, key=lambda known: (self._counts[known], known), default=word)


def _shortened(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
