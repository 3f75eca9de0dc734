"""A card refused at the counter: the first reason that the record shows, else what the guide says to do."""

from __future__ import annotations

from actions.parts import Message, part
from actions.question import Question, state_note
from members import rules
from members.records import Card

OUT_OF_FORCE = {
    "ended": "carte_refus_contrat_termine",
    "suspended": "carte_refus_contrat_suspendu",
    "future": "carte_refus_contrat_futur",
}


def refused(question: Question, cards: list[Card]) -> Message:
    """Return the most likely reason and what to do."""
    if question.state in OUT_OF_FORCE:
        return (part(OUT_OF_FORCE[question.state]),)
    note = state_note("carte", question)
    edited = [card for card in cards if card.edited_on is not None]
    if not edited:
        return (part("carte_refus_sans_carte"), *note)
    if question.alpha:
        return (part("carte_refus_alpha"), *note)
    year = question.today.year
    card = next((card for card in edited if card.year == year), None)
    if card is None:
        last = str(max(card.year for card in edited))
        return (part("carte_refus_annee", annee=str(year), derniere=last), *note)
    if card.mode == "post" and card.sent_on is None:
        return (part("carte_refus_non_envoyee", annee=str(year)), *note)
    missing = [p.id for p in rules.covered(question.contract, question.today) if p.id not in card.person_ids]
    if missing:
        key = "carte_refus_beneficiaire" if len(missing) == 1 else "carte_refus_beneficiaires"
        return (part(key, annee=str(year), personnes=question.names(missing)), *note)
    return (part("carte_refus_a_payer", annee=str(year)), *note)
