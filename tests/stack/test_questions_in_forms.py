"""Every question at every step of every form: answered, and the form asks again. Generated from the data."""

from __future__ import annotations

import json
import tarfile
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

import knowledge
from bot.model import model_path
from nlu.classifier import Classifier
from nlu.form_values import find_values
from nlu.outcome import understand
from settings import ROOT
from tests.stack.member import Member, Turn
from tests.stack.processes import Stack

pytestmark = pytest.mark.stack

ASSISTANCE = "Je rentre de l'hôpital et j'ai besoin d'une aide à domicile, comment joindre IMA ?"
STEPS = {
    "situation": [("say", ASSISTANCE)],
    "lieu": [("say", ASSISTANCE), ("choose", "Une hospitalisation")],
    "quand": [("say", ASSISTANCE), ("choose", "Une hospitalisation"), ("choose", "En France")],
    "sujet": [("say", "Je veux parler à un conseiller")],
    "message": [("say", "Je veux parler à un conseiller"), ("choose", "Ma carte")],
    "confirmation": [
        ("say", "Je veux parler à un conseiller"),
        ("choose", "Ma carte"),
        ("say", "Mon prénom est mal écrit sur ma carte."),
    ],
}
# These change the form on purpose: they end it, replace it, or answer its question.
CHANGING = {
    "annuler",
    "urgence_medicale",
    "deces_adherent",
    "contact_conseiller",
    "reclamation",
    "assistance_demander",
}
YES_NO = {"affirmer", "nier"}
QUESTIONS_A_CONVERSATION = 16


@lru_cache(maxsize=1)
def questions() -> dict[str, str]:
    """Return for each topic the example that the trained model is surest of and that fills no form."""
    examples: dict[str, list[str]] = {}
    for path in sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            lines = [line[2:] for line in block["examples"].splitlines()]
            examples.setdefault(block["intent"], []).extend(lines)
    classifier = _trained()
    found = {}
    for topic in set(knowledge.load().topics) - CHANGING - YES_NO:
        texts = [text for text in examples[topic] if not any(find_values(step, text) for step in STEPS)]
        outcomes = [
            (one.confidence, text)
            for one, text in zip(understand(classifier, texts), texts)
            if one.intent == topic
        ]
        found[topic] = max(outcomes)[1]
    return dict(sorted(found.items()))


def _trained() -> Classifier:
    with TemporaryDirectory() as folder, tarfile.open(model_path()) as archive:
        names = [name for name in archive.getnames() if name.endswith(("words.json", "weights.npz"))]
        assert len(names) == 2, json.dumps(archive.getnames())
        archive.extractall(folder, [archive.getmember(name) for name in names])
        return Classifier.load(Path(folder) / Path(names[0]).parent)


def reach(stack: Stack, step: str) -> tuple[Member, Turn]:
    """Open a conversation and walk to the step."""
    member = stack.member("21067385")
    turn = member.welcome
    for kind, words in STEPS[step]:
        turn = member.say(words) if kind == "say" else member.choose(words)
    return member, turn


@pytest.mark.parametrize("step", [step for step in STEPS if step != "message"])
def test_a_question_is_answered_and_the_form_asks_again(step: str, stack: Stack) -> None:
    asked = list(questions().items())
    for start in range(0, len(asked), QUESTIONS_A_CONVERSATION):
        member, turn = reach(stack, step)
        prompt = turn.messages[-1]["text"]
        for topic, text in asked[start : start + QUESTIONS_A_CONVERSATION]:
            turn = member.say(text)
            assert turn.topics[:1] == [topic], f"{text!r} gave {turn.topics}"
            assert turn.messages[-1]["text"] == prompt, f"the form was lost after {text!r}"


def test_at_the_free_text_step_a_question_is_the_text(stack: Stack) -> None:
    for text in questions().values():
        member, _ = reach(stack, "message")
        assert f"« {text} »" in member.say(text).text


@pytest.mark.parametrize("step", STEPS)
def test_an_emergency_ends_any_form(step: str, stack: Stack) -> None:
    member, _ = reach(stack, step)
    assert member.say("Mon mari ne respire plus, ses lèvres sont bleues").topics == ["urgence_medicale"]
    assert member.say("C'est quoi un échéancier ?").topics == ["echeancier_definition"]


@pytest.mark.parametrize("step", [step for step in STEPS if step != "message"])
def test_a_death_ends_any_form_and_nothing_more_is_asked(step: str, stack: Stack) -> None:
    member, _ = reach(stack, step)
    turn = member.say("Mon mari est décédé hier, que dois-je faire pour son contrat ?")
    assert turn.topics == ["deces_adherent"] and len(turn.messages) == 1 and not turn.choices


@pytest.mark.parametrize("step", STEPS)
def test_annuler_ends_any_form(step: str, stack: Stack) -> None:
    member, _ = reach(stack, step)
    assert "annulé" in member.say("annuler").text
    assert len(member.say("C'est quoi un échéancier ?").messages) == 1
