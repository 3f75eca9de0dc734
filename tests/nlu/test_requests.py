"""Two requests are found, one need told at length stays one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.classifier import Classifier
from nlu.outcome import Outcome, understand
from nlu.requests import Part, may_hold_several, parts, requests
from tests.nlu.trained import trained_classifier

CASES = yaml.safe_load(Path(__file__).with_name("requests_cases.yml").read_text(encoding="utf-8"))


class Knows:
    """A classifier that goes by one word."""

    labels = ("carte", "devis", "saluer")

    def rank(self, texts: Sequence[str], count: int) -> list[list[tuple[str, float]]]:
        return [[next(((w, 0.9) for w in self.labels if w in t.lower()), ("flou", 0.1))] for t in texts]


def asked(text: str, whole: str = "carte") -> list[str]:
    classifier: Any = Knows()
    return [one.topic for one in requests(classifier, text, Outcome(whole, 0.9, (), 9))]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Ma carte ? Par ailleurs, un devis.", ["Ma carte ?", "Par ailleurs, un devis"]),
        ("ma carte et aussi un devis", ["ma carte", "et aussi un devis"]),
        ("1) ma carte\n2) un devis", ["1) ma carte", "2) un devis"]),
        ("- ma carte\n- un devis", ["- ma carte", "- un devis"]),
        ("Ma carte.\n\nUn devis.", ["Ma carte", "Un devis"]),
        ("Où est ma carte et comment envoyer un devis", ["Où est ma carte", "et comment envoyer un devis"]),
        ("Ma carte. Sinon, un devis ?", ["Ma carte", "Sinon, un devis ?"]),
    ],
)
def test_where_a_message_is_cut(text: str, cut: list[str]) -> None:
    assert [part.text for part in parts(text)] == cut


def test_a_part_says_whether_it_is_added_and_whether_it_asks() -> None:
    assert parts("Ma carte est là. Il me faudrait aussi un devis") == [
        Part("Ma carte est là", False, False),
        Part("Il me faudrait aussi un devis", True, True),
    ]


@pytest.mark.parametrize(
    "text", ["Où est ma carte ?", "ma carte", "Ma carte, reçue hier, est fausse.", "", "?", "j'en veux plus"]
)
def test_most_messages_are_not_even_looked_at(text: str) -> None:
    assert not may_hold_several(text)


def test_the_main_request_comes_first() -> None:
    text = "Un devis s'il vous plaît. Par ailleurs, où est ma carte ?"
    assert asked(text) == ["carte", "devis"]
    assert asked(text, whole="nlu_ambigu") == ["devis", "carte"]
    assert asked(text, whole="remercier") == ["devis", "carte"]


def test_the_evidence_is_what_the_member_wrote() -> None:
    classifier: Any = Knows()
    found = requests(classifier, "Où est ma CARTE ? Et l’œil du devis ?", Outcome("carte", 0.9, (), 9))
    assert [one.evidence for one in found] == ["Où est ma CARTE ?", "Et l’œil du devis ?"]


@pytest.mark.parametrize(
    "text",
    [
        "Où est ma carte ? Vraiment, où est ma carte ?",
        "Saluer. Par ailleurs, où est ma carte ?",
        "J'ai eu un devis. Il était cher. Où est ma carte ?",
    ],
)
def test_one_need_stays_one(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize("whole", ["urgence_medicale", "annuler"])
def test_an_emergency_or_a_stop_is_alone(whole: str) -> None:
    assert asked("Un devis ? Et ma carte ?", whole=whole) == []


def test_a_very_long_message_is_cut_in_few_parts() -> None:
    assert len(asked("Un devis ? Ma carte ? " * 90)) == 2


def score(classifier: Classifier) -> tuple[float, list[str]]:
    """Return the F1 of the topics over the messages with two, and the messages that miss one."""
    right = wrong = missed = 0
    bad = []
    texts = [text for text, *_ in CASES["two"]]
    for (text, *wanted), whole in zip(CASES["two"], understand(classifier, texts)):
        found = [one.topic for one in requests(classifier, text, whole)] or [whole.intent]
        sets = [set(topics.split("|")) for topics in wanted]
        hits = sum(bool(topics & set(found)) for topics in sets)
        right, missed = right + hits, missed + len(sets) - hits
        wrong += sum(not any(topic in topics for topics in sets) for topic in found)
        bad += [f"{text} -> {found}"] if hits < len(sets) else []
    return 2 * right / (2 * right + wrong + missed), bad


@pytest.mark.model
def test_two_requests_are_found() -> None:
    f1, bad = score(trained_classifier())
    assert len(CASES["two"]) == 60
    assert f1 >= 0.75, bad


@pytest.mark.model
def test_a_story_with_one_need_stays_one() -> None:
    classifier = trained_classifier()
    wholes = understand(classifier, CASES["one"])
    split = [text for text, whole in zip(CASES["one"], wholes) if requests(classifier, text, whole)]
    assert len(CASES["one"]) == 60
    assert len(split) <= 6, split
