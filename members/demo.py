"""The demonstration members: `python -m members.demo` lays them in the store, dates relative to today."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

import yaml
from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

import clock
from members import db, tables
from members.bulk import insert_rows
from members.demo_rows import person_id, rows
from members.errors import MemberError
from settings import keep_private, settings

FILE = Path(__file__).with_name("demo.yml")


class DemoPerson(TypedDict):
    """A person of a demonstration contract, who can sign in."""

    id: int
    first_name: str
    last_name: str
    role: str


class DemoMember(TypedDict):
    """What the sign-in page shows; `first_name` is the holder's, `title` says what the member shows."""

    adherent: str
    person_ids: list[int]
    first_name: str
    title: str
    persons: list[DemoPerson]


def members() -> list[DemoMember]:
    """Return the demonstration members in the order of the file."""
    return [_member(member) for member in load()]


@lru_cache(maxsize=1)
def load() -> list[dict[str, Any]]:
    """Read `demo.yml`, each contract completed with the defaults of the file."""
    content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    defaults = content["defaults"]
    return [member | {"contract": defaults | member["contract"]} for member in content["members"]]


def lay(to: Engine, today: date) -> bool:
    """Lay the demonstration members, unless they are there as of today; tell whether it was needed.

    Raises MemberError when one of their numbers is a contract that was not laid here: nothing is erased.
    """
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    marks = [{"adherent": m["adherent"], "laid_on": today, "digest": digest} for m in load()]
    with to.begin() as connection:
        old = [dict(row) for row in connection.execute(select(tables.demonstration)).mappings()]
        if sorted(map(_mark, old)) == sorted(map(_mark, marks)):
            return False
        laid = {mark["adherent"] for mark in old}
        _refuse(connection, {mark["adherent"] for mark in marks} - laid)
        _erase(connection, laid)
        for member in load():
            insert_rows(connection, rows(member, today))
        connection.execute(insert(tables.demonstration), marks)
    return True


def main() -> int:
    """Migrate the store, then lay the demonstration members where they are allowed."""
    keep_private()
    store = db.engine(settings().members_db)
    try:
        db.migrate(store)
        laid = settings().demo_allowed and lay(store, clock.today())
    except DBAPIError as error:
        print(f"The member records cannot be written: {error.orig}.", file=sys.stderr)
        return 1
    except MemberError as error:
        print(f"The demonstration members are not laid: {error}.", file=sys.stderr)
        return 1
    print(f"Member records ready, {len(load()) if laid else 'no'} demonstration members laid.")
    return 0


def _member(member: Mapping[str, Any]) -> DemoMember:
    persons: list[DemoPerson] = [
        {
            "id": person_id(member["adherent"], place),
            "first_name": person["first_name"],
            "last_name": person["last_name"],
            "role": person["role"],
        }
        for place, person in enumerate(member["persons"], start=1)
    ]
    return {
        "adherent": member["adherent"],
        "person_ids": [person["id"] for person in persons],
        "first_name": persons[0]["first_name"],
        "title": member["title"],
        "persons": persons,
    }


def _mark(row: Mapping[str, Any]) -> tuple[str, date, str]:
    return row["adherent"], row["laid_on"], row["digest"]


def _refuse(connection: Connection, adherents: set[str]) -> None:
    taken = select(tables.contract.c.adherent).where(tables.contract.c.adherent.in_(adherents))
    found = sorted(connection.execute(taken).scalars())
    if found:
        raise MemberError(f"{', '.join(found)} exist already and are no demonstration")


def _erase(connection: Connection, adherents: set[str]) -> None:
    for table in (tables.demonstration, tables.contract):
        connection.execute(delete(table).where(table.c.adherent.in_(adherents)))


if __name__ == "__main__":
    sys.exit(main())
