"""From an entry to a message: variants, choices, links, sources, values, settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from knowledge_material import OPEN, said

import knowledge
import settings
from knowledge.reply import Handoff, Reply


@pytest.fixture
def with_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Set an environment variable for the length of a test."""

    def put(name: str, value: str) -> None:
        monkeypatch.setenv(name, value)
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        settings.settings.cache_clear()

    yield put
    monkeypatch.undo()
    settings.settings.cache_clear()


def test_alpha_has_its_own_text_and_falls_back_to_the_general_one() -> None:
    assert said("carte_reception", "alpha").text != said("carte_reception", "general").text
    assert said("magazine", "alpha").text == said("magazine", "general").text


def test_a_visitor_reads_the_general_text_with_the_alpha_exception_last() -> None:
    general, visitor = said("carte_reception", "general").text, said("carte_reception", "visitor").text
    note = knowledge.load().topics["carte_reception"].alpha_note
    assert visitor == f"{general}\n\n{note}"
    assert note not in general


def test_alpha_has_its_own_choices_and_links_where_the_general_ones_make_no_sense() -> None:
    reply = said("teletransmission_verifier", "alpha")
    assert "teletransmission_activer" not in {choice.topic for choice in reply.choices}
    assert all("ameli" not in link.href for link in reply.links)


def test_a_choice_to_write_carries_its_subject() -> None:
    (choice,) = [c for c in said("carte_reception", "general").choices if c.intent == "contact_conseiller"]
    assert choice.to_json() == {
        "title": "Écrire à un conseiller",
        "intent": "contact_conseiller",
        "entities": {"sujet": "carte"},
        "topic": "contact_conseiller",
    }


def test_a_form_offers_its_values_and_the_way_out() -> None:
    choices = said("demander_lieu", "general").choices
    assert [(c.intent, dict(c.entities)) for c in choices] == [
        ("choisir", {"lieu": "france"}),
        ("choisir", {"lieu": "etranger"}),
        ("annuler", {}),
    ]


def test_yes_and_no_are_offered_to_confirm() -> None:
    assert [c.title for c in said("demander_confirmation", "general").choices] == ["Oui", "Non"]


def test_the_number_of_a_hand_off_is_left_for_the_desk() -> None:
    for key in ("transmis", "message_enregistre", "assistance_enregistree", "deces_adherent"):
        assert "{numero}" in said(key, "general").text
    assert "{numero}" in said("reclamation_enregistree", "general").text


def test_a_value_is_said_as_it_is_even_with_braces() -> None:
    reply = knowledge.load().render("demander_confirmation", message="{telephone_ima} {x} 12")
    assert "« {telephone_ima} {x} 12 »" in reply.text


@pytest.mark.parametrize("values", [{}, {"message": "a", "autre": "b"}, {"autre": "b"}])
def test_values_that_do_not_match_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(knowledge.WrongValuesError, match="demander_confirmation"):
        knowledge.load().render("demander_confirmation", **values)


def test_an_unknown_entry_or_label_is_named() -> None:
    with pytest.raises(knowledge.UnknownEntryError, match="'nulle_part'"):
        knowledge.load().render("nulle_part")
    with pytest.raises(knowledge.UnknownEntryError, match="role 'voisin'"):
        knowledge.label("role", "voisin")


def test_the_guide_is_named_and_other_sources_are_not_passed_off_as_it() -> None:
    reply = said("carte_reception", "general")
    assert [s.to_json() for s in reply.sources] == [
        {"kind": "guide", "label": "Quand vais-je recevoir ma carte de tiers payant ?"}
    ]
    assert said("urgence_medicale", "general").sources == ()
    assert said("reclamation", "general").sources == ()


def test_a_message_has_the_form_that_the_desk_reads() -> None:
    handoff = Handoff("message", "carte_perdue", "normale", "carte", "bonjour", {"sujet": "carte"})
    assert Reply("Bonjour", handoff=handoff).to_json() == {
        "text": "Bonjour",
        "topic": None,
        "choices": [],
        "links": [],
        "sources": [],
        "handoff": {
            "kind": "message",
            "topic": "carte_perdue",
            "priority": "normale",
            "reason": "carte",
            "text": "bonjour",
            "details": {"sujet": "carte"},
        },
    }


def test_what_is_not_set_is_not_said_and_the_operator_is_told(
    with_setting: Callable[[str, str], None],
) -> None:
    with_setting("MEDIATOR", "")
    assert "médiateur" not in said("reclamation", "general").text
    assert any("MEDIATOR" in line for line in knowledge.warnings())


def test_what_is_set_is_said(with_setting: Callable[[str, str], None]) -> None:
    with_setting("MEDIATOR", "le médiateur d'essai")
    assert "vous pouvez saisir le médiateur : le médiateur d'essai." in said("reclamation", "general").text
    assert not any("MEDIATOR" in line for line in knowledge.warnings())


def test_the_cancellation_page_is_a_link_once_it_is_set(with_setting: Callable[[str, str], None]) -> None:
    hrefs = [link.href for link in said("resiliation", "general").links]
    with_setting("CANCELLATION_URL", "https://exemple.invalid/resilier")
    assert [link.href for link in said("resiliation", "general").links] == [
        *hrefs,
        "https://exemple.invalid/resilier",
    ]


@pytest.mark.parametrize(
    ("cents", "text"),
    [(4210, "42,10 €"), (5, "0,05 €"), (123456789, "1 234 567,89 €"), (-1250, "-12,50 €"), (0, "0,00 €")],
)
def test_amounts_are_written_as_in_french(cents: int, text: str) -> None:
    assert knowledge.euros(cents) == text


def test_dates_are_written_as_in_french() -> None:
    assert knowledge.french_date(date(2026, 3, 12)) == "12 mars 2026"
    assert knowledge.french_date(date(2026, 8, 1)) == "1er août 2026"


def test_the_labels_cover_the_values_of_the_record() -> None:
    from typing import get_args

    from members import records

    for kind, values in {
        "role": records.Role,
        "contract_state": records.ContractState,
        "card_mode": records.CardMode,
        "payment": records.Payment,
        "line_state": records.LineState,
        "link_state": records.LinkState,
        "document_state": records.DocumentState,
        "reimbursement_state": records.ReimbursementState,
    }.items():
        assert set(get_args(values)) == set(knowledge.load().labels[kind])


def test_the_same_moment_gives_the_same_message() -> None:
    assert said("contact_coordonnees", "general", OPEN) == said("contact_coordonnees", "general", OPEN)


def test_a_hand_off_carries_what_the_form_asked() -> None:
    values = {"situation": "hospitalisation", "lieu": "france", "quand": "maintenant"}
    handoff = knowledge.load().render("assistance_enregistree", **values).handoff
    assert handoff is not None
    assert (handoff.kind, handoff.priority, handoff.topic) == ("assistance", "haute", "assistance_demander")
    assert handoff.details == values


def test_a_complaint_is_handed_over_with_its_text() -> None:
    handoff = knowledge.load().render("reclamation_enregistree", message="Trois mois !").handoff
    assert handoff is not None
    assert (handoff.kind, handoff.text) == ("reclamation", "Trois mois !")
