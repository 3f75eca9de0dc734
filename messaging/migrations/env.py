"""Runs the desk's migrations on the connection that the desk opened."""

from __future__ import annotations

from alembic import context

from messaging.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
