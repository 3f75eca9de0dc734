"""Expressions and rules over the words of a text, and where the text says them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

Span = tuple[int, ...]
"""Positions of the words of an expression, in order."""

ADJACENT, NEAR, WINDOW, LIGHT_RUN = -1, 4, 10, 12


@dataclass(frozen=True)
class Phrase:
    """Atoms in order, each with the number of words that may stand before it."""

    steps: tuple[tuple[str, int], ...]
    words: frozenset[str]
    """The atoms that are no blocks: without each of them the phrase is not said."""

    @property
    def blocks(self) -> frozenset[str]:
        """The other atoms."""
        return frozenset(atom for atom, _ in self.steps) - self.words


@dataclass(frozen=True)
class Rule:
    """Phrases that must all be said near the first, in any order."""

    phrases: tuple[Phrase, ...]
    words: frozenset[str]


class Rules:
    """The rules of a section, by an atom that each needs: its longest word, else one of its blocks."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_atom: dict[str, list[tuple[frozenset[str], Rule]]] = defaultdict(list)
        for rule in rules:
            atoms = rule.words.union(*(phrase.blocks for phrase in rule.phrases))
            self._by_atom[max(sorted(rule.words or atoms), key=len)].append((atoms, rule))

    def possible(self, names: Set[str]) -> Iterator[Rule]:
        """Return the rules that a text with these atoms can say."""
        for name in names & self._by_atom.keys():
            for atoms, rule in self._by_atom[name]:
                if atoms <= names:
                    yield rule


class Blocks:
    """The expressions of each block, and which blocks the words of a text may make up."""

    def __init__(self, phrases: Mapping[str, list[Phrase]]) -> None:
        self.phrases = phrases
        self._by_atom: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for block, some in phrases.items():
            for phrase in some:
                needed = phrase.words or phrase.blocks
                for key in [max(sorted(needed), key=len)] if phrase.words else needed:
                    self._by_atom[key].append((block, needed))

    def possible(self, names: Iterable[str]) -> set[str]:
        """Return the names and every block that may be said with them: never one too few."""
        found = set(names)
        new = list(found)
        while new:
            for block, needed in self._by_atom.get(new.pop(), ()):
                if block not in found and needed <= found:
                    found.add(block)
                    new.append(block)
        return found


class Places:
    """Where an expression stands, looked up near a place: a word said a thousand times costs no more."""

    def __init__(self, spans: list[Span], ranks: list[int]) -> None:
        self._spans = spans
        self._ranks = ranks
        self._longest = max((span[-1] - span[0] for span in spans), default=0)

    def near(self, span: Span, reach: int) -> Iterator[Span]:
        """Return the places within so many words of a span."""
        start, end = min(span), max(span)
        sooner = bisect_left(self._ranks, self._ranks[start] - reach) - 1
        later = bisect_right(self._ranks, self._ranks[end + 1] + reach) - 1
        first = bisect_left(self._spans, (sooner - self._longest,))
        for place in range(first, bisect_left(self._spans, (later + 1,))):
            if self._spans[place][-1] >= sooner:
                yield self._spans[place]


class Reading:
    """A text read with a lexicon: where its expressions stand."""

    def __init__(self, tokens: list[frozenset[str]], ranks: list[int], blocks: Blocks) -> None:
        self._tokens = tokens
        self._ranks = ranks
        self._blocks = blocks
        self._at: dict[str, list[Span]] = {}
        for position, names in enumerate(tokens):
            for name in names:
                self._at.setdefault(name, []).append((position,))
        self._complete: set[str] = set()
        self._names = blocks.possible(self._at)

    def without(self, rules: Rules) -> Reading:
        """Return the text without the words of every rule that it says."""
        possible = rules.possible(self._names)
        gone = {position for rule in possible for span in self.find(rule) for position in span}
        if not gone:
            return self
        tokens = [frozenset() if i in gone else names for i, names in enumerate(self._tokens)]
        return Reading(tokens, self._ranks, self._blocks)

    def find(self, rule: Rule) -> list[Span]:
        """Return the words of each place where the rule is said."""
        if not rule.words <= self._at.keys():
            return []
        said = []
        for phrase in rule.phrases:
            said.append(self._spans(phrase))
            if not said[-1]:
                return []
        first, *others = said
        places = [Places(spans, self._ranks) for spans in others]
        return [whole for span in first if (whole := _together(span, places))]

    def says(self, rules: Rules, *, away_from: str = "") -> bool:
        """Tell whether the text says one of the rules, away from each place of a block if one is given."""
        excuses = Places(self._atom(away_from), self._ranks)
        return any(
            next(excuses.near(span, NEAR), None) is None
            for rule in rules.possible(self._names)
            for span in self.find(rule)
        )

    def _spans(self, phrase: Phrase) -> list[Span]:
        if not phrase.words <= self._at.keys():
            return []
        spans = self._atom(phrase.steps[0][0])
        for atom, gap in phrase.steps[1:]:
            if not spans:
                return []
            following = self._atom(atom)
            spans = [span + after for span in spans for after in self._after(span[-1] + 1, following, gap)]
        return spans

    def _after(self, start: int, spans: list[Span], gap: int) -> Iterator[Span]:
        for place in range(bisect_left(spans, (start,)), len(spans)):
            after = spans[place]
            distance = after[0] - start
            if distance > (0 if gap == ADJACENT else LIGHT_RUN):
                return
            if self._ranks[after[0]] - self._ranks[start] <= max(gap, 0):
                yield after

    def _atom(self, name: str) -> list[Span]:
        phrases = self._blocks.phrases.get(name)
        if phrases and name not in self._complete:
            self._complete.add(name)
            spans = self._at.get(name, [])
            found = [span for phrase in phrases for span in self._spans(phrase)]
            if found:
                self._at[name] = sorted({*spans, *found})
        return self._at.get(name, [])


def _together(span: Span, others: list[Places]) -> Span | None:
    whole = span
    for places in others:
        free = (other for other in places.near(span, WINDOW) if not set(whole) & set(other))
        found = next(free, None)
        if found is None:
            return None
        whole += found
    return whole
