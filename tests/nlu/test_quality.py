"""The gate: floors on sentences of four writers that the model never saw, well below what is measured.

A failure names the sentences. `make evaluate` gives the whole picture.
"""

from __future__ import annotations

import pytest

from nlu.classifier import Classifier
from nlu.corpus import Example, columns, themes, training_data
from nlu.measure import best, figures, is_right
from nlu.outcome import EMERGENCY, Outcome, understand

pytestmark = pytest.mark.model

UNSEEN = {"comptable-litige", "infirmiere-nuit", "martiniquaise-retraitee", "neutre-constat"}
SHARPNESS = 7.5
RIGHT, EACH_THEME, EMERGENCIES = 89.0, 78.0, 94.0
CONFIDENTLY_WRONG, REJECTED, FALSE_ALARMS = 5.0, 7.0, 1.5

Judged = list[tuple[Example, Outcome]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    examples = training_data()
    texts, intents, _ = columns([example for example in examples if example.writer not in UNSEEN])
    classifier = Classifier.fit_plain(texts, intents).sharpened(SHARPNESS)
    unseen = [example for example in examples if example.writer in UNSEEN]
    return list(zip(unseen, understand(classifier, [example.text for example in unseen])))


def wrong(judged: Judged) -> str:
    misses = [(e, best(o)) for e, o in judged if not is_right(e, best(o))]
    return "\n" + "\n".join(f"{e.intent}, taken for {said}: {e.text}" for e, said in misses)


def right(judged: Judged) -> float:
    return 100 * sum(is_right(e, best(o)) for e, o in judged) / len(judged)


def test_most_sentences_are_understood(judged: Judged) -> None:
    assert right(judged) >= RIGHT, wrong(judged)


def test_few_are_answered_wrongly_or_rejected(judged: Judged) -> None:
    found = figures(*zip(*judged))
    assert found["confidently_wrong"] <= CONFIDENTLY_WRONG, wrong(judged)
    assert found["in_scope_rejected"] <= REJECTED, wrong(judged)
    assert 100 * len(found["false_alarms"]) / len(judged) <= FALSE_ALARMS, found["false_alarms"]


@pytest.mark.parametrize("theme", sorted(set(themes().values())))
def test_each_theme_is_understood(judged: Judged, theme: str) -> None:
    theme_of = themes()
    mine = [(e, o) for e, o in judged if theme_of[e.intent] == theme]
    assert right(mine) >= EACH_THEME, wrong(mine)


def test_emergencies_are_seen(judged: Judged) -> None:
    alarms = [(e, o) for e, o in judged if e.intent == EMERGENCY]
    assert right(alarms) >= EMERGENCIES, wrong(alarms)
