"""The card: where it is, how it comes, what to do when it is lost or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

import knowledge
from actions.carte_refusee import refused
from actions.parts import Message, Part, part
from actions.question import Question, state_note
from actions.turn import RecordAction
from members import queries, rules
from members.records import Card

IN_THE_POST = timedelta(days=7)
NEXT_ONE_MATTERS = timedelta(days=60)
ONLINE = {"print": "carte_imprimable", "digital": "carte_dematerialisee"}


class ActionCarte(RecordAction):
    """Answers on the card."""

    topics = ("carte_reception", "carte_mode_reception", "carte_refusee", "carte_perdue")

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_carte"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Read the cards and answer."""
        return answer(question, queries.cards(s, question.contract.adherent))


def answer(question: Question, cards: list[Card]) -> list[Message]:
    """Return the answer to a topic of the card."""
    if question.topic == "carte_refusee":
        return [refused(question, cards)]
    if question.state == "ended":
        return [(part("carte_contrat_termine"),)]
    branches: dict[str, Callable[[Question, list[Card]], Message]] = {
        "carte_mode_reception": _mode,
        "carte_perdue": _lost,
    }
    branch = branches.get(question.topic, _reception)
    return [branch(question, cards) + state_note("carte", question)]


def _reception(question: Question, cards: list[Card]) -> Message:
    current = _current_year(question)
    coming = _card(cards, current + 1)
    if coming is not None and coming.edited_on is not None:
        return (
            _where(question, cards, current + 1),
            part("carte_note_en_cours", annee_en_cours=str(current)),
        )
    return (_where(question, cards, current), *_next_one(question, _card(cards, current)))


def _where(question: Question, cards: list[Card], year: int) -> Part:
    """Say where the card of a year is."""
    contract, card = question.contract, _card(cards, year)
    state = rules.card_state(contract, cards, question.today, year)
    edited_on = card.edited_on if card else None
    first = year == contract.effective_on.year
    if state in ("awaited", "late"):
        due = contract.enrolled_on + rules.FIRST_CARD
        key = "carte_premiere_attendue" if state == "awaited" else "carte_premiere_en_retard"
        if edited_on is None:
            return part(key, attendue=due)
        key = "carte_premiere_editee" if state == "awaited" else "carte_premiere_en_retard_editee"
        return part(key, attendue=due, editee=edited_on)
    if card is not None and card.sent_on is not None and state == "sent":
        recent = question.today - card.sent_on <= IN_THE_POST
        key = "carte_envoyee_recente" if recent else "carte_envoyee"
        return part(key, annee=str(year), envoyee=card.sent_on)
    if card is not None and edited_on is not None:
        key = ONLINE.get(card.mode, "carte_renouvellement_editee")
        return part(key, annee=str(year), editee=edited_on)
    mode = knowledge.label("card_mode", card.mode if card else contract.card_mode)
    if first:
        return part("carte_premiere_en_ligne_attendue", mode=mode)
    return part("carte_renouvellement_absente", annee=str(year), mode=mode)


def _next_one(question: Question, card: Card | None) -> tuple[Part, ...]:
    """Say where the next card stands, once the one of the year is an old story."""
    day = (card.sent_on or card.edited_on) if card else None
    if card is None or day is None or question.today - day < NEXT_ONE_MATTERS or question.state != "active":
        return ()
    mode = knowledge.label("card_mode", question.contract.card_mode_next)
    return (part("carte_note_suivante", suivante=str(card.year + 1), mode_suivant=mode),)


def _mode(question: Question, _cards: list[Card]) -> Message:
    mode, coming = question.contract.card_mode, question.contract.card_mode_next
    now = knowledge.label("card_mode", mode)
    ends_on = question.contract.ends_on
    if ends_on is not None and ends_on.year <= question.today.year:
        return (part("carte_mode_fin", mode=now),)
    if mode == coming:
        return (part("carte_mode_actuel", mode=now),)
    return (part("carte_mode_change", mode=now, mode_suivant=knowledge.label("card_mode", coming)),)


def _lost(question: Question, cards: list[Card]) -> Message:
    """Say how to have a card again, or that the one of the year was never made or never sent."""
    edited = [card for card in cards if card.edited_on is not None]
    if not edited:
        return (part("carte_perdue_sans_carte"),)
    year = _current_year(question)
    card = _card(edited, year)
    if card is None or card.edited_on is None:
        last = str(max(card.year for card in edited))
        return (part("carte_perdue_annee", annee=str(year), derniere=last),)
    if card.mode in ONLINE:
        return (part("carte_a_retrouver", mode=knowledge.label("card_mode", card.mode)),)
    if card.sent_on is None:
        return (part("carte_perdue_non_envoyee", annee=str(year), editee=card.edited_on),)
    return (part("carte_a_remplacer"),)


def _current_year(question: Question) -> int:
    return max(question.today.year, question.contract.effective_on.year)


def _card(cards: list[Card], year: int) -> Card | None:
    return next((card for card in cards if card.year == year), None)
