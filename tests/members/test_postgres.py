"""The same records on PostgreSQL: `TEST_MEMBERS_DB` names an empty database."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from members import db, demo, queries

pytestmark = pytest.mark.postgres

TODAY = date(2026, 11, 25)


@pytest.fixture
def postgres() -> Engine:
    url = os.environ.get("TEST_MEMBERS_DB")
    if not url:
        pytest.skip("TEST_MEMBERS_DB is not set")
    made = db.engine(url)
    db.migrate(made)
    return made


def everything(engine: Engine) -> list[object]:
    """Read all that is known of every demonstration member."""
    demo.lay(engine, TODAY)
    found: list[object] = []
    with Session(engine, future=True) as session:
        for member in demo.members():
            adherent, persons = member["adherent"], member["person_ids"]
            found += [
                queries.contract(session, adherent),
                queries.cards(session, adherent),
                [queries.echeancier(session, adherent, year) for year in (2026, 2027)],
                queries.links(session, adherent),
                queries.documents(session, adherent, persons),
                queries.reimbursements(session, adherent, persons),
                queries.quotes(session, adherent, persons),
            ]
    return found


def test_postgresql_gives_the_records_that_sqlite_gives(postgres: Engine, tmp_path: Path) -> None:
    sqlite = db.engine(f"sqlite:///{tmp_path}/members.db")
    db.migrate(sqlite)
    assert everything(postgres) == everything(sqlite)
