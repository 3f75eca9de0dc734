"""Which text a turn is answered with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from clock import PARIS

pytestmark = pytest.mark.model

NOW = datetime(2026, 11, 25, 10, 12, tzinfo=PARIS)


def said(
    key: str,
    misses: int = 0,
    ranking: tuple[str, ...] = (),
    slots: Any = None,
    text: str = "x",
    **metadata: Any,
) -> Any:
    from rasa.shared.core.events import UserUttered

    from bot.wording import reply_for

    data = {"intent_ranking": [{"name": name, "confidence": 0.3} for name in ranking]}
    turn = UserUttered(text, parse_data=data, metadata={"visitor": False, "formule": "autre", **metadata})
    return reply_for(key, turn, slots or {}, misses, NOW)


def test_the_formula_decides() -> None:
    general, alpha = said("carte_utilisation"), said("carte_utilisation", formule="alpha")
    visitor = said("carte_utilisation", visitor=True)
    assert "GFP" in alpha.text and "GFP" not in general.text
    assert visitor.text.startswith(general.text) and "ALPHA" in visitor.text


def test_the_second_miss_in_a_row_offers_a_person() -> None:
    first, second = said("nlu_fallback_1", misses=1), said("nlu_fallback_1", misses=2)
    assert "conseiller peut prendre la suite" in second.text
    assert "conseiller peut prendre la suite" not in first.text


def test_a_miss_offers_what_the_search_finds() -> None:
    first = said("nlu_fallback_1", misses=1, text="verres")
    second = said("nlu_fallback_1", misses=2, text="verres")
    found = [choice.topic for choice in first.choices][:-1]
    assert 1 <= len(found) <= 3 and first.choices[-1].intent == "contact_conseiller"
    assert "L'une de ces réponses" in first.text
    assert [choice.topic for choice in second.choices][-len(found) :] == found
    assert second.choices[0].intent == "desk_handoff"


def test_a_miss_without_anything_found_asks_again() -> None:
    assert [choice.intent for choice in said("nlu_fallback_1", misses=1).choices] == [
        "aide",
        "contact_conseiller",
    ]


def test_the_outcome_goes_along() -> None:
    assert said("nlu_fallback_1", misses=1).outcome == said("default", misses=2).outcome == "nlu_fallback"
    assert said("nlu_ambigu", ranking=("carte_perdue", "carte_refusee")).outcome == "nlu_ambigu"
    assert said("carte_perdue").outcome is None


def test_two_topics_are_offered_when_in_doubt() -> None:
    reply = said("nlu_ambigu", ranking=("carte_perdue", "carte_refusee", "carte_reception"))
    assert [choice.intent for choice in reply.choices][:2] == ["carte_perdue", "carte_refusee"]


def test_a_message_given_up_is_not_handed_over() -> None:
    slots = {"sujet": "carte", "message": "Bonjour", "confirmation": "False"}
    assert said("message_enregistre", slots=slots).handoff is None
    assert said("message_enregistre", slots={**slots, "confirmation": "True"}).handoff.kind == "message"


def test_a_complaint_is_handed_over_as_one() -> None:
    slots = {"sujet": "reclamation", "message": "Trois mois !", "confirmation": "True"}
    assert said("message_enregistre", slots=slots).handoff.kind == "reclamation"


@pytest.mark.parametrize(
    ("subject", "priority"), [("impaye", "haute"), ("admission", "haute"), ("carte", "normale")]
)
def test_a_pressing_subject_is_read_first(subject: str, priority: str) -> None:
    slots = {"sujet": subject, "message": "Bonjour", "confirmation": "True"}
    assert said("message_enregistre", slots=slots).handoff.priority == priority
