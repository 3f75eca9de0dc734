"""A table of expressions, and where a text says them, whatever the spelling.

The language of the table is described at the head of `emergency.yml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from nlu.normalise import normalise
from nlu.phrases import ADJACENT, NEAR, Blocks, Phrase, Reading, Rule, Rules
from nlu.sounds import one_slip, sound

STOP_COST = 5
_TOKEN = re.compile(r"\w+|[.!?;]+")
_STEP = re.compile(r"\.\.|\S+")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_SHORTEST_WITH_SLIP = 7
SHORTEST_HEARD = 4
BUILT_IN = frozenset({"AN", "CHIFFRE"})
_ELIDED = {"j": "je", "l": "le", "m": "me", "t": "te", "s": "se", "d": "de", "n": "ne", "c": "ce"}
_VOWELS = frozenset("aeiouyh")


class Lexicon:
    """The words of a table, found in texts by `read`."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._light = frozenset(table["light"])
        self._shorthand = {key: value.split() for key, value in table["shorthand"].items()}
        self._never_slips = frozenset(table["never_slips"])
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._heard: dict[str, set[str]] = defaultdict(set)
        self._starts: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[str, list[Phrase]] = {}
        self._blocks = frozenset(table["words"])
        for block, lines in table["words"].items():
            phrases = [self.phrase(part) for line in lines for part in line.split(",")]
            self._phrases[block] = []
            for phrase in phrases:
                first = phrase.steps[0][0]
                if len(phrase.steps) > 1 or first.isupper():
                    self._phrases[block].append(phrase)
                else:
                    self._learn(first, block)
        self._slips: dict[str, set[str]] = defaultdict(set)
        self._prefixes: tuple[str, ...] = ()

    def phrase(self, text: str) -> Phrase:
        """Read an expression of the table."""
        gap, steps = 0, []
        for part in _STEP.findall(text):
            if part == "..":
                gap = NEAR
            elif part == "_":
                gap = ADJACENT
            else:
                for atom in [part] if part.isupper() else normalise(part).replace("'", " ").split():
                    steps.append((atom, gap))
                    gap = 0
                    if not atom.isupper():
                        self._learn(atom, atom)
                    elif atom not in self._blocks and atom not in BUILT_IN:
                        raise ValueError(f"{text}: no such block: {atom}")
        return Phrase(tuple(steps), frozenset(atom for atom, _ in steps if not atom.isupper()))

    def rules(self, groups: dict[str, list[str]]) -> Rules:
        """Read the rules of a section of the table."""
        lines = (line for lines in groups.values() for line in lines)
        parts = [tuple(self.phrase(part) for part in line.split(" + ")) for line in lines]
        return Rules(
            Rule(phrases, frozenset().union(*(phrase.words for phrase in phrases))) for phrases in parts
        )

    def close(self) -> None:
        """Index the spellings once every expression is read."""
        self._prefixes = tuple(self._starts)
        self._made_of = Blocks(self._phrases)
        for heard in self._heard:
            if len(heard) >= _SHORTEST_WITH_SLIP:
                for key in _shortened(heard):
                    self._slips[key].add(heard)
        self.atoms = lru_cache(maxsize=20_000)(self._atoms)

    def read(self, text: str) -> Reading:
        """Return the words of a text and what they can stand for."""
        tokens: list[frozenset[str]] = []
        ranks = [0]
        for word in self._tokens(text):
            stop = not word[0].isalnum()
            tokens.append(frozenset() if stop else self.atoms(word))
            ranks.append(ranks[-1] + (STOP_COST if stop else word not in self._light))
        return Reading(tokens, ranks, self._made_of)

    def _learn(self, atom: str, name: str) -> None:
        if atom.startswith("="):
            self._exact[atom[1:]].add(name)
        elif atom.endswith("*"):
            self._starts[atom[:-1]].add(name)
            self._starts[sound(atom[:-1], whole=True)].add(name)
        else:
            self._exact[atom].add(name)
            if len(sound(atom)) >= SHORTEST_HEARD:
                self._heard[sound(atom)].add(name)

    def _tokens(self, text: str) -> Iterator[str]:
        for token in _TOKEN.findall(_INITIALS.sub(r"\1", normalise(text))):
            for word in self._shorthand.get(token, (token,)):
                if word[0].isalnum() and not self._known(word) and (parts := self._unglued(word)):
                    yield from parts
                else:
                    yield word

    def _unglued(self, word: str) -> tuple[str, str] | None:
        head, rest = word[0], word[1:]
        if head not in _ELIDED or len(rest) < 3 or word in self._never_slips or word in self._light:
            return None
        return (_ELIDED[head], rest) if (head == "j" or rest[0] in _VOWELS) and self._known(rest) else None

    @lru_cache(maxsize=20_000)  # noqa: B019 (one lexicon lives as long as the process)
    def _known(self, word: str) -> frozenset[str]:
        names = self._exact.get(word, set()) | self._heard.get(sound(word), set())
        heard = sound(word, whole=True)
        if word.startswith(self._prefixes) or heard.startswith(self._prefixes):
            for start, more in self._starts.items():
                if word.startswith(start) or heard.startswith(start):
                    names = names | more
        return frozenset(names)

    def _atoms(self, word: str) -> frozenset[str]:
        if word.isdigit():
            return self._known(word) | ({"AN"} if re.fullmatch(r"(19|20)\d\d", word) else {"CHIFFRE"})
        known = self._known(word)
        heard = sound(word)
        if known or len(heard) < _SHORTEST_WITH_SLIP - 1 or word in self._never_slips:
            return known
        near = {right for key in _shortened(heard) for right in self._slips.get(key, ())}
        meant = (right for right in near if right[0] == heard[0] and one_slip(heard, right))
        return frozenset(name for right in meant for name in self._heard[right])


def _shortened(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
