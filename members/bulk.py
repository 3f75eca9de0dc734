"""Write whole records into the store, many at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from members.tables import metadata

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def insert_rows(connection: Connection, rows: Rows) -> None:
    """Insert rows given by table name, one executemany for each table, owners first."""
    for table in metadata.sorted_tables:
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
