"""The store: migrations, integrity, and what a reader gets when it cannot be read."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from members import db, demo, queries
from members.errors import RecordUnavailable
from members.tables import metadata
from settings import settings

LOCKS = {
    "other writers": ["BEGIN IMMEDIATE"],
    "exclusive transaction": ["BEGIN EXCLUSIVE"],
    "everyone": ["PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE"],
    "everyone, without write-ahead log": ["PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"],
}

CONTRACT = (
    "INSERT INTO contract VALUES (?, 'N', '2026-01-01', '2026-01-01',"
    " NULL, NULL, 1, ?, 'post', 'post', '', '')"
)
PERSON = "INSERT INTO person VALUES (1, ?, 'A', 'B', '1990-01-01', 'holder', '2026-01-01', NULL)"
QUOTE = "INSERT INTO quote VALUES (1, ?, 1, 'devis', '2026-01-02', 'recu')"


def hold(path: Path, lock: str) -> sqlite3.Connection:
    """Lock the file as another process would."""
    holder = sqlite3.connect(path, isolation_level=None)
    for statement in LOCKS[lock]:
        holder.execute(statement).fetchall()
    return holder


def test_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    db.migrate(engine)
    with db.session() as s:
        assert queries.contract(s, "20000001") is None


def test_migration_makes_the_folder_of_a_new_installation(tmp_path: Path) -> None:
    db.migrate(db.engine(f"sqlite:///{tmp_path}/new/folder/members.db"))
    assert (tmp_path / "new/folder/members.db").exists()


def test_no_engine_is_opened_at_import(tmp_path: Path) -> None:
    db.engine(f"sqlite:///{tmp_path}/never.db")
    assert not (tmp_path / "never.db").exists()


@pytest.mark.parametrize("lock", ["everyone", "everyone, without write-ahead log"])
def test_locked_records_are_unavailable_and_come_back(database: Path, lock: str) -> None:
    holder = hold(database, lock)
    with pytest.raises(RecordUnavailable), db.session() as s:
        queries.contract(s, "20000001")
    holder.close()
    with db.session() as s:
        assert queries.contract(s, "20000001") is None


@pytest.mark.parametrize("lock", ["other writers", "exclusive transaction"])
def test_readers_go_on_while_someone_writes(database: Path, lock: str) -> None:
    holder = hold(database, lock)
    with db.session() as s:
        assert queries.contract(s, "20000001") is None
    holder.close()


def test_a_session_sees_one_instant(engine: Engine) -> None:
    with db.session() as s:
        assert queries.contract(s, "20000001") is None
        with engine.begin() as connection:
            connection.exec_driver_sql(CONTRACT, ("20000001", "virement"))
        assert queries.contract(s, "20000001") is None
    with db.session() as s:
        assert queries.contract(s, "20000001") is not None


@pytest.mark.parametrize("content", [None, b"", b"not a database, and longer than a header of SQLite" * 40])
def test_missing_empty_or_broken_file_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    path = tmp_path / ("nowhere/members.db" if content is None else "members.db")
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MEMBERS_DB", f"sqlite:///{path}")
    settings.cache_clear()
    with pytest.raises(RecordUnavailable), db.session() as s:
        queries.contract(s, "20000001")
    settings.cache_clear()


def test_the_error_names_no_member(database: Path) -> None:
    holder = hold(database, "everyone")
    with pytest.raises(RecordUnavailable) as raised, db.session() as s:
        queries.contract(s, "20000001")
    holder.close()
    assert "20000001" not in f"{raised.value} {raised.value.__cause__}"


def test_postgresql_is_given_the_same_patience(database: Path) -> None:
    asked: dict[str, Any] = {}
    store = db.engine("postgresql://nobody@127.0.0.1:1/none")
    event.listen(store, "do_connect", lambda _dialect, _record, _args, options: asked.update(options))
    with pytest.raises(OperationalError):
        store.connect()
    assert asked["options"] == "-c statement_timeout=200"


def test_unreachable_server_is_unavailable(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMBERS_DB", "postgresql://nobody@127.0.0.1:1/none")
    settings.cache_clear()
    with pytest.raises(RecordUnavailable), db.session() as s:
        queries.contract(s, "20000001")


def test_care_of_a_person_of_another_contract_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(CONTRACT, [("20000001", "virement"), ("20000002", "virement")])
        connection.exec_driver_sql(PERSON, ("20000001",))
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql(QUOTE, ("20000002",))


def test_unknown_state_is_refused(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql(CONTRACT, ("20000001", "especes"))


def test_deleting_a_contract_erases_all_of_it(engine: Engine) -> None:
    demo.lay(engine, date(2026, 11, 23))
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM contract")
        for table in set(metadata.tables) - {"demonstration"}:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
