"""Fill the store with synthetic members: `python -m members.fill N` makes it hold N of them."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

import clock
from members import db, tables
from members.bulk import insert_rows
from members.synthetic import FIRST_NUMBER, synthetic_member
from settings import keep_private, settings

CHUNK = 1000


def fill(to: Engine, count: int, today: date, chunk: int = CHUNK) -> int:
    """Add the synthetic members still missing up to `count`, a transaction each `chunk`; return how many.

    A member depends on its number and the day alone, so that an interrupted filling is taken up again.
    """
    last = FIRST_NUMBER + count
    with to.connect() as connection:
        numbers = select(func.max(tables.contract.c.adherent)).where(
            tables.contract.c.adherent >= str(FIRST_NUMBER)
        )
        present = connection.execute(numbers).scalar()
    start = FIRST_NUMBER if present is None else int(present) + 1
    for first in range(start, last, chunk):
        rows: dict[str, list[dict[str, Any]]] = {}
        for number in range(first, min(first + chunk, last)):
            for table, made in synthetic_member(number, today).items():
                rows.setdefault(table, []).extend(made)
        with to.begin() as connection:
            insert_rows(connection, rows)
    return max(last - start, 0)


def main(arguments: list[str]) -> int:
    """Migrate the store, then fill it."""
    if len(arguments) != 1 or not arguments[0].isdecimal():
        print("Usage: python -m members.fill N", file=sys.stderr)
        return 2
    keep_private()
    store = db.engine(settings().members_db)
    try:
        db.migrate(store)
        added = fill(store, int(arguments[0]), clock.today())
    except DBAPIError as error:
        print(f"The member records cannot be written: {error.orig}.", file=sys.stderr)
        return 1
    print(f"{added} synthetic members added.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
