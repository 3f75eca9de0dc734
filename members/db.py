"""The way to the member records: engine, sessions for reading, migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from members.errors import RecordUnavailable
from settings import settings


@lru_cache(maxsize=8)
def engine(url: str) -> Engine:
    """Return the one engine of this process for a database; nothing is opened yet."""
    # hide_parameters: an error that reaches a log must not carry a numero d'adherent.
    options: dict[str, Any] = {"future": True, "hide_parameters": True}
    seconds = settings().record_timeout
    if make_url(url).get_backend_name() == "sqlite":
        # No pool: opening a file is cheap, and an idle connection keeps nobody from locking it.
        made = create_engine(url, poolclass=NullPool, connect_args={"timeout": seconds}, **options)
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_sqlite)
        return made
    milliseconds = int(seconds * 1000)
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=seconds,
        connect_args={
            "connect_timeout": 2,  # the least that libpq honours
            "tcp_user_timeout": milliseconds,
            "options": f"-c statement_timeout={milliseconds}",
        },
        **options,
    )


@contextmanager
def session() -> Iterator[Session]:
    """Open the member records for reading, all of it as at one instant.

    Raises `RecordUnavailable` when they cannot be read within `record_timeout`.
    """
    try:
        with Session(engine(settings().members_db), future=True) as opened:
            yield opened
    except (DBAPIError, PoolTimeout) as error:
        raise RecordUnavailable(type(error).__name__) from error


def migrate(to: Engine) -> None:
    """Bring a database, new or old, to the present tables."""
    if to.dialect.name == "sqlite":
        Path(to.url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_ahead(to)
    config = Config()
    config.set_main_option("script_location", "members:migrations")
    with to.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Without this the driver opens transactions when it likes; we want one for the whole session, so that a
    # lock is waited for once and not once for each statement.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _write_ahead(to: Engine) -> None:
    """Let readers go on while someone writes; SQLite keeps the mode in the file."""
    connection = to.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
