"""Questions put to the member records: one plain function each, at most two statements, no scan."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from members import tables
from members.records import (
    Card,
    Contract,
    Document,
    Echeancier,
    EcheancierLine,
    Person,
    Quote,
    Reimbursement,
    TeletransmissionLink,
)

_ROLES = ("holder", "spouse", "child")


def contract(s: Session, adherent: str) -> Contract | None:
    """Return a contract with everyone who is or was on it, or None."""
    table = tables.contract
    row = s.execute(select(table).where(table.c.adherent == adherent)).mappings().first()
    return Contract(**row, persons=_persons(s, adherent)) if row else None


def cards(s: Session, adherent: str) -> list[Card]:
    """Return the cards, latest year first."""
    card, bearer = tables.card, tables.card_person
    named = (card.c.adherent == bearer.c.adherent) & (card.c.year == bearer.c.year)
    rows = s.execute(
        select(card.c.year, card.c.mode, card.c.edited_on, card.c.sent_on, bearer.c.person_id)
        .select_from(card.outerjoin(bearer, named))
        .where(card.c.adherent == adherent)
        .order_by(card.c.year.desc(), bearer.c.person_id)
    )
    return [
        Card(
            year, mode, edited_on, sent_on, tuple(row.person_id for row in group if row.person_id is not None)
        )
        for (year, mode, edited_on, sent_on), group in groupby(rows, key=itemgetter(0, 1, 2, 3))
    ]


def echeancier(s: Session, adherent: str, year: int) -> Echeancier | None:
    """Return the latest edition of one year's echeancier, or None."""
    edition, line = tables.echeancier, tables.echeancier_line
    edited_on = s.execute(
        select(edition.c.edited_on)
        .where(edition.c.adherent == adherent, edition.c.year == year)
        .order_by(edition.c.edited_on.desc())
        .limit(1)
    ).scalar()
    if edited_on is None:
        return None
    rows = s.execute(
        select(line.c.due_on, line.c.amount_cents, line.c.state)
        .where(line.c.adherent == adherent, line.c.year == year, line.c.edited_on == edited_on)
        .order_by(line.c.due_on)
    )
    return Echeancier(year, edited_on, tuple(EcheancierLine(*row) for row in rows))


def echeancier_years(s: Session, adherent: str) -> list[int]:
    """Return the years that have an echeancier, in order."""
    table = tables.echeancier
    years = select(table.c.year).where(table.c.adherent == adherent).distinct().order_by(table.c.year)
    return list(s.execute(years).scalars())


def links(s: Session, adherent: str) -> list[TeletransmissionLink]:
    """Return the teletransmission link of each person who has one."""
    table = tables.link
    rows = s.execute(
        select(
            table.c.person_id, table.c.state, table.c.since, table.c.caisse_changed_on, table.c.attached_to
        )
        .where(table.c.adherent == adherent)
        .order_by(table.c.person_id)
    )
    return [TeletransmissionLink(*row) for row in rows]


def documents(s: Session, adherent: str, person_ids: Collection[int], limit: int = 5) -> list[Document]:
    """Return the latest papers received for these persons or for the contract itself, latest first."""
    table = tables.document
    rows = s.execute(
        select(table.c.person_id, table.c.kind, table.c.received_on, table.c.state)
        .where(table.c.adherent == adherent)
        .where(or_(table.c.person_id.is_(None), table.c.person_id.in_(list(person_ids))))
        .order_by(table.c.received_on.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [Document(*row) for row in rows]


def reimbursements(
    s: Session, adherent: str, person_ids: Collection[int], limit: int = 5
) -> list[Reimbursement]:
    """Return the latest acts of these persons, latest care first."""
    table = tables.reimbursement
    rows = s.execute(
        select(
            table.c.person_id,
            table.c.act,
            table.c.care_on,
            table.c.secu_cents,
            table.c.mutuelle_cents,
            table.c.rest_cents,
            table.c.state,
            table.c.paid_on,
        )
        .where(table.c.adherent == adherent, table.c.person_id.in_(list(person_ids)))
        .order_by(table.c.care_on.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [Reimbursement(*row) for row in rows]


def quotes(s: Session, adherent: str, person_ids: Collection[int], limit: int = 5) -> list[Quote]:
    """Return the latest quotes sent for these persons, latest first."""
    table = tables.quote
    rows = s.execute(
        select(table.c.person_id, table.c.kind, table.c.received_on, table.c.state)
        .where(table.c.adherent == adherent, table.c.person_id.in_(list(person_ids)))
        .order_by(table.c.received_on.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [Quote(*row) for row in rows]


def _persons(s: Session, adherent: str) -> tuple[Person, ...]:
    """Return the persons of a contract, the holder first, then the spouse, then children by age."""
    table = tables.person
    rows = s.execute(
        select(
            table.c.id,
            table.c.first_name,
            table.c.last_name,
            table.c.birth_date,
            table.c.role,
            table.c.entered_on,
            table.c.left_on,
        ).where(table.c.adherent == adherent)
    )
    persons = [Person(*row) for row in rows]
    return tuple(sorted(persons, key=lambda person: (_ROLES.index(person.role), person.birth_date)))
