"""The tables of the member records; `migrations/` creates them.

Everything hangs on the numero d'adherent, so that one index serves each query and one deletion erases a
member. Composite foreign keys keep a person's card, link or care inside that person's own contract.
"""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from members import records

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _one_of(column: str, values: object) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in get_args(values))
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def _owner(**options: Any) -> Column:
    return Column(
        "adherent", String(8), ForeignKey("contract.adherent", ondelete="CASCADE"), nullable=False, **options
    )


def _own_person(column: str = "person_id") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["adherent", column], ["person.adherent", "person.id"], ondelete="CASCADE")


contract = Table(
    "contract",
    metadata,
    Column("adherent", String(8), primary_key=True),
    Column("formule", String(40), nullable=False),
    Column("enrolled_on", Date, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("suspended_on", Date),
    Column("assistance", Boolean, nullable=False),
    Column("payment", String(12), nullable=False),
    Column("card_mode", String(8), nullable=False),
    Column("card_mode_next", String(8), nullable=False),
    Column("address", String(200), nullable=False),
    Column("email", String(200), nullable=False),
    _one_of("payment", records.Payment),
    _one_of("card_mode", records.CardMode),
    _one_of("card_mode_next", records.CardMode),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _owner(),
    Column("first_name", String(80), nullable=False),
    Column("last_name", String(80), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("role", String(6), nullable=False),
    Column("entered_on", Date, nullable=False),
    Column("left_on", Date),
    UniqueConstraint("adherent", "id"),
    _one_of("role", records.Role),
)

card = Table(
    "card",
    metadata,
    _owner(primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("mode", String(8), nullable=False),
    Column("edited_on", Date),
    Column("sent_on", Date),
    _one_of("mode", records.CardMode),
    sqlite_with_rowid=False,
)

card_person = Table(
    "card_person",
    metadata,
    Column("adherent", String(8), primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("person_id", Integer, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["adherent", "year"], ["card.adherent", "card.year"], ondelete="CASCADE"),
    _own_person(),
    sqlite_with_rowid=False,
)

echeancier = Table(
    "echeancier",
    metadata,
    _owner(primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("edited_on", Date, primary_key=True),
    sqlite_with_rowid=False,
)

echeancier_line = Table(
    "echeancier_line",
    metadata,
    Column("adherent", String(8), primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("edited_on", Date, primary_key=True),
    Column("due_on", Date, primary_key=True),
    Column("amount_cents", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    ForeignKeyConstraint(
        ["adherent", "year", "edited_on"],
        ["echeancier.adherent", "echeancier.year", "echeancier.edited_on"],
        ondelete="CASCADE",
    ),
    _one_of("state", records.LineState),
    sqlite_with_rowid=False,
)

link = Table(
    "link",
    metadata,
    _owner(primary_key=True),
    Column("person_id", Integer, primary_key=True, autoincrement=False),
    Column("state", String(8), nullable=False),
    Column("since", Date),
    Column("caisse_changed_on", Date),
    Column("attached_to", Integer),
    _own_person(),
    _own_person("attached_to"),
    _one_of("state", records.LinkState),
    sqlite_with_rowid=False,
)

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("person_id", Integer),
    Column("kind", String(80), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("state", String(8), nullable=False),
    _own_person(),
    _one_of("state", records.DocumentState),
    Index(None, "adherent", "received_on"),
)

reimbursement = Table(
    "reimbursement",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("person_id", Integer, nullable=False),
    Column("act", String(80), nullable=False),
    Column("care_on", Date, nullable=False),
    Column("secu_cents", Integer, nullable=False),
    Column("mutuelle_cents", Integer, nullable=False),
    Column("rest_cents", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("paid_on", Date),
    _own_person(),
    _one_of("state", records.ReimbursementState),
    Index(None, "adherent", "care_on"),
)

quote = Table(
    "quote",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("person_id", Integer, nullable=False),
    Column("kind", String(80), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("state", String(8), nullable=False),
    _own_person(),
    _one_of("state", records.DocumentState),
    Index(None, "adherent", "received_on"),
)

demonstration = Table(
    "demonstration",
    metadata,
    Column("adherent", String(8), primary_key=True),
    Column("laid_on", Date, nullable=False),
    Column("digest", String(64), nullable=False),
)
