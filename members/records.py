"""What the queries return: one frozen dataclass for each part of a member's record.

Dates are plain dates in Europe/Paris, amounts are integer cents of euro.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["holder", "spouse", "child"]
ContractState = Literal["future", "active", "ending", "suspended", "ended"]
CardMode = Literal["post", "print", "digital"]
Payment = Literal["prelevement", "cheque", "virement"]
LineState = Literal["a_venir", "presente", "paye", "rejete", "annule"]
LinkState = Literal["active", "pending", "rejected", "closed", "never", "refused"]
DocumentState = Literal["recu", "en_cours", "traite", "refuse"]
ReimbursementState = Literal["en_cours", "paye", "refuse"]


@dataclass(frozen=True)
class Person:
    """A person of the contract; `left_on` is the first day without cover, None while covered."""

    id: int
    first_name: str
    last_name: str
    birth_date: date
    role: Role
    entered_on: date
    left_on: date | None = None


@dataclass(frozen=True)
class Contract:
    """A contract and its persons, the holder first; `ends_on` is the last day of cover."""

    adherent: str
    formule: str
    enrolled_on: date
    effective_on: date
    ends_on: date | None
    suspended_on: date | None
    assistance: bool
    payment: Payment
    card_mode: CardMode
    card_mode_next: CardMode
    address: str
    email: str
    persons: tuple[Person, ...]


@dataclass(frozen=True)
class Card:
    """A card of one year: carte de tiers payant, or carte adherent with the ALPHA formula."""

    year: int
    mode: CardMode
    edited_on: date | None
    sent_on: date | None
    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class EcheancierLine:
    """One debit of an echeancier."""

    due_on: date
    amount_cents: int
    state: LineState


@dataclass(frozen=True)
class Echeancier:
    """The latest edition of one year's echeancier, lines in date order."""

    year: int
    edited_on: date
    lines: tuple[EcheancierLine, ...]


@dataclass(frozen=True)
class TeletransmissionLink:
    """One person's link; `attached_to` is the person whose Securite sociale number carries it."""

    person_id: int
    state: LinkState
    since: date | None
    caisse_changed_on: date | None = None
    attached_to: int | None = None


@dataclass(frozen=True)
class Document:
    """A paper received from the member; `person_id` None when it concerns the contract."""

    person_id: int | None
    kind: str
    received_on: date
    state: DocumentState


@dataclass(frozen=True)
class Reimbursement:
    """One act and its three shares; `paid_on` is set once paid."""

    person_id: int
    act: str
    care_on: date
    secu_cents: int
    mutuelle_cents: int
    rest_cents: int
    state: ReimbursementState
    paid_on: date | None = None


@dataclass(frozen=True)
class Quote:
    """A quote sent for study."""

    person_id: int
    kind: str
    received_on: date
    state: DocumentState
