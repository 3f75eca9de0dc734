"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=64), primary_key=True),
        sa.Column("adherent", sa.String(length=64)),
        sa.Column("person", sa.Integer()),
        sa.Column("secret_hash", sa.String(length=64)),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("formule", sa.String(length=16), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=False),
        sa.UniqueConstraint("secret_hash"),
    )
    op.create_index("ix_conversations_adherent", "conversations", ["adherent", "updated_at"])
    op.create_index("ix_conversations_updated_at", "conversations", ["updated_at"])
    op.create_table(
        "hits",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )
    op.create_index("ix_hits_at", "hits", ["at"])
    op.create_index("ix_hits_key", "hits", ["key", "at"])
    op.create_table(
        "choices",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column("conversation", sa.String(length=64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(length=64), nullable=False),
        sa.Column("entities", sa.JSON(), nullable=False),
        sa.Column("topic", sa.String(length=64)),
    )
    op.create_index("ix_choices_conversation", "choices", ["conversation"])
    op.create_table(
        "feedback",
        sa.Column("conversation", sa.String(length=64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text()),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "seq"),
    )
    op.create_table(
        "handoffs",
        sa.Column("number", sa.String(length=16), primary_key=True),
        sa.Column("conversation", sa.String(length=64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer()),
        sa.Column("offered_by", sa.Integer()),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=64)),
        sa.Column("priority", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
    )
    op.create_index("ix_handoffs_conversation", "handoffs", ["conversation"])
    op.create_index("ix_handoffs_state", "handoffs", ["state"])
    op.create_table(
        "messages",
        sa.Column("conversation", sa.String(length=64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=128)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=64)),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("client_id", sa.String(length=36)),
        sa.Column("choice", sa.String(length=32)),
        sa.Column("answers", sa.Integer()),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "seq"),
        sa.UniqueConstraint("conversation", "client_id"),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column("conversation", sa.String(length=64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("intent", sa.String(length=64)),
        sa.Column("entities", sa.JSON(), nullable=False),
        sa.Column("form", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("due_at", sa.Float(), nullable=False),
        sa.UniqueConstraint("conversation", "seq"),
    )
    op.create_index("ix_turns_state", "turns", ["state"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("turns", "messages", "handoffs", "feedback", "choices", "hits", "conversations"):
        op.drop_table(table)
