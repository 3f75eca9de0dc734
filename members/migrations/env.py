"""What Alembic runs: the migrations, on the connection that `members.db.migrate` gives."""

from __future__ import annotations

from alembic import context

from members.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
