"""The desk's database: engine, migrations, and short transactions that fail in time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import anyio
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from anyio import CapacityLimiter, to_thread
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from messaging.errors import StoreUnavailable

Result = TypeVar("Result")
Work = Callable[[Connection], Result]

BUSY = 0.9
QUEUE = 0.7
PATIENCE = 1.1
MIGRATIONS = Path(__file__).parent / "migrations"


def engine(url: str) -> Engine:
    """Open the desk's database; no statement waits longer than `BUSY` for a lock."""
    if make_url(url).get_backend_name() != "sqlite":
        wait = f"-c lock_timeout={int(BUSY * 1000)} -c statement_timeout={int(BUSY * 1000)}"
        arguments: dict[str, Any] = {"connect_timeout": 2, "options": wait}
        return sa.create_engine(
            url,
            future=True,
            hide_parameters=True,
            pool_size=20,
            pool_timeout=BUSY,
            pool_pre_ping=True,
            connect_args=arguments,
        )
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = sa.create_engine(
        url,
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=20,
        pool_timeout=BUSY,
        connect_args={"timeout": BUSY, "check_same_thread": False},
    )
    sa.event.listen(made, "connect", _prepare)
    sa.event.listen(made, "begin", _begin)
    return made


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late to take the write lock
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def file_exists(path: str | None) -> bool:
    """Tell whether a SQLite database was ever made."""
    return bool(path) and Path(str(path)).exists()


def migrate(made: Engine) -> None:
    """Bring the database to the newest schema, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    with made.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with made.execution_options(immediate=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


class Store:
    """Runs units of work, each in one transaction and in a thread, and gives up in time."""

    def __init__(self, made: Engine) -> None:
        self._writing = made.execution_options(immediate=True)
        # What is read together is seen as of one moment; SQLite does so by itself.
        sqlite = made.dialect.name == "sqlite"
        self._reading = made if sqlite else made.execution_options(isolation_level="REPEATABLE READ")
        self._reads = CapacityLimiter(8)
        # SQLite has one writer and draws lots among those who wait; a queue of our own starves nobody.
        self._writes = CapacityLimiter(1 if sqlite else 8)

    async def read(self, work: Work[Result]) -> Result:
        """Return what `work` reads; raises StoreUnavailable."""
        return await _bounded(self._reading, work, self._reads)

    async def write(self, work: Work[Result]) -> Result:
        """Return what `work` did once it is committed; raises StoreUnavailable, and then it is not."""
        return await _bounded(self._writing, work, self._writes)


def transaction(made: Engine, work: Work[Result]) -> Result:
    """Do `work` in one transaction; raises StoreUnavailable when the database cannot be reached."""
    try:
        with made.begin() as connection:
            return work(connection)
    except (OperationalError, InterfaceError, PoolTimeout, sqlite3.OperationalError) as error:
        raise StoreUnavailable("the store is not available: send the same client_id again") from error


async def _bounded(made: Engine, work: Work[Result], limiter: CapacityLimiter) -> Result:
    """Do `work` in a thread: a short wait for its turn, then the time that a lock may take."""
    given_up = threading.Event()

    def until_given_up(connection: Connection) -> Result:
        result = work(connection)
        if given_up.is_set():
            raise StoreUnavailable("given up: nothing may be stored that was refused")
        return result

    try:
        with anyio.fail_after(QUEUE):
            await limiter.acquire_on_behalf_of(given_up)
    except TimeoutError as error:
        raise StoreUnavailable("the store is busy: send the same client_id again") from error
    try:
        with anyio.fail_after(PATIENCE):
            return await to_thread.run_sync(
                partial(transaction, made, until_given_up), abandon_on_cancel=True
            )
    except TimeoutError as error:
        raise StoreUnavailable("the store is too slow: send the same client_id again") from error
    finally:
        given_up.set()
        limiter.release_on_behalf_of(given_up)
