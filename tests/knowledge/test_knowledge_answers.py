"""Every topic has its answer, and every answer holds what its topic requires."""

from __future__ import annotations

from typing import Any

import pytest
from knowledge_material import data, said

import knowledge
from knowledge.model import VARIANTS, Variant

REQUIRED = data("required_facts.yml")
SECOND = data("fact_values.yml")
VARIANT_CASES = [(topic, variant) for topic in REQUIRED for variant in VARIANTS]


def lists(topic: str, variant: Variant) -> list[dict[str, Any]]:
    """Return the lists that a variant of a topic must hold."""
    rule = REQUIRED[topic]
    own = [rule[variant]] if variant in rule else []
    return own if variant == "alpha" and own else [rule["general"], *(own if variant == "visitor" else [])]


def missing(text: str, topic: str, variant: Variant) -> list[str]:
    """Return what a text lacks, or says though it must not, to be the answer of a topic."""
    low = text.casefold()
    lacking = []
    for rule in lists(topic, variant):
        wanted = [SECOND["facts"][fact] for fact in rule.get("facts", [])]
        wanted += [SECOND["hours"][line] for line in rule.get("lines", [])]
        wanted += [SECOND["phones"][line] for line in rule.get("lines", [])]
        wanted += rule.get("words", [])
        lacking += [words for words in wanted if words.casefold() not in low]
        lacking += [f"not {words}" for words in rule.get("never", []) if words.casefold() in low]
    return lacking


def test_every_topic_is_answered_or_needs_no_answer() -> None:
    assert set(knowledge.load().topics) == set(REQUIRED)


@pytest.mark.parametrize(("topic", "variant"), VARIANT_CASES)
def test_an_answer_holds_what_its_topic_requires(topic: str, variant: Variant) -> None:
    assert missing(said(topic, variant).text, topic, variant) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_answer_could_stand_for_another(variant: Variant) -> None:
    texts = {topic: said(topic, variant).text for topic in REQUIRED}
    confused = [
        (topic, other)
        for topic in REQUIRED
        for other, text in texts.items()
        if other != topic and not missing(text, topic, variant)
    ]
    assert confused == []


@pytest.mark.parametrize("topic", REQUIRED)
def test_an_answer_has_its_action_its_person_and_its_links(topic: str) -> None:
    rule, entry = REQUIRED[topic], knowledge.load().topics[topic]
    assert entry.action == rule.get("action")
    if rule.get("person"):
        written = [choice for choice in entry.choices if choice.intent == "contact_conseiller"]
        assert entry.handoff or any(choice.entities for choice in written)
    assert set(rule.get("links", [])) <= set(entry.links)


def test_where_the_guide_is_silent_a_person_can_be_reached() -> None:
    silent = {"coordonnees_modifier", "resiliation", "attestation", "deces_adherent"}
    for topic in silent:
        assert "conseiller" in said(topic, "general").text
        assert said(topic, "general").sources == ()


def test_the_emergency_answer_stands_alone() -> None:
    reply = said("urgence_medicale", "general")
    assert reply.text.startswith("Appelez tout de suite le 15 (SAMU) ou le 112.")
    assert reply.choices == ()
    assert [link.href for link in reply.links] == ["tel:15", "tel:112", "tel:3114"]


def test_the_bereaved_and_the_leaving_are_sold_nothing() -> None:
    sold = {"parrainage", "option_blessures", "option_hospitalisation", "option_deces", "garanties_augmenter"}
    for key in (
        "deces_adherent",
        "resiliation",
        "reclamation",
        "reclamation_enregistree",
    ):
        entry = knowledge.load().entry(key)
        assert not sold & {choice.topic for choice in entry.choices}


def test_a_choice_of_a_topic_shows_the_title_of_that_topic() -> None:
    topics = knowledge.load().topics
    for entry in knowledge.load().entries.values():
        for choice in entry.choices:
            if choice.topic and not choice.entities:
                assert choice.title == topics[choice.topic].title


def test_titles_are_unlike_one_another() -> None:
    titles = [entry.title for entry in knowledge.load().topics.values()]
    assert len(set(titles)) == len(titles)


def test_titles_that_hold_a_fact_show_its_value() -> None:
    assert knowledge.load().topics["cent_pour_cent_sante"].title == "Le 100 % Santé"
