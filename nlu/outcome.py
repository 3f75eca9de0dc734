"""From probabilities to an outcome: a topic, a question between two, or the admission of a miss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from nlu.classifier import Classifier
from nlu.emergency import is_emergency
from nlu.normalise import normalise

TABLE = Path(__file__).with_name("thresholds.yml")
FREE_TEXT = "texte_libre"
FALLBACK = "nlu_fallback"
AMBIGUOUS = "nlu_ambigu"
EMERGENCY = "urgence_medicale"
STOP = "annuler"
RANKED = 5
STOP_WORDS = 4


@dataclass(frozen=True)
class Thresholds:
    """When to answer, to ask which of two, or to admit a miss; `nlu.tune` chooses them."""

    sure: float
    """From this probability of the best intent on, answer."""
    pair: float
    """Else, from this probability of the two best together on, ask which one."""
    rival: float
    """... if the second has at least this probability."""
    answer: float
    """Else, from this probability of the best on, answer; below it is a miss."""
    emergency: float
    """From this probability of an emergency on, it is one, whatever else fits better."""
    never_offered: frozenset[str] = frozenset()
    """The intents that no question offers."""


@dataclass(frozen=True)
class Outcome:
    """What a text means: `ranking` holds the best intents with their probability, best first."""

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    words: int

    @property
    def stops_form(self) -> bool:
        """Whether the text ends a form, whatever was asked."""
        return self.intent == EMERGENCY or (self.intent == STOP and self.words <= STOP_WORDS)

    def at_free_text(self) -> Outcome:
        """Return the outcome at a form's free-text step: a text, unless it stops the form."""
        return self if self.stops_form else replace(self, intent=FREE_TEXT, confidence=1.0)


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    """Return the thresholds in force."""
    table = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Thresholds(**table | {"never_offered": frozenset(table["never_offered"])})


def understand(
    classifier: Classifier, texts: Sequence[str], limits: Thresholds | None = None
) -> list[Outcome]:
    """Return the outcome of each text; a text without letters is a miss."""
    limits = limits or thresholds()
    rankings = classifier.rank(texts, RANKED)
    return [_outcome(text, tuple(ranking), limits) for text, ranking in zip(texts, rankings)]


def _outcome(text: str, ranking: tuple[tuple[str, float], ...], limits: Thresholds) -> Outcome:
    words = len(normalise(text).split())
    if is_emergency(text):
        return Outcome(EMERGENCY, 1.0, ((EMERGENCY, 1.0), *ranking), words)
    intent, confidence = decide(ranking, limits)
    return Outcome(intent, confidence, ranking, words)


def decide(ranking: Sequence[tuple[str, float]], limits: Thresholds) -> tuple[str, float]:
    """Return the intent to act on, or the question or the miss, and how sure that is."""
    if not ranking:
        return FALLBACK, 1.0
    alarm = next((probability for name, probability in ranking if name == EMERGENCY), 0.0)
    if alarm >= limits.emergency:
        return EMERGENCY, alarm
    (first, best), (other, second) = ranking[0], ranking[1] if len(ranking) > 1 else ("", 0.0)
    if best >= limits.sure:
        return first, best
    offered = not {first, other} & limits.never_offered
    if offered and second >= limits.rival and best + second >= limits.pair:
        return AMBIGUOUS, min(1.0, best + second)
    return (first, best) if best >= limits.answer else (FALLBACK, 1.0 - best)
