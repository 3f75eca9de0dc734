"""Alembic migrations of the member records, run by `members.db.migrate`."""
