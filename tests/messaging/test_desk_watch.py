"""News reaches whoever waits: long poll and stream."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from desk_running import Client, RunningDesk, texts
from rasa_stand_in import StandIn

from messaging import watch


def test_long_poll_returns_what_is_there_at_once(desk: RunningDesk) -> None:
    member = desk.member().open()
    seen = member.look(after=0, wait=25)
    assert texts(seen["messages"]) == texts(member.first)
    assert (seen["state"], seen["typing"]) == ("bot", False)


def test_long_poll_wakes_on_an_answer(desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("question")
    member = desk.member().open()
    seq = member.say("question")
    assert member.look(after=seq)["typing"] is True
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(member.look, seq, 25)
        gate.set()
        seen = waiting.result(10)
    assert texts(seen["messages"]) == ["réponse à question"]
    assert seen["typing"] is False


def test_long_poll_ends_without_news(desk: RunningDesk) -> None:
    member = desk.member().open()
    seen = member.look(after=1, wait=0.05)
    assert seen == {"messages": [], "state": "bot", "typing": False}


def test_second_tab_sees_the_same(desk: RunningDesk, rasa: StandIn) -> None:
    member = desk.member().open()
    tab = Client(desk.url, member.authorization)
    tab.id = member.id
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(tab.look, 1, 25)
        member.say("question")
        assert texts(waiting.result(10)["messages"])[0] == "question"
    assert member.settled() == tab.settled()


def test_stream_says_the_state_then_every_message_once(desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("question")
    member = desk.member().open()
    events = member.stream()
    first = next(events)
    assert (texts(first["messages"]), first["state"], first["typing"]) == (texts(member.first), "bot", False)
    member.say("question")
    second = next(events)
    assert (texts(second["messages"]), second["typing"]) == (["question"], True)
    gate.set()
    third = next(events)
    assert (texts(third["messages"]), third["typing"]) == (["réponse à question"], False)
    events.close()


def test_stream_resumes_after_a_seq(desk: RunningDesk) -> None:
    member = desk.member().open()
    member.ask("un")
    path = f"/v1/conversations/{member.id}/stream"
    with member.call("GET", path, headers={"Last-Event-ID": "2"}, stream=True) as response:
        lines = response.iter_lines(chunk_size=1)
        assert next(lines) == b"retry: 1000"
        assert next(lines) == b""
        assert next(lines) == b"id: 3"
    events = member.stream(after=2)
    assert texts(next(events)["messages"]) == ["réponse à un"]
    events.close()


def test_stream_ends_with_the_token(desk: RunningDesk) -> None:
    member = desk.member().open()
    short = Client(desk.url, f"Bearer {desk.token('9000001', ttl=1.2)}")
    short.id = member.id
    assert len(list(short.stream())) == 1
    assert short.call("GET", f"/v1/conversations/{member.id}/messages").status_code == 401


def test_silent_stream_sends_heartbeats(desk: RunningDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "HEARTBEAT", 0.02)
    member = desk.member().open()
    path = f"/v1/conversations/{member.id}/stream?after=1"
    with member.call("GET", path, stream=True) as response:
        beats = (line for line in response.iter_lines(chunk_size=1) if line.startswith(b":"))
        assert next(beats) == b": still here"
        assert next(beats) == b": still here"


def test_state_changed_elsewhere_is_seen(desk: RunningDesk) -> None:
    member = desk.member().open()
    events = member.stream()
    next(events)
    desk.change("UPDATE conversations SET state = 'waiting'")
    member.say("bonjour")
    assert next(events)["state"] == "waiting"
    events.close()
