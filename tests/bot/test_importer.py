"""What Rasa is trained on."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

import knowledge
from settings import ROOT

pytestmark = pytest.mark.model


@lru_cache(maxsize=1)
def importer() -> Any:
    from rasa.shared.importers.importer import TrainingDataImporter

    return TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "bot" / "data")]
    )


def rules() -> dict[str, list[str]]:
    """Return the actions of each rule that starts with an intent, by intent, rules inside forms left out."""
    found: dict[str, list[str]] = {}
    for step in importer().get_stories().story_steps:
        events = [
            event for event in step.events if hasattr(event, "intent_name") or hasattr(event, "action_name")
        ]
        intents = [event.intent_name for event in events if getattr(event, "intent_name", None)]
        inside = any(
            getattr(event, "name", None) and event.type_name == "active_loop" for event in step.events[:2]
        )
        if intents and not inside:
            names = [getattr(event, "action_name", None) for event in events]
            found.setdefault(intents[0], []).extend(
                name for name in names if name and name not in ("action_listen", "...")
            )
    return found


def test_the_configuration_loads_our_importer() -> None:
    from bot.importer import KnowledgeImporter

    combined = importer().importer
    while not hasattr(combined, "_importers"):
        combined = combined._importer
    assert [type(one) for one in combined._importers] == [KnowledgeImporter]


def test_every_intent_has_a_rule_and_examples() -> None:
    domain = importer().get_domain()
    outcomes = {"nlu_fallback", "nlu_ambigu", "texte_libre", "choisir"}
    own = set(domain.intents) - outcomes - set(domain_defaults())
    assert own == {example.get("intent") for example in importer().get_nlu_data().intent_examples}
    assert own - set(rules()) == set()


def domain_defaults() -> list[str]:
    from rasa.shared.core.constants import DEFAULT_INTENTS

    return list(DEFAULT_INTENTS)


def test_a_topic_is_answered_by_its_response_or_its_action() -> None:
    from bot.importer import response_name

    made = rules()
    for topic, entry in knowledge.load().topics.items():
        if topic not in ("annuler", "assistance_demander"):
            assert made[topic][0] == (entry.action or response_name(topic)), topic


def test_every_sentence_has_its_writer() -> None:
    for example in importer().get_nlu_data().intent_examples:
        assert example.get("metadata")["intent"]["writer"]


def test_names_go_there_and_back() -> None:
    from bot.importer import entry_key, response_name

    for key in knowledge.load().entries:
        assert entry_key(response_name(key)) == key
