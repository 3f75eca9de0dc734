"""A migrated database of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from members import db
from settings import settings


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point the settings at a new migrated SQLite file, with a short patience."""
    path = tmp_path / "members.db"
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MEMBERS_DB", f"sqlite:///{path}")
    monkeypatch.setenv("RECORD_TIMEOUT", "0.2")
    settings.cache_clear()
    db.migrate(db.engine(settings().members_db))
    yield path
    settings.cache_clear()


@pytest.fixture
def engine(database: Path) -> Engine:
    """The engine of that database."""
    return db.engine(settings().members_db)
