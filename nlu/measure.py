"""Figures about outcomes: how often right, how often sure and wrong, how true the probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from nlu.corpus import Example
from nlu.outcome import AMBIGUOUS, EMERGENCY, FALLBACK, Outcome

OUT_OF_SCOPE = "hors_sujet"
COVERAGES = (0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
BINS = 10
WORST = 15
OFFERED = 2


def is_right(example: Example, intent: str) -> bool:
    """Tell whether an intent is the one meant, or as good; a miss is right out of scope."""
    right = {example.intent, *example.also}
    return intent in right or (intent == FALLBACK and OUT_OF_SCOPE in right)


def best(outcome: Outcome) -> str:
    """Return the intent acted on, or the likelier of the two asked about."""
    return outcome.ranking[0][0] if outcome.intent == AMBIGUOUS else outcome.intent


def figures(examples: Sequence[Example], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the shares that count, as percentages of all lines unless the name says otherwise."""
    pairs = list(zip(examples, outcomes))
    inside = [(e, o) for e, o in pairs if e.intent != OUT_OF_SCOPE]
    outside = [(e, o) for e, o in pairs if e.intent == OUT_OF_SCOPE]
    asked = [(e, o) for e, o in pairs if o.intent == AMBIGUOUS]
    answered = [(e, o) for e, o in pairs if o.intent not in (AMBIGUOUS, FALLBACK)]
    alarms = [(e, o) for e, o in pairs if EMERGENCY not in {e.intent, *e.also} and o.intent == EMERGENCY]
    return {
        "lines": len(pairs),
        "right": _share(pairs, lambda e, o: is_right(e, best(o))),
        "best_of_ranking_right": _share(pairs, lambda e, o: bool(o.ranking) and is_right(e, o.ranking[0][0])),
        "answered": 100 * len(answered) / max(1, len(pairs)),
        "confidently_wrong": 100 * sum(not is_right(e, o.intent) for e, o in answered) / max(1, len(pairs)),
        "in_scope_rejected": _share(
            inside, lambda e, o: o.intent in (FALLBACK, OUT_OF_SCOPE) and not is_right(e, o.intent)
        ),
        "out_of_scope_recognised": _share(outside, lambda e, o: is_right(e, o.intent)),
        "asked": 100 * len(asked) / max(1, len(pairs)),
        "right_among_the_two": _share(
            asked, lambda e, o: any(is_right(e, name) for name, _ in o.ranking[:OFFERED])
        ),
        "emergencies_missed": [e.text for e, o in pairs if e.intent == EMERGENCY != o.intent],
        "emergencies": sum(e.intent == EMERGENCY for e in examples),
        "false_alarms": [e.text for e, _ in alarms],
        "calibration_error": _calibration_error(pairs),
        "risk_by_coverage": _risks(pairs),
    }


def f1_by_intent(examples: Sequence[Example], outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the F1 of each intent in percent; an alternative that was chosen counts as the intent meant."""
    meant, said, both = Counter[str](), Counter[str](), Counter[str]()
    for example, outcome in zip(examples, outcomes):
        intent = best(outcome)
        truth = intent if intent in example.also else example.intent
        intent = OUT_OF_SCOPE if intent == FALLBACK else intent
        meant[truth] += 1
        said[intent] += 1
        both[truth] += intent == truth
    return {intent: round(200 * both[intent] / (meant[intent] + said[intent]), 1) for intent in sorted(meant)}


def confusions(examples: Sequence[Example], outcomes: Sequence[Outcome]) -> list[tuple[str, str, int, str]]:
    """Return what was taken for what, how often, and one such text; the most frequent first."""
    seen: dict[tuple[str, str], list[str]] = {}
    for example, outcome in zip(examples, outcomes):
        if not is_right(example, best(outcome)):
            seen.setdefault((example.intent, best(outcome)), []).append(example.text)
    worst = sorted(seen.items(), key=lambda item: (-len(item[1]), item[0]))[:WORST]
    return [(meant, said, len(texts), texts[0]) for (meant, said), texts in worst]


def _share(pairs: Sequence[tuple[Example, Outcome]], test: Any) -> float:
    return 100 * sum(test(e, o) for e, o in pairs) / len(pairs) if pairs else 0.0


def _trust(pairs: Sequence[tuple[Example, Outcome]]) -> tuple[Any, Any]:
    trust = np.array([o.ranking[0][1] if o.ranking else 0.0 for _, o in pairs])
    right = np.array([bool(o.ranking) and is_right(e, o.ranking[0][0]) for e, o in pairs])
    return trust, right


def _calibration_error(pairs: Sequence[tuple[Example, Outcome]]) -> float:
    trust, right = _trust(pairs)
    bins = np.minimum((trust * BINS).astype(int), BINS - 1)
    parts = [bins == i for i in range(BINS) if (bins == i).any()]
    gaps = (abs(float(trust[part].mean() - right[part].mean())) * int(part.sum()) for part in parts)
    return 100 * sum(gaps) / max(1, len(pairs))


def _risks(pairs: Sequence[tuple[Example, Outcome]]) -> dict[str, float]:
    """Return the share of wrong answers if only the surest part of the messages were answered."""
    trust, right = _trust(pairs)
    order = np.argsort(-trust, kind="stable")
    kept = {cover: right[order[: max(1, round(cover * len(pairs)))]] for cover in COVERAGES}
    return {f"{cover:.0%}": round(100 * float(1 - part.mean()), 2) for cover, part in kept.items()}
