"""Who sees whose care, and whom a question is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from action_material import CONVERSATION, claim, guide_text

from actions.beneficiaires import ActionBeneficiaires
from actions.carte import ActionCarte
from actions.remboursements import ActionRemboursements
from actions.teletransmission import ActionTeletransmission
from actions.turn import RecordAction, Turn, replies
from actions.words import about_somebody_else

FAMILY = "24263578"
HOLDER, SPOUSE, ADULT, MINOR = (int(FAMILY) * 10 + place for place in (1, 2, 3, 4))
CARE = {
    HOLDER: {"ophtalmologue"},
    SPOUSE: {"kinésithérapie", "psychologue", "aides auditives"},
    ADULT: {"gynécologue", "contraception"},
    MINOR: {"pédiatre", "orthodontie"},
}
SEEN_BY = {HOLDER: {HOLDER, MINOR}, SPOUSE: {SPOUSE}, ADULT: {ADULT}, MINOR: {MINOR}, None: set(), 999: set()}


def said(action: RecordAction, person: int | None, text: str = "?") -> str:
    turn = Turn(action.topics[0], text, CONVERSATION, "general", claim(FAMILY, person))
    return "\n".join(reply.text for reply in replies(action, turn))


@pytest.mark.parametrize("viewer", SEEN_BY)
def test_each_person_sees_their_own_care_and_the_holder_the_minor_child_s(
    members_db: Path, viewer: int | None
) -> None:
    text = said(ActionRemboursements(), viewer)
    for person, words in CARE.items():
        for word in words:
            assert (word in text) == (person in SEEN_BY[viewer]), f"{word} for {viewer}"


NAMES = {HOLDER: "Samira", SPOUSE: "Yacine", ADULT: "Inès", MINOR: "Adam"}


@pytest.mark.parametrize("viewer", SEEN_BY)
def test_each_person_sees_their_own_link_and_the_holder_the_minor_child_s(
    members_db: Path, viewer: int | None
) -> None:
    text = said(ActionTeletransmission(), viewer).replace("d'un parent (Samira)", "d'un parent")
    assert {person for person, name in NAMES.items() if name in text} == SEEN_BY[viewer]
    assert ("jamais" in text) == (viewer == ADULT)


@pytest.mark.parametrize("viewer", [None, 999])
def test_without_a_person_the_answer_says_why_there_is_no_care(members_db: Path, viewer: int | None) -> None:
    assert "je ne sais pas laquelle de ses personnes s'est connectée" in said(ActionRemboursements(), viewer)


def test_the_son_never_sees_the_father_s_care(members_db: Path) -> None:
    turn = Turn("remboursement_suivi", "?", CONVERSATION, "general", claim("24478103", 244781032))
    text = "\n".join(reply.text for reply in replies(ActionRemboursements(), turn))
    assert "psychiatre" in text and "Détartrage" not in text


@pytest.mark.parametrize(
    "text",
    [
        "Ma mère n'a pas reçu sa carte",
        "c est pour mon pere",
        "le remboursement de mes parents",
        "mon ex-mari a toujours ma carte",
        "Je suis sa tutrice, où en est son dossier ?",
        "la personne dont je suis l'aidante",
        "ma grand-mère est hospitalisée",
    ],
)
def test_somebody_else_is_recognised(text: str) -> None:
    assert about_somebody_else(text)


@pytest.mark.parametrize(
    "text",
    [
        "Où est ma carte ?",
        "mon fils n'est pas sur la carte",
        "le remboursement de ma femme",
        "par exemple mon mari",
        "mon exemplaire de la carte",
        "/carte_perdue",
        "",
    ],
)
def test_one_s_own_contract_is_not_somebody_else(text: str) -> None:
    assert not about_somebody_else(text)


def test_a_question_for_somebody_else_gets_the_guide_and_no_record(members_db: Path) -> None:
    turn = Turn("carte_perdue", "ma mère a perdu sa carte", CONVERSATION, "alpha", claim(FAMILY, HOLDER))
    note, guide = replies(ActionCarte(), turn)
    assert "sans ouvrir de dossier" in note.text
    assert guide.text == guide_text("carte_perdue", "visitor")  # her formula is not known
    assert "58 rue de Rome" not in note.text + guide.text


def test_removing_an_ex_spouse_is_a_question_on_one_s_own_contract(members_db: Path) -> None:
    assert "Samira" in said(ActionBeneficiaires(), HOLDER, "retirer mon ex-mari du contrat")
