"""Filling the store: as many as asked, always the same, taken up where it stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from members import db, queries, tables
from members.fill import fill, main
from members.synthetic import FIRST_NUMBER, synthetic_member

TODAY = date(2026, 11, 23)


def contents(engine: Engine) -> dict[str, list[Any]]:
    """Everything in the store."""
    with engine.connect() as connection:
        return {t.name: connection.execute(select(t)).all() for t in tables.metadata.sorted_tables}


def test_a_filling_taken_up_again_is_the_same_as_one_in_one_go(engine: Engine, tmp_path: Path) -> None:
    assert fill(engine, 15, TODAY, chunk=4) == 15
    assert fill(engine, 25, TODAY, chunk=4) == 10
    assert fill(engine, 25, TODAY) == 0
    other = db.engine(f"sqlite:///{tmp_path}/other.db")
    db.migrate(other)
    fill(other, 25, TODAY)
    assert {name: set(rows) for name, rows in contents(other).items()} == {
        name: set(rows) for name, rows in contents(engine).items()
    }


def test_members_differ_and_are_whole(engine: Engine) -> None:
    fill(engine, 40, TODAY)
    adherent = str(FIRST_NUMBER + 39)
    with db.session() as s:
        contract = queries.contract(s, adherent)
        assert contract is not None
        assert contract.persons[0].role == "holder"
        assert queries.cards(s, adherent)
        assert queries.echeancier(s, adherent, TODAY.year)
        assert queries.reimbursements(s, adherent, [person.id for person in contract.persons])
        formules = s.execute(select(func.count(tables.contract.c.formule.distinct()))).scalar()
    assert formules > 1


def test_synthetic_member_depends_on_number_and_day_alone() -> None:
    assert synthetic_member(30_000_007, TODAY) == synthetic_member(30_000_007, TODAY)
    assert synthetic_member(30_000_007, TODAY) != synthetic_member(30_000_008, TODAY)


@pytest.mark.parametrize("arguments", [[], ["many"], ["-3"], ["3", "4"]])
def test_wrong_arguments_get_the_usage(
    arguments: list[str], database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err == "Usage: python -m members.fill N\n"


def test_the_command_says_how_many_it_added(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["3"]) == 0
    assert capsys.readouterr().out == "3 synthetic members added.\n"
    assert len(contents(engine)["contract"]) == 3
