"""What the understanding made of a message that has no topic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; older messages have none."""
    op.add_column("messages", sa.Column("outcome", sa.String(length=32)))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("messages", "outcome")
