"""What is kept of a conversation between two turns."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from settings import ROOT, settings

pytestmark = pytest.mark.model


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from rasa.shared.core.domain import Domain

    from bot.tracker_store import TurnTrackerStore

    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RECORD_TIMEOUT", "0.1")
    settings.cache_clear()
    yield TurnTrackerStore(Domain.load(str(ROOT / "domain.yml")))
    settings.cache_clear()


def talk(store: Any, turns: int, form: str | None = None) -> Any:
    from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered

    tracker = store.init_tracker("c1")
    events: list[Any] = [ActionExecuted("action_listen")]
    for number in range(turns):
        events += [
            UserUttered(f"message {number}", intent={"name": "saluer"}),
            ActionExecuted("utter_saluer"),
            SlotSet("sujet", "carte"),
            ActionExecuted("action_listen"),
        ]
    if form:
        events.insert(1, ActiveLoop(form))
    tracker.update_with_events(events, store.domain)
    return tracker


def texts(tracker: Any) -> list[str]:
    from rasa.shared.core.events import UserUttered

    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_without_a_form_the_last_turns_are_kept_and_no_slot(store: Any) -> None:
    asyncio.run(store.save(talk(store, 40)))
    kept = asyncio.run(store.retrieve("c1"))
    assert texts(kept) == ["message 37", "message 38", "message 39"]
    assert kept.get_slot("sujet") is None
    assert kept.latest_action_name == "action_listen"


def test_an_open_form_keeps_everything(store: Any) -> None:
    asyncio.run(store.save(talk(store, 40, form="formulaire_message")))
    kept = asyncio.run(store.retrieve("c1"))
    assert len(texts(kept)) == 40
    assert kept.get_slot("sujet") == "carte"
    assert kept.active_loop_name == "formulaire_message"


def test_a_later_save_replaces_the_row(store: Any) -> None:
    asyncio.run(store.save(talk(store, 1)))
    asyncio.run(store.save(talk(store, 2)))
    assert texts(asyncio.run(store.retrieve("c1"))) == ["message 0", "message 1"]
    assert asyncio.run(store.keys()) == ["c1"]


def test_an_unknown_conversation_is_none(store: Any) -> None:
    assert asyncio.run(store.retrieve("nobody")) is None


def test_a_locked_store_is_an_error_not_a_loss(store: Any, tmp_path: Path) -> None:
    from sqlalchemy.exc import OperationalError

    connection = sqlite3.connect(tmp_path / "tracker.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    for attempt in (lambda: store.save(talk(store, 1)), lambda: store.retrieve("c1")):
        with pytest.raises(OperationalError):
            asyncio.run(attempt())
    connection.execute("ROLLBACK")
    connection.close()
