"""What a record means on a given day: pure functions, no clock and no store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from members.records import (
    Card,
    Contract,
    ContractState,
    Echeancier,
    EcheancierLine,
    Person,
    TeletransmissionLink,
)

FIRST_CARD = timedelta(days=7)
FIRST_DEBIT = timedelta(days=30)
TELETRANSMISSION = timedelta(days=31)
MAJORITY = 18

CardState = Literal["awaited", "late", "edited", "sent", "available", "not_edited"]


@dataclass(frozen=True)
class FirstDebit:
    """The first debit: its line, or None while unknown and then `earliest_on` is the soonest it can be."""

    earliest_on: date
    line: EcheancierLine | None


def age(person: Person, today: date) -> int:
    """Return the age in whole years."""
    born = person.birth_date
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def is_alpha(contract: Contract) -> bool:
    """Tell whether the contract is of the ALPHA formula."""
    return contract.formule.strip().upper() == "ALPHA"


def contract_state(contract: Contract, today: date) -> ContractState:
    """Return the state of a contract; `ends_on` is its last day of cover.

    A contract that ends before it takes effect never was in force: it is ended.
    """
    ends_on, suspended_on = contract.ends_on, contract.suspended_on
    if ends_on is not None and (ends_on < today or ends_on < contract.effective_on):
        return "ended"
    if today < contract.effective_on:
        return "future"
    if suspended_on is not None and suspended_on <= today:
        return "suspended"
    return "active" if ends_on is None else "ending"


def covered(contract: Contract, today: date) -> tuple[Person, ...]:
    """Return the persons covered on a day, holder first; nobody while the contract is not in force."""
    if contract_state(contract, today) not in ("active", "ending"):
        return ()
    return tuple(person for person in contract.persons if _within(person, today))


def visible_persons(contract: Contract, viewer_person_id: int | None, today: date) -> tuple[Person, ...]:
    """Return the persons whose care the viewer sees: their own, and a holder's minor children's.

    Leaving the contract hides nobody's past care from those who saw it.
    """
    viewer = next((person for person in contract.persons if person.id == viewer_person_id), None)
    if viewer is None:
        return ()
    return tuple(
        person
        for person in contract.persons
        if person.id == viewer.id or (viewer.role == "holder" and _minor_child(person, today))
    )


def card_due(contract: Contract, today: date) -> date | None:
    """Return when the first card is due by post, None once renewals alone matter: they have no delay."""
    due = contract.enrolled_on + FIRST_CARD
    return due if today <= due or today.year <= contract.effective_on.year else None


def card_state(contract: Contract, cards: Iterable[Card], today: date, year: int | None = None) -> CardState:
    """Return how the card of a year stands, by default the year running or about to start.

    Only a first card sent by post can be late; a digital or printable one is available once edited.
    """
    first_year = contract.effective_on.year
    year = year or max(today.year, first_year)
    card = next((card for card in cards if card.year == year), None)
    if card is not None and card.mode != "post":
        return "not_edited" if card.edited_on is None else "available"
    if card is not None and card.sent_on is not None:
        return "sent"
    due = card_due(contract, today)
    if due is not None and year == first_year:
        return "awaited" if today <= due else "late"
    return "not_edited" if card is None or card.edited_on is None else "edited"


def total_cents(echeancier: Echeancier) -> int:
    """Add up the lines that are not cancelled; the free month has no line."""
    return sum(line.amount_cents for line in echeancier.lines if line.state != "annule")


def first_debit(contract: Contract, echeanciers: Iterable[Echeancier], today: date) -> FirstDebit | None:
    """Return the first debit of a contract, None when it is not paid by debit.

    `echeanciers` are the latest editions of the years that have one. An unknown debit is never said to be
    possible on a day already past.
    """
    if contract.payment != "prelevement":
        return None
    start = contract.effective_on + FIRST_DEBIT
    lines = (line for echeancier in echeanciers for line in echeancier.lines)
    live = (line for line in lines if line.state != "annule" and line.due_on >= start)
    first = min(live, key=lambda line: line.due_on, default=None)
    return FirstDebit(start if first else max(start, today), first)


def teletransmission_reference_date(
    contract: Contract, person: Person, link: TeletransmissionLink | None
) -> date:
    """Return the day from which the month of setting up counts."""
    changed_on = link.caisse_changed_on if link else None
    return max(contract.effective_on, person.entered_on, changed_on or date.min)


def _within(person: Person, day: date) -> bool:
    return person.entered_on <= day and (person.left_on is None or day < person.left_on)


def _minor_child(person: Person, today: date) -> bool:
    return person.role == "child" and age(person, today) < MAJORITY
