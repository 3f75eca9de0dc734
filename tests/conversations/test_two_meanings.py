"""A question that may mean one of two things: both are offered. The trained model says which question."""

from __future__ import annotations

import tarfile
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import knowledge
from bot.model import model_path
from nlu.classifier import Classifier
from nlu.outcome import AMBIGUOUS, Outcome, understand
from tests.stack.processes import Stack

pytestmark = pytest.mark.stack

WANTS = (
    "ajouter un bénéficiaire",
    "augmenter mes garanties",
    "aide pour payer",
    "changer mon adresse",
    "changer mon paiement",
    "la carte refusée",
    "la carte perdue",
    "ma cotisation",
    "mon remboursement",
    "mon échéancier",
    "un devis",
    "une attestation",
)


def classifier() -> Classifier:
    """Return the classifier of the trained model."""
    with TemporaryDirectory() as folder, tarfile.open(model_path()) as archive:
        names = [name for name in archive.getnames() if name.endswith(("words.json", "weights.npz"))]
        archive.extractall(folder, [archive.getmember(name) for name in names])
        return Classifier.load(Path(folder) / Path(names[0]).parent)


def ambiguous() -> tuple[str, Outcome]:
    """Return the sentence with two wishes whose likeliest meanings are the closest."""
    texts = [f"{one} {word} {other}" for one, other in permutations(WANTS, 2) for word in ("et", "ou")]
    outcomes = zip(texts, understand(classifier(), texts))
    found = [(text, outcome) for text, outcome in outcomes if outcome.intent == AMBIGUOUS]
    assert found, "the model is never of two minds about these"
    return min(found, key=lambda item: item[1].ranking[0][1] - item[1].ranking[1][1])


def test_both_meanings_are_offered_and_the_chosen_one_is_answered(stack: Stack) -> None:
    text, outcome = ambiguous()
    topics = [name for name, _ in outcome.ranking[:2]]
    titles = [knowledge.load().topics[topic].title for topic in topics]
    member = stack.member()
    turn = member.say(text)
    assert "J'hésite sur le sens de votre question" in turn.text
    assert set(titles) <= set(turn.choices)
    assert member.choose(str(titles[1])).topics[:1] == [topics[1]]
