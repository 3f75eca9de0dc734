"""Records of care, and the branch that each of them is told with."""

from __future__ import annotations

from collections.abc import Callable

from action_material import ALPHA, ENDED, ENDING, FAMILY, FUTURE, SUSPENDED, Case, act, ago, asked, paper

from actions import remboursements
from actions.parts import Message
from actions.question import Question
from members.records import Quote


def of_care(acts: object = (), papers: object = ()) -> Callable[[Question], list[Message]]:
    return lambda question: remboursements.answer(question, acts, papers)  # type: ignore[arg-type]


def care() -> list[Case]:
    topic = "remboursement_suivi"
    paid = "remboursements_actes remboursements_acte_paye"
    return [
        ("paid", asked(topic), of_care([act()]), paid),
        (
            "under way",
            asked(topic),
            of_care([act(state="en_cours", paid_on=None)]),
            "remboursements_actes remboursements_acte_en_cours remboursements_note_en_cours",
        ),
        (
            "told by a person",
            asked(topic),
            of_care([act(state="refuse", paid_on=None)]),
            "remboursements_actes remboursements_acte_etudie",
        ),
        (
            "papers",
            asked(topic),
            of_care([], [paper(), Quote(1, "Devis", ago(3), "refuse")]),
            "remboursements_documents remboursements_document remboursements_document_etudie",
        ),
        (
            "papers of the contract",
            asked(topic),
            of_care([], [paper(None), paper(None, state="refuse")]),
            "remboursements_documents remboursements_document_contrat remboursements_document_contrat_etudie",
        ),
        ("nothing", asked(topic), of_care(), "remboursements_rien"),
        ("nobody signed in", asked(topic, person=None), of_care(), "remboursements_sans_personne"),
        ("stranger signed in", asked(topic, person=99), of_care(), "remboursements_sans_personne"),
        ("family", asked(topic, **FAMILY), of_care([act()]), f"{paid} remboursements_note_autres"),
        ("ALPHA", asked(topic, **ALPHA), of_care([act()]), f"{paid} remboursements_note_alpha"),
        ("future", asked(topic, **FUTURE), of_care(), "remboursements_rien remboursements_note_futur"),
        ("ending", asked(topic, **ENDING), of_care([act()]), f"{paid} remboursements_note_fin"),
        ("suspended", asked(topic, **SUSPENDED), of_care([act()]), f"{paid} remboursements_note_suspendu"),
        ("ended", asked(topic, **ENDED), of_care([act()]), f"{paid} remboursements_note_termine"),
    ]
