"""A desk with its own stores and a stand-in for Rasa: shared and emptied between tests, or a test's own.

`TEST_DESK_DB` runs the same tests on another empty database, such as one of PostgreSQL.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_running import RunningDesk
from rasa_stand_in import StandIn

import clock
import settings as house
from members import db as members_db
from members import demo
from settings import Settings

Configure = Callable[..., Settings]
Start = Callable[..., RunningDesk]

TEST_DESK_DB = os.environ.get("TEST_DESK_DB")
QUICK = {"RASA_TIMEOUT": "0.3", "ANSWER_TIMEOUT": "0.5"}
UNSET = ("TOKEN_JWKS_URL", "TOKEN_ISSUER", "TOKEN_AUDIENCE", "ALLOWED_ORIGINS", "CLOCK")


@dataclass(frozen=True)
class Shared:
    """A desk that several tests use, and its settings."""

    desk: RunningDesk
    folder: Path
    given: Mapping[str, str]


@contextmanager
def environment(folder: Path, members_store: Path, rasa: StandIn, **given: str) -> Iterator[Settings]:
    """Set the environment of a desk and read it."""
    values = {
        "DATA_DIR": str(folder),
        "MEMBERS_DB": f"sqlite:///{members_store}",
        "DESK_DB": TEST_DESK_DB or f"sqlite:///{folder}/desk.db",
        "TRACKER_DB": f"sqlite:///{folder}/tracker.db",
        "RASA_URL": rasa.url,
        "SECRET": "a secret of the tests, long enough",
        "RASA_TIMEOUT": "5",
        "ANSWER_TIMEOUT": "6",
        "LATE_ANSWER": "15",
        "MESSAGES_PER_MINUTE": "1000",
        "CONVERSATIONS_PER_MINUTE": "1000",
        "HOST": "127.0.0.1",
        "DEMO_ACCOUNTS": "1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in UNSET:
            patch.delenv(name, raising=False)
        for name, value in (values | given).items():
            patch.setenv(name, value)
        house.settings.cache_clear()
        yield house.settings()
    house.settings.cache_clear()


@pytest.fixture(scope="session")
def members_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration members, laid once."""
    path = tmp_path_factory.mktemp("members") / "members.db"
    engine = members_db.engine(f"sqlite:///{path}")
    members_db.migrate(engine)
    demo.lay(engine, clock.today())
    return path


@pytest.fixture(scope="session")
def shared_rasa() -> Iterator[StandIn]:
    stand_in = StandIn()
    yield stand_in
    stand_in.stop()


@pytest.fixture
def rasa(shared_rasa: StandIn) -> Iterator[StandIn]:
    shared_rasa.reset()
    yield shared_rasa
    shared_rasa.reset()


@contextmanager
def shared_desk(
    factory: pytest.TempPathFactory, members_store: Path, rasa: StandIn, **given: str
) -> Iterator[Shared]:
    folder = factory.mktemp("desk")
    with environment(folder, members_store, rasa, **given) as config:
        running = RunningDesk(config)
    yield Shared(running, folder, given)
    running.stop()


@contextmanager
def emptied(shared: Shared, members_store: Path, rasa: StandIn) -> Iterator[RunningDesk]:
    """Give a shared desk without anything of the test before, and leave it quiet."""
    shared.desk.empty()
    with environment(shared.folder, members_store, rasa, **shared.given):
        yield shared.desk
    rasa.reset()
    shared.desk.quiet()


@pytest.fixture(scope="session")
def usual(
    tmp_path_factory: pytest.TempPathFactory, members_store: Path, shared_rasa: StandIn
) -> Iterator[Shared]:
    with shared_desk(tmp_path_factory, members_store, shared_rasa) as shared:
        yield shared


@pytest.fixture(scope="session")
def impatient(
    tmp_path_factory: pytest.TempPathFactory, members_store: Path, shared_rasa: StandIn
) -> Iterator[Shared]:
    with shared_desk(tmp_path_factory, members_store, shared_rasa, **QUICK) as shared:
        yield shared


@pytest.fixture
def desk(usual: Shared, rasa: StandIn, members_store: Path) -> Iterator[RunningDesk]:
    """The shared desk, empty."""
    with emptied(usual, members_store, rasa) as desk:
        yield desk


@pytest.fixture
def quick_desk(impatient: Shared, rasa: StandIn, members_store: Path) -> Iterator[RunningDesk]:
    """The shared desk that waits for Rasa a third of a second, empty."""
    with emptied(impatient, members_store, rasa) as desk:
        yield desk


@pytest.fixture
def configure(tmp_path: Path, members_store: Path, rasa: StandIn) -> Iterator[Configure]:
    """Set the environment and read it, with Rasa's usual times unless a test says otherwise."""
    entered = []

    def set_up(**given: str) -> Settings:
        context = environment(tmp_path, members_store, rasa, **given)
        entered.append(context)
        return context.__enter__()

    yield set_up
    for context in reversed(entered):
        context.__exit__(None, None, None)


@pytest.fixture
def start(configure: Configure) -> Iterator[Start]:
    """Start desks of the test's own; all are stopped after it."""
    running: list[RunningDesk] = []

    def begin(config: Settings | None = None, **given: str) -> RunningDesk:
        desk = RunningDesk(config or configure(**given))
        if TEST_DESK_DB and not running:
            desk.empty()
        running.append(desk)
        return desk

    yield begin
    for desk in running:
        desk.stop()
