"""Every branch of `knowledge/records/` is chosen by some record, and by that record alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

import pytest
from action_cases_card import cards
from action_cases_care import care
from action_cases_contracts import contracts
from action_cases_debits import debits
from action_cases_links import links
from action_material import CONTRACT, TODAY, keys, record_keys

import knowledge
from actions.parts import Message
from actions.question import Question
from actions.saying import say
from knowledge.figures import word_count
from settings import ROOT

CASES = [*cards(), *debits(), *links(), *care(), *contracts()]
IDS = [f"{question.topic}: {name}" for name, question, _, _ in CASES]
TOLD_BY_THE_TURN = {"dossier_indisponible", "dossier_introuvable", "dossier_autre_personne"}


@pytest.mark.parametrize(("name", "question", "answer", "expected"), CASES, ids=IDS)
def test_a_record_chooses_its_branch(
    name: str, question: Question, answer: Callable[[Question], list[Message]], expected: str
) -> None:
    assert keys(answer(question)) == set(expected.split())


@pytest.mark.parametrize(("name", "question", "answer", "expected"), CASES, ids=IDS)
def test_each_answer_can_be_read(
    name: str, question: Question, answer: Callable[[Question], list[Message]], expected: str
) -> None:
    replies = [say(question, message) for message in answer(question)]
    for reply in replies:
        assert reply.topic == question.topic
        assert "{" not in reply.text
        assert word_count(reply.text) <= 120
        assert len({choice.title for choice in reply.choices}) == len(reply.choices)
    assert f"au {knowledge.french_date(question.today)}," in replies[0].text
    assert any(source.kind == "record" and source.date for source in replies[0].sources)


def test_every_branch_is_reached_by_a_case() -> None:
    reached = {key for _, _, _, expected in CASES for key in expected.split()}
    assert reached | TOLD_BY_THE_TURN == record_keys()


def test_every_key_in_the_code_exists() -> None:
    themes = (
        "carte|echeancier|cotisation|teletransmission|remboursements?|beneficiaires?|garanties|assistance"
    )
    key = re.compile(rf"(?:{themes}|prise_en_charge|dossier)(?:_[a-z]+)+")
    written = {
        node.value
        for file in (ROOT / "actions").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and key.fullmatch(node.value)
    }
    assert len(written) > 80
    assert written <= set(knowledge.load().entries)


def test_states_and_formulas_say_different_things() -> None:
    said: dict[str, str] = {}
    for name, question, answer, _ in CASES:
        text = "\n".join(say(question, message).text for message in answer(question))
        said[f"{question.topic}: {name}"] = text
    alike = {frozenset((a, b)) for a in said for b in said if a < b and said[a] == said[b]}
    assert alike <= {
        # The same record seen through a card without dates and through no card at all.
        frozenset(("carte_reception: first card late", "carte_reception: first card late, no date")),
        frozenset(("carte_reception: ended", "carte_perdue: lost, ended")),
        # A card in order: it was sent, or never had to be.
        frozenset(("carte_refusee: refused, all in order", "carte_refusee: refused, digital is never sent")),
        frozenset(("remboursement_suivi: nobody signed in", "remboursement_suivi: stranger signed in")),
        frozenset(("teletransmission_verifier: family, nobody named", "teletransmission_verifier: stranger")),
    }


def test_the_usual_contract_is_in_force() -> None:
    assert Question("carte_reception", CONTRACT, 1, TODAY).state == "active"
