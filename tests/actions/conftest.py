"""The demonstration members in a database of their own, on a fixed day."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import clock
from members import db, demo
from settings import settings

NOW = "2026-11-23T10:00"


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the demonstration members, laid once."""
    path = tmp_path_factory.mktemp("members") / "members.db"
    before = os.environ.get("CLOCK")
    os.environ["CLOCK"] = NOW
    try:
        store = db.engine(f"sqlite:///{path}")
        db.migrate(store)
        demo.lay(store, clock.today())
    finally:
        os.environ.pop("CLOCK") if before is None else os.environ.update(CLOCK=before)
    return path


@pytest.fixture()
def members_db(laid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point the settings at a copy of that file, with a short patience."""
    path = tmp_path / "members.db"
    shutil.copy(laid, path)
    monkeypatch.setenv("CLOCK", NOW)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MEMBERS_DB", f"sqlite:///{path}")
    monkeypatch.setenv("RECORD_TIMEOUT", "0.2")
    monkeypatch.setenv("SECRET", "a secret of the tests")
    settings.cache_clear()
    yield path
    settings.cache_clear()
