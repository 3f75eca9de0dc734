"""The demonstration members: laid once a day, replaced another day, described in the documentation."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from members import db, demo, queries, records, tables
from members.errors import MemberError
from settings import settings

TODAYS = [
    date(2026, 11, 23),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 1, 4),
    date(2027, 6, 30),
    date(2027, 12, 5),
    date(2028, 2, 29),
]
ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs" / "members.md"


def contents(engine: Engine) -> dict[str, list[Any]]:
    """Everything in the store."""
    with engine.connect() as connection:
        return {t.name: connection.execute(select(t)).mappings().all() for t in tables.metadata.sorted_tables}


def test_every_value_of_the_record_has_a_member(engine: Engine) -> None:
    demo.lay(engine, TODAYS[0])
    stored = contents(engine)
    for table, column, values in (
        ("contract", "payment", records.Payment),
        ("person", "role", records.Role),
        ("card", "mode", records.CardMode),
        ("echeancier_line", "state", records.LineState),
        ("link", "state", records.LinkState),
        ("document", "state", records.DocumentState),
        ("reimbursement", "state", records.ReimbursementState),
    ):
        assert {row[column] for row in stored[table]} == set(get_args(values))


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_nothing_past_lies_in_the_future(engine: Engine, today: date) -> None:
    demo.lay(engine, today)
    stored = contents(engine)
    assert all(row["edited_on"] <= today for row in stored["echeancier"])
    assert all(row["received_on"] <= today for row in stored["document"] + stored["quote"])
    assert all(row["care_on"] < today for row in stored["reimbursement"])
    assert all((row["edited_on"] or today) <= (row["sent_on"] or today) <= today for row in stored["card"])
    assert all(row["due_on"] <= today for row in stored["echeancier_line"] if row["state"] == "paye")
    assert all(row["due_on"] > today for row in stored["echeancier_line"] if row["state"] == "a_venir")


def test_numbers_are_eight_digits_and_unique() -> None:
    numbers = [member["adherent"] for member in demo.load()]
    assert len(set(numbers)) == len(numbers) >= 20
    assert all(re.fullmatch(r"2\d{7}", number) for number in numbers)


def test_laying_twice_on_a_day_writes_nothing(engine: Engine) -> None:
    assert demo.lay(engine, TODAYS[0])
    before = contents(engine)
    assert not demo.lay(engine, TODAYS[0])
    assert contents(engine) == before


def test_laying_another_day_replaces(engine: Engine, database: Path) -> None:
    demo.lay(engine, TODAYS[0])
    before = contents(engine)
    assert demo.lay(engine, TODAYS[4])
    assert contents(engine) != before
    demo.lay(engine, TODAYS[0])
    after = contents(engine)
    assert {name: len(rows) for name, rows in after.items()} == {n: len(r) for n, r in before.items()}


def test_lost_member_is_laid_again(engine: Engine) -> None:
    demo.lay(engine, TODAYS[0])
    with engine.begin() as connection:
        for table in ("demonstration", "contract"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE adherent = '20418733'")
    assert demo.lay(engine, TODAYS[0])


def test_other_members_are_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO contract VALUES ('10000001', 'ALPHA', '2026-01-01', '2026-01-01', NULL, NULL, 1,"
            " 'virement', 'post', 'post', '', '')"
        )
    demo.lay(engine, TODAYS[0])
    demo.lay(engine, TODAYS[1])
    with db.session() as s:
        assert queries.contract(s, "10000001") is not None


def test_a_contract_that_bears_a_demonstration_number_is_never_erased(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO contract VALUES ('20418733', 'ALPHA', '2026-01-01', '2026-01-01', NULL, NULL, 1,"
            " 'virement', 'post', 'post', '', '')"
        )
    before = contents(engine)
    with pytest.raises(MemberError, match="20418733"):
        demo.lay(engine, TODAYS[0])
    assert contents(engine) == before
    assert demo.main() == 1
    assert capsys.readouterr().err.startswith("The demonstration members are not laid: 20418733")


def test_sign_in_page_gets_numbers_persons_and_titles(engine: Engine) -> None:
    demo.lay(engine, TODAYS[0])
    for member in demo.members():
        with db.session() as s:
            contract = queries.contract(s, member["adherent"])
        assert contract is not None
        assert sorted(member["person_ids"]) == sorted(person.id for person in contract.persons)
        assert member["first_name"] == contract.persons[0].first_name
        assert member["title"]


def table() -> str:
    """The table of docs/members.md, from the file."""
    lines = ["| number | who | what they show |", "| --- | --- | --- |"]
    for member in demo.members():
        who = ", ".join(f"{person['first_name']} {person['last_name']}" for person in member["persons"])
        lines.append(f"| {member['adherent']} | {who} | {member['title']} |")
    return "\n".join(lines)


def test_the_documented_members_are_those_of_the_file() -> None:
    assert table() in DOC.read_text(encoding="utf-8"), f"put this table in {DOC.name}:\n{table()}"


def test_the_command_lays_them_once(database: Path) -> None:
    command = [sys.executable, "-m", "members.demo"]
    said = [
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(2)
    ]
    assert f"{len(demo.load())} demonstration members laid" in said[0]
    assert "no demonstration members laid" in said[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEMO_ACCOUNTS", "0"), ("HOST", "0.0.0.0"), ("TOKEN_JWKS_URL", "https://127.0.0.1:1/keys")],
)
def test_the_command_lays_nobody_where_they_are_not_allowed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    assert demo.main() == 0
    assert not any(contents(engine).values())


def test_the_command_says_in_one_sentence_that_it_cannot_write(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert demo.main() == 1
    holder.close()
    assert capsys.readouterr().err == "The member records cannot be written: database is locked.\n"
