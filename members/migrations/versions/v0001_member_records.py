"""Create the member records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "contract",
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("formule", sa.String(length=40), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("assistance", sa.Boolean(), nullable=False),
        sa.Column("payment", sa.String(length=12), nullable=False),
        sa.Column("card_mode", sa.String(length=8), nullable=False),
        sa.Column("card_mode_next", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.CheckConstraint("card_mode IN ('post', 'print', 'digital')", name=op.f("ck_contract_card_mode")),
        sa.CheckConstraint(
            "card_mode_next IN ('post', 'print', 'digital')", name=op.f("ck_contract_card_mode_next")
        ),
        sa.CheckConstraint(
            "payment IN ('prelevement', 'cheque', 'virement')", name=op.f("ck_contract_payment")
        ),
        sa.PrimaryKeyConstraint("adherent", name=op.f("pk_contract")),
    )
    op.create_table(
        "demonstration",
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("laid_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("adherent", name=op.f("pk_demonstration")),
    )
    op.create_table(
        "card",
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("edited_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.CheckConstraint("mode IN ('post', 'print', 'digital')", name=op.f("ck_card_mode")),
        sa.ForeignKeyConstraint(
            ["adherent"], ["contract.adherent"], name=op.f("fk_card_adherent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("adherent", "year", name=op.f("pk_card")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "echeancier",
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("edited_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adherent"], ["contract.adherent"], name=op.f("fk_echeancier_adherent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("adherent", "year", "edited_on", name=op.f("pk_echeancier")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("role", sa.String(length=6), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("role IN ('holder', 'spouse', 'child')", name=op.f("ck_person_role")),
        sa.ForeignKeyConstraint(
            ["adherent"], ["contract.adherent"], name=op.f("fk_person_adherent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("adherent", "id", name=op.f("uq_person_adherent_id")),
    )
    op.create_table(
        "card_person",
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["adherent", "person_id"],
            ["person.adherent", "person.id"],
            name=op.f("fk_card_person_adherent_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["adherent", "year"],
            ["card.adherent", "card.year"],
            name=op.f("fk_card_person_adherent_year"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("adherent", "year", "person_id", name=op.f("pk_card_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "state IN ('recu', 'en_cours', 'traite', 'refuse')", name=op.f("ck_document_state")
        ),
        sa.ForeignKeyConstraint(
            ["adherent", "person_id"],
            ["person.adherent", "person.id"],
            name=op.f("fk_document_adherent_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["adherent"], ["contract.adherent"], name=op.f("fk_document_adherent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_adherent_received_on"), "document", ["adherent", "received_on"])
    op.create_table(
        "echeancier_line",
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("edited_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "state IN ('a_venir', 'presente', 'paye', 'rejete', 'annule')",
            name=op.f("ck_echeancier_line_state"),
        ),
        sa.ForeignKeyConstraint(
            ["adherent", "year", "edited_on"],
            ["echeancier.adherent", "echeancier.year", "echeancier.edited_on"],
            name=op.f("fk_echeancier_line_adherent_year_edited_on"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("adherent", "year", "edited_on", "due_on", name=op.f("pk_echeancier_line")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("caisse_changed_on", sa.Date(), nullable=True),
        sa.Column("attached_to", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('active', 'pending', 'rejected', 'closed', 'never', 'refused')",
            name=op.f("ck_link_state"),
        ),
        sa.ForeignKeyConstraint(
            ["adherent", "attached_to"],
            ["person.adherent", "person.id"],
            name=op.f("fk_link_adherent_attached_to"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["adherent", "person_id"],
            ["person.adherent", "person.id"],
            name=op.f("fk_link_adherent_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["adherent"], ["contract.adherent"], name=op.f("fk_link_adherent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("adherent", "person_id", name=op.f("pk_link")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint("state IN ('recu', 'en_cours', 'traite', 'refuse')", name=op.f("ck_quote_state")),
        sa.ForeignKeyConstraint(
            ["adherent", "person_id"],
            ["person.adherent", "person.id"],
            name=op.f("fk_quote_adherent_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["adherent"], ["contract.adherent"], name=op.f("fk_quote_adherent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
    )
    op.create_index(op.f("ix_quote_adherent_received_on"), "quote", ["adherent", "received_on"])
    op.create_table(
        "reimbursement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adherent", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=80), nullable=False),
        sa.Column("care_on", sa.Date(), nullable=False),
        sa.Column("secu_cents", sa.Integer(), nullable=False),
        sa.Column("mutuelle_cents", sa.Integer(), nullable=False),
        sa.Column("rest_cents", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.CheckConstraint("state IN ('en_cours', 'paye', 'refuse')", name=op.f("ck_reimbursement_state")),
        sa.ForeignKeyConstraint(
            ["adherent", "person_id"],
            ["person.adherent", "person.id"],
            name=op.f("fk_reimbursement_adherent_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["adherent"], ["contract.adherent"], name=op.f("fk_reimbursement_adherent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reimbursement")),
    )
    op.create_index(op.f("ix_reimbursement_adherent_care_on"), "reimbursement", ["adherent", "care_on"])


def downgrade() -> None:
    """Undo the change."""
    for table in (
        "reimbursement",
        "quote",
        "link",
        "echeancier_line",
        "document",
        "card_person",
        "person",
        "echeancier",
        "card",
        "demonstration",
        "contract",
    ):
        op.drop_table(table)
