"""Nothing lost: a locked store, a desk that stops in the middle, the health that says so."""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from conftest import Start
from desk_running import RunningDesk, texts
from rasa_stand_in import StandIn

import knowledge

URGENT = "Mon mari fait un infarctus"


@contextmanager
def locked(desk: RunningDesk) -> Iterator[None]:
    """Hold the desk's database as another process could."""
    path = desk.settings.desk_db.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.mark.sqlite
def test_locked_store_refuses_in_time_and_takes_the_same_message_later(
    desk: RunningDesk, rasa: StandIn
) -> None:
    member = desk.member().open()
    client_id = str(uuid.uuid4())
    with locked(desk):
        started = time.monotonic()
        refused = member.post("question", client_id=client_id)
        assert time.monotonic() - started < 2
        assert (refused.status_code, refused.json()["error"]) == (503, "store_unavailable")
        assert texts(member.look()["messages"])[1:] == []
        urgent = member.post(URGENT)
        assert urgent.json()["urgent"]["text"] == knowledge.load().render("urgence_medicale").text
    assert member.say("question", client_id=client_id) == 2
    assert member.say("question", client_id=client_id) == 2
    assert texts(member.settled())[1:] == ["question", "réponse à question"]


@pytest.mark.sqlite
def test_answer_in_hand_waits_for_the_store(desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("question")
    member = desk.member().open()
    member.say("question")
    rasa.wait_for_turns(1)
    with locked(desk):
        gate.set()
        assert member.post("pendant ce temps").status_code == 503
    assert texts(member.settled())[1:] == ["question", "réponse à question"]
    assert texts(member.ask("ensuite")) == ["réponse à ensuite"]


def test_turns_younger_than_two_minutes_are_asked_again(start: Start, rasa: StandIn) -> None:
    desk = start()
    rasa.hold("question")
    member = desk.member().open()
    member.say("question")
    member.say("suite")
    (asked,) = rasa.wait_for_turns(1)
    desk.stop()
    rasa.reset()
    again = start(desk.settings)
    member.url = again.url
    assert texts(member.settled())[1:] == ["question", "suite", "réponse à question", "réponse à suite"]
    assert [turn["text"] for turn in rasa.turns] == ["question", "suite"]
    assert rasa.turns[0]["turn_id"] == asked["turn_id"]


def test_older_turns_get_the_excuse(start: Start, rasa: StandIn) -> None:
    desk = start()
    rasa.hold("question")
    member = desk.member().open()
    member.say("question")
    rasa.wait_for_turns(1)
    desk.stop()
    desk.change("UPDATE turns SET created_at = created_at - 121, due_at = due_at - 121")
    rasa.reset()
    again = start(desk.settings)
    member.url = again.url
    excuse = knowledge.load().render("indisponible").text
    assert texts(member.settled())[1:] == ["question", excuse]
    assert rasa.turns == []


def test_stopping_lets_watchers_go(start: Start) -> None:
    desk = start()
    member = desk.member().open()
    events = member.stream(after=1)
    assert next(events)["messages"] == []
    desk.stop()
    assert list(events) == []


@pytest.mark.sqlite
def test_health_says_what_is_missing(start: Start, rasa: StandIn) -> None:
    desk = start()
    healthy = desk.visitor().call("GET", "/healthz")
    assert (healthy.status_code, healthy.json()) == (
        200,
        {"ok": True, "desk": True, "members": True, "rasa": True},
    )
    rasa.is_ready = False
    other = start(desk.settings)
    with locked(other):
        ill = other.visitor().call("GET", "/healthz")
    assert (ill.status_code, ill.json()) == (
        503,
        {"ok": False, "desk": False, "members": True, "rasa": False},
    )
    assert desk.visitor().call("GET", "/livez").status_code == 200


def test_health_is_looked_at_once_for_many_who_ask(start: Start, rasa: StandIn) -> None:
    desk = start()
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: desk.visitor().call("GET", "/healthz").status_code, range(8)))
    assert given == [200] * 8
    assert rasa.asked_ready == 1


@pytest.mark.sqlite
def test_turn_that_cannot_be_read_is_tried_again(
    desk: RunningDesk, rasa: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    gate = rasa.hold("lente")
    member = desk.member().open()
    member.say("lente")
    rasa.wait_for_turns(1)
    member.say("suite")
    desk.change("UPDATE turns SET entities = 'broken' WHERE state = 'pending'")
    gate.set()
    member.wait(lambda _: "conversation stopped" in caplog.text)
    desk.change("UPDATE turns SET entities = '{}' WHERE state = 'pending'")
    assert texts(member.settled())[-1] == "réponse à suite"


@pytest.mark.sqlite
def test_recovery_that_fails_is_logged(start: Start, rasa: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    desk = start()
    rasa.hold("question")
    desk.member().open().say("question")
    rasa.wait_for_turns(1)
    desk.stop()
    desk.change("UPDATE turns SET entities = 'broken'")
    again = start(desk.settings)
    again.member().open().wait(lambda _: "recovery failed" in caplog.text)


def test_health_sees_that_members_records_are_gone(start: Start) -> None:
    desk = start(MEMBERS_DB="sqlite:////nowhere/members.db")
    ill = desk.visitor().call("GET", "/healthz")
    assert (ill.status_code, ill.json()["members"]) == (503, False)


def test_migrations_make_the_tables_of_the_code(start: Start) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from messaging import db
    from messaging.tables import METADATA

    desk = start()
    engine = db.engine(desk.settings.desk_db)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


@pytest.mark.sqlite
def test_what_was_refused_is_not_stored_later(desk: RunningDesk, rasa: StandIn) -> None:
    member = desk.member().open()
    with locked(desk), ThreadPoolExecutor(6) as pool:
        refused = list(pool.map(lambda number: member.post(f"refusé {number}"), range(6)))
    assert {response.status_code for response in refused} == {503}
    assert texts(member.ask("ensuite")) == ["réponse à ensuite"]
    assert "refusé" not in str(member.settled())
