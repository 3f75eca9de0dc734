"""Records of a card, and the branch that each of them is told with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from action_material import (
    ALPHA,
    ENDED,
    ENDING,
    FAMILY,
    FUTURE,
    HOLDER,
    LATE,
    MINOR,
    NEW,
    SUSPENDED,
    Case,
    ago,
    asked,
    card,
)

from actions import carte
from actions.parts import Message
from actions.question import Question

OLD_CARD = card(2026, edited=350, sent=344)


def of_card(*cards: object) -> Callable[[Question], list[Message]]:
    return lambda question: carte.answer(question, list(cards))  # type: ignore[arg-type]


def cards() -> list[Case]:
    get = "carte_reception"
    mode, lost, no = "carte_mode_reception", "carte_perdue", "carte_refusee"
    child = replace(MINOR, entered_on=ago(6))
    return [
        ("first card on its way", asked(get, **NEW), of_card(), "carte_premiere_attendue"),
        ("first card, ALPHA", asked(get, **NEW, **ALPHA), of_card(), "carte_premiere_attendue"),
        ("first card edited", asked(get, **NEW), of_card(card(edited=1)), "carte_premiere_editee"),
        (
            "first card edited, ALPHA",
            asked(get, **NEW, **ALPHA),
            of_card(card(edited=1)),
            "carte_premiere_editee",
        ),
        ("first card late", asked(get, **LATE), of_card(), "carte_premiere_en_retard"),
        ("first card late, no date", asked(get, **LATE), of_card(card()), "carte_premiere_en_retard"),
        ("first card late, ALPHA", asked(get, **LATE, **ALPHA), of_card(), "carte_premiere_en_retard"),
        ("late and edited", asked(get, **LATE), of_card(card(edited=15)), "carte_premiere_en_retard_editee"),
        (
            "late and edited, ALPHA",
            asked(get, **LATE, **ALPHA),
            of_card(card(edited=15)),
            "carte_premiere_en_retard_editee",
        ),
        (
            "first card just sent",
            asked(get, **LATE),
            of_card(card(edited=3, sent=1)),
            "carte_envoyee_recente",
        ),
        ("first card sent", asked(get, **LATE), of_card(card(edited=16, sent=15)), "carte_envoyee"),
        (
            "first card online, to come",
            asked(get, **LATE, card_mode="digital"),
            of_card(card(mode="digital")),
            "carte_premiere_en_ligne_attendue",
        ),
        ("future", asked(get, **FUTURE), of_card(), "carte_premiere_attendue carte_note_futur"),
        ("renewal to come", asked(get), of_card(OLD_CARD), "carte_envoyee carte_note_suivante"),
        (
            "printable",
            asked(get),
            of_card(card(mode="print", edited=350)),
            "carte_imprimable carte_note_suivante",
        ),
        (
            "digital",
            asked(get),
            of_card(card(mode="digital", edited=350)),
            "carte_dematerialisee carte_note_suivante",
        ),
        (
            "renewal edited",
            asked(get),
            of_card(card(2027, edited=4), OLD_CARD),
            "carte_renouvellement_editee carte_note_en_cours",
        ),
        (
            "renewal sent",
            asked(get),
            of_card(card(2027, edited=4, sent=2), OLD_CARD),
            "carte_envoyee_recente carte_note_en_cours",
        ),
        (
            "renewal missing, ALPHA",
            asked(get, **ALPHA),
            of_card(card(2025, edited=700, sent=690)),
            "carte_renouvellement_absente",
        ),
        (
            "renewal missing",
            asked(get),
            of_card(card(2025, edited=700, sent=690)),
            "carte_renouvellement_absente",
        ),
        ("ending", asked(get, **ENDING), of_card(OLD_CARD), "carte_envoyee carte_note_fin"),
        ("suspended", asked(get, **SUSPENDED), of_card(OLD_CARD), "carte_envoyee carte_note_suspendu"),
        ("ended", asked(get, **ENDED), of_card(OLD_CARD), "carte_contrat_termine"),
        ("mode", asked(mode), of_card(OLD_CARD), "carte_mode_actuel"),
        ("mode, ALPHA", asked(mode, **ALPHA), of_card(OLD_CARD), "carte_mode_actuel"),
        ("mode changes", asked(mode, card_mode_next="digital"), of_card(OLD_CARD), "carte_mode_change"),
        (
            "mode changes, ALPHA",
            asked(mode, card_mode_next="digital", **ALPHA),
            of_card(OLD_CARD),
            "carte_mode_change",
        ),
        ("mode, ending", asked(mode, **ENDING), of_card(OLD_CARD), "carte_mode_fin carte_note_fin"),
        (
            "mode, ending, ALPHA",
            asked(mode, **ENDING, **ALPHA),
            of_card(OLD_CARD),
            "carte_mode_fin carte_note_fin",
        ),
        (
            "mode, ending in another year",
            asked(mode, ends_on=ago(-400)),
            of_card(OLD_CARD),
            "carte_mode_actuel carte_note_fin",
        ),
        ("lost", asked(lost), of_card(OLD_CARD), "carte_a_remplacer"),
        ("lost, none made", asked(lost, **NEW), of_card(), "carte_perdue_sans_carte"),
        ("lost, none edited", asked(lost, **NEW, **ALPHA), of_card(card()), "carte_perdue_sans_carte"),
        (
            "lost, last year's",
            asked(lost),
            of_card(card(), card(2025, edited=700, sent=690)),
            "carte_perdue_annee",
        ),
        ("lost, never sent", asked(lost, **LATE), of_card(card(edited=15)), "carte_perdue_non_envoyee"),
        (
            "lost, future",
            asked(lost, **FUTURE),
            of_card(card(edited=2, sent=1)),
            "carte_a_remplacer carte_note_futur",
        ),
        ("lost, ended", asked(lost, **ENDED), of_card(OLD_CARD), "carte_contrat_termine"),
        ("lost, digital", asked(lost), of_card(card(mode="digital", edited=9)), "carte_a_retrouver"),
        ("refused, ended", asked(no, **ENDED), of_card(OLD_CARD), "carte_refus_contrat_termine"),
        ("refused, suspended", asked(no, **SUSPENDED), of_card(OLD_CARD), "carte_refus_contrat_suspendu"),
        ("refused, future", asked(no, **FUTURE), of_card(card(edited=1)), "carte_refus_contrat_futur"),
        ("refused, ALPHA", asked(no, **ALPHA), of_card(OLD_CARD), "carte_refus_alpha"),
        ("refused, last year's", asked(no), of_card(card(2025, edited=700)), "carte_refus_annee"),
        ("refused, no card", asked(no, **NEW), of_card(), "carte_refus_sans_carte"),
        ("refused, no card, ALPHA", asked(no, **NEW, **ALPHA), of_card(), "carte_refus_sans_carte"),
        ("refused, never sent", asked(no, **LATE), of_card(card(edited=15)), "carte_refus_non_envoyee"),
        (
            "refused, digital is never sent",
            asked(no),
            of_card(card(mode="digital", edited=15)),
            "carte_refus_a_payer",
        ),
        (
            "refused, a child is missing",
            asked(no, persons=(HOLDER, child)),
            of_card(OLD_CARD),
            "carte_refus_beneficiaire",
        ),
        ("refused, several missing", asked(no, **FAMILY), of_card(OLD_CARD), "carte_refus_beneficiaires"),
        ("refused, all in order", asked(no), of_card(OLD_CARD), "carte_refus_a_payer"),
        ("refused, ending", asked(no, **ENDING), of_card(OLD_CARD), "carte_refus_a_payer carte_note_fin"),
    ]
