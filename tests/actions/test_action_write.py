"""The button that writes to a person: on which subject, and which subjects are read before the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from action_material import ALPHA, CONVERSATION, ENDED, FUTURE, SUSPENDED, asked, claim

import knowledge
from actions import prise_en_charge
from actions.echeancier import ActionEcheancier
from actions.saying import say
from actions.turn import RecordAction, Turn, replies
from actions.words import about_unpaid
from knowledge import Reply

REJECTED, REJECTED_AND_SUSPENDED, IN_ORDER = "24695217", "23680954", "21067385"


def answered(topic: str, adherent: str, text: str = "?") -> list[Reply]:
    """Return what a member is answered on the cotisations."""
    action: RecordAction = ActionEcheancier()
    return replies(action, Turn(topic, text, CONVERSATION, "general", claim(adherent, None)))


def subjects(said: list[Reply]) -> set[str]:
    """Return the subjects that the buttons of an answer open on."""
    return {subject for reply in said for choice in reply.choices for subject in choice.entities.values()}


@pytest.mark.parametrize("adherent", [REJECTED, REJECTED_AND_SUSPENDED])
@pytest.mark.parametrize("topic", ["cotisation_comprendre", "echeancier_consulter"])
def test_after_a_rejected_debit_every_button_says_so(members_db: Path, topic: str, adherent: str) -> None:
    said = answered(topic, adherent)
    assert len(said) > 1
    assert subjects(said) == {"impaye"}


def test_without_one_the_subject_is_the_theme(members_db: Path) -> None:
    assert subjects(answered("cotisation_comprendre", IN_ORDER)) == {"cotisations"}
    assert subjects(answered("echeancier_consulter", IN_ORDER, "payer en trois fois")) == {"cotisations"}


@pytest.mark.parametrize("token", [True, False])
def test_words_of_an_unpaid_cotisation_open_on_it_for_members_and_visitors(
    members_db: Path, token: bool
) -> None:
    text = "J'ai reçu une mise en demeure, puis-je payer en plusieurs fois ?"
    signed = claim(IN_ORDER, None) if token else None
    turn = Turn("cotisation_comprendre", text, CONVERSATION, "general", signed)
    assert subjects(replies(ActionEcheancier(), turn)) == {"impaye"}


@pytest.mark.parametrize("state", [{}, ALPHA, FUTURE, SUSPENDED, ENDED])
def test_care_to_be_taken_charge_of_is_its_own_subject(state: dict[str, object]) -> None:
    question = asked("prise_en_charge", **state)
    said = [say(question, message) for message in prise_en_charge.answer(question)]
    assert subjects(said) == {"admission"}


def test_what_is_read_first_is_confirmed_as_such() -> None:
    house = knowledge.load()
    for subject in house.labels["priorite"]:
        assert house.label("sujet", subject) == house.label("theme", subject)
        first = house.render("message_enregistre_haute", sujet=subject, message="Bonjour")
        usual = house.render("message_enregistre", sujet=subject, message="Bonjour")
        assert first.handoff and (first.handoff.priority, first.handoff.topic) == ("haute", subject)
        assert (first.text, first.topic) == (usual.text, usual.topic)


@pytest.mark.parametrize(
    "text",
    [
        "Mon prélèvement a été rejeté",
        "le prelevement n'est pas passé ce mois-ci",
        "J'ai reçu une mise en demeure !",
        "peut-on payer en 3 fois",
        "je voudrais étaler ce que je dois",
        "demande d'échelonnement",
        "je ne peux pas payer ce mois-ci",
        "je n'arrive plus à payer la mutuelle",
        "j'ai des impayés",
    ],
)
def test_an_unpaid_cotisation_is_recognised(text: str) -> None:
    assert about_unpaid(text)


@pytest.mark.parametrize(
    "text",
    ["Pourquoi ce montant ?", "Pourquoi ma cotisation augmente-t-elle ?", "je peux payer par chèque ?", ""],
)
def test_a_question_on_the_amount_is_not_one(text: str) -> None:
    assert not about_unpaid(text)
