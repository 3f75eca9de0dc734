"""From probabilities to an outcome: a topic, a question between two, or the admission of a miss."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlu.classifier import Classifier
from nlu.emergency import is_emergency
from nlu.normalise import normalise

FREE_TEXT = "texte_libre"
FALLBACK = "nlu_fallback"
AMBIGUOUS = "nlu_ambigu"
EMERGENCY = "urgence_medicale"
STOP = "annuler"
RANKED = 5
STOP_WORDS = 4


@dataclass(frozen=True)
class Thresholds:
    """When to answer: below `answer` it is a miss, two topics closer than `margin` make a question."""

    answer: float = 0.22
    sure: float = 0.50
    margin: float = 0.08
    emergency: float = 0.30


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


def understand(
    classifier: Classifier, texts: list[str], thresholds: Thresholds = Thresholds()
) -> list[Outcome]:
    """Return the outcome of each text; a text with no known word or letter sequence is a miss."""
    rankings = classifier.rank(texts, RANKED)
    return [_outcome(text, ranking, thresholds) for text, ranking in zip(texts, rankings)]


def _outcome(text: str, ranking: list[tuple[str, float]], limits: Thresholds) -> Outcome:
    words = len(normalise(text).split())
    kept = tuple(ranking)
    if is_emergency(text):
        return Outcome(EMERGENCY, 1.0, ((EMERGENCY, 1.0), *kept), words)
    if not kept:
        return Outcome(FALLBACK, 1.0, (), words)
    alarm = next((p for name, p in kept if name == EMERGENCY), 0.0)
    if alarm >= limits.emergency:
        return Outcome(EMERGENCY, alarm, kept, words)
    (first, best), (_, second) = kept[0], kept[1] if len(kept) > 1 else ("", 0.0)
    if best < limits.answer:
        return Outcome(FALLBACK, 1.0 - best, kept, words)
    if best < limits.sure and best - second < limits.margin:
        return Outcome(AMBIGUOUS, best + second, kept, words)
    return Outcome(first, best, kept, words)
