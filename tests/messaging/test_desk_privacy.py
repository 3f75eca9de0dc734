"""Personal data stays in: erasure, retention, logs."""

from __future__ import annotations

import json
import logging
import sys
import time

import pytest
import sqlalchemy as sa
from conftest import Start
from desk_running import RunningDesk
from rasa_stand_in import StandIn, reply
from test_desk_handoffs import HANDOFF

from messaging import erase, retention
from messaging.logs import JsonLines

TABLES = ("conversations", "messages", "choices", "turns", "handoffs", "feedback")


def full(desk: RunningDesk, rasa: StandIn, adherent: str) -> str:
    choice = {"title": "Oui", "intent": "affirmer", "entities": {}, "topic": None}
    rasa.answer = lambda turn: (200, {"messages": [reply("{numero}", choices=[choice], handoff=HANDOFF)]})
    member = desk.member(adherent).open()
    (answer,) = member.ask(f"je suis {adherent}")
    path = f"/v1/conversations/{member.id}/messages/{answer['seq']}/feedback"
    assert member.call("POST", path, json={"useful": True}).status_code == 204
    return member.id


def trackers(desk: RunningDesk, *ids: str) -> sa.engine.Engine:
    engine = sa.create_engine(desk.settings.tracker_db, future=True)
    with engine.begin() as connection:
        columns = "conversation TEXT PRIMARY KEY, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP"
        connection.execute(sa.text(f"CREATE TABLE IF NOT EXISTS trackers ({columns})"))
        for id in ids:
            connection.execute(sa.text("INSERT INTO trackers (conversation) VALUES (:id)"), {"id": id})
    return engine


def held(desk: RunningDesk, id: str) -> dict[str, int]:
    column = {"conversations": "id"}
    counts = {}
    for table in TABLES:
        where = column.get(table, "conversation")
        (row,) = desk.rows(f"SELECT count(*) AS n FROM {table} WHERE {where} = :id", id=id)
        counts[table] = row["n"]
    return counts


def test_erasure_covers_everything_of_one_member(
    start: Start, rasa: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = start()
    gone, kept = full(desk, rasa, "9000001"), full(desk, rasa, "9000002")
    engine = trackers(desk, gone, kept)
    assert all(held(desk, gone).values())
    monkeypatch.setattr(sys, "argv", ["messaging.erase", "9000001"])
    erase.main()
    assert capsys.readouterr().out == "1\n"
    assert not any(held(desk, gone).values())
    assert all(held(desk, kept).values())
    with engine.connect() as connection:
        assert list(connection.execute(sa.text("SELECT conversation FROM trackers")).scalars()) == [kept]
    engine.dispose()
    assert "9000001" not in str([desk.rows(f"SELECT * FROM {table}") for table in (*TABLES, "hits")])


def test_erasure_without_a_tracker_database(start: Start, rasa: StandIn) -> None:
    desk = start()
    gone = full(desk, rasa, "9000001")
    assert erase.erase_member(desk.beside, desk.settings.tracker_db, "9000001") == 1
    assert not any(held(desk, gone).values())


def test_erasure_in_the_middle_of_a_turn(desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("question")
    member = desk.member("9000009").open()
    member.say("question")
    rasa.wait_for_turns(1)
    erase.erase_member(desk.beside, desk.settings.tracker_db, "9000009")
    gate.set()
    desk.quiet()
    assert not any(held(desk, member.id).values())
    assert member.call("GET", f"/v1/conversations/{member.id}/messages").status_code == 404


def test_retention_erases_what_is_old(
    start: Start, rasa: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = start()
    old, recent = full(desk, rasa, "9000001"), full(desk, rasa, "9000002")
    desk.change(
        "UPDATE conversations SET updated_at = :at WHERE id = :id", at=time.time() - 91 * 86400, id=old
    )
    monkeypatch.setattr(sys, "argv", ["messaging.retention", "90"])
    retention.main()
    assert capsys.readouterr().out == "0 erased, 1 kept: their hand-off is not delivered yet\n"
    assert all(held(desk, old).values())
    desk.change("UPDATE handoffs SET state = 'delivered'")
    retention.main()
    assert capsys.readouterr().out == "1 erased, 0 kept: their hand-off is not delivered yet\n"
    assert not any(held(desk, old).values())
    assert all(held(desk, recent).values())


def test_retention_erases_trackers_of_conversations_long_gone(start: Start) -> None:
    desk = start()
    engine = trackers(desk, "orphan", "recent")
    with engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE trackers SET updated_at = '2001-01-01 00:00:00' WHERE conversation = 'orphan'")
        )
    retention.keep(desk.beside, desk.settings.tracker_db, 90, time.time())
    with engine.connect() as connection:
        assert list(connection.execute(sa.text("SELECT conversation FROM trackers")).scalars()) == ["recent"]
    engine.dispose()


def test_logs_hold_no_text_and_no_person(
    quick_desk: RunningDesk, rasa: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    member = quick_desk.member("9000001", 4).open()
    secret = "mon IBAN FR7612345 chez dupont@example.fr"
    member.ask(secret)
    rasa.answer = lambda turn: 1 / 0  # type: ignore[assignment,return-value]
    member.ask(secret)
    rasa.answer = lambda turn: (200, {"messages": [{"text": secret, "links": 5}]})
    member.ask(secret)
    member.post("a" * 3000)
    quick_desk.visitor().call("GET", "/v1/conversations", headers={"Authorization": f"Bearer {secret}"})
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any('"endpoint": "post_message"' in line for line in lines)
    assert any('"event": "turn"' in line for line in lines)
    for line in lines:
        for private in ("FR7612345", "dupont", "9000001", "aaa"):
            assert private not in line


def test_log_line_of_an_exception_quotes_nothing() -> None:
    try:
        raise ValueError("mon IBAN FR7612345")
    except ValueError:
        record = logging.LogRecord("desk", logging.ERROR, "", 1, "turn failed", None, sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert (line["error"], line["event"]) == ("ValueError", "turn failed")
    assert "FR7612345" not in str(line)
