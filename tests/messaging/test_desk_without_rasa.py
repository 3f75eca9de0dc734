"""Never an empty turn: Rasa missing, slow, late or talking nonsense."""

from __future__ import annotations

import time
from typing import Any

import pytest
from conftest import QUICK, Start
from desk_running import RunningDesk, texts
from rasa_stand_in import StandIn, answer_with, reply

import knowledge


def excuse() -> str:
    return knowledge.load().render("indisponible").text


@pytest.mark.parametrize(
    "answer",
    [
        (500, {"error": "boom"}),
        (503, {"error": "too late"}),
        (422, {}),
        (302, {}),
        (200, {"messages": []}),
        (200, {"messages": [reply("  ")]}),
        (200, {}),
        (200, []),
        (200, "text"),
        (200, b""),
        (200, b"<html>"),
        (200, b"\xff\xfe\x00"),
        (200, b"[" * 100_000),
        (200, {"messages": [{"text": 5}]}),
        (200, {"messages": [reply("a", choices=[{"title": "sans intention"}])]}),
        (200, {"messages": [reply("a", sources=[{"kind": "rumour", "label": "b"}])]}),
        (200, {"messages": [reply("a", handoff={"kind": "unheard"})]}),
        (200, b'{"messages": [{"text": "\\ud800"}]}'),
        (200, b'"' + b"a" * 1_100_000 + b'"'),
    ],
    ids=[
        "500",
        "503",
        "422",
        "302",
        "none",
        "blank",
        "object",
        "list",
        "string",
        "nothing",
        "html",
        "bytes",
        "deep",
        "number",
        "choice",
        "source",
        "handoff",
        "surrogate",
        "huge",
    ],
)
def test_no_usable_answer_is_an_excuse_that_offers_a_person(
    desk: RunningDesk, rasa: StandIn, answer: tuple[int, Any]
) -> None:
    rasa.answer = lambda turn: answer
    member = desk.member().open()
    (said,) = member.ask("question")
    assert said["text"] == excuse()
    assert said["choices"]
    rasa.answer = answer_with("de nouveau là")
    assert texts(member.ask("et maintenant ?")) == ["de nouveau là"]


def test_rasa_unreachable_is_an_excuse(start: Start, rasa: StandIn) -> None:
    desk = start(RASA_URL="http://127.0.0.1:9")
    assert texts(desk.visitor().open().ask("question")) == [excuse()]


def test_silence_is_an_excuse_before_the_member_stops_waiting(quick_desk: RunningDesk, rasa: StandIn) -> None:
    rasa.hold("question")
    member = quick_desk.member().open()
    posted = time.time()
    assert texts(member.ask("question")) == [excuse()]
    (row,) = quick_desk.rows("SELECT at FROM messages WHERE seq = 3")
    assert row["at"] - posted <= 0.5


def test_queued_questions_each_get_an_excuse_in_time(quick_desk: RunningDesk, rasa: StandIn) -> None:
    member = quick_desk.member().open()
    for name in ("un", "deux", "trois"):
        rasa.hold(name)
        member.say(name)
    answers = [message for message in member.settled() if message["from"] == "assistant"][1:]
    assert texts(answers) == [excuse()] * 3
    rows = quick_desk.rows(
        "SELECT m.at - t.created_at AS took FROM turns t JOIN messages m ON m.answers = t.seq"
    )
    assert all(row["took"] < 0.7 for row in rows), rows


def test_late_answer_is_appended_when_nothing_newer_was_said(quick_desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("question")
    member = quick_desk.member().open()
    assert texts(member.ask("question")) == [excuse()]
    gate.set()
    seen = member.wait(lambda seen: len(seen["messages"]) == 4)
    assert seen["messages"][-1]["text"] == "réponse à question"
    assert len(rasa.turns) == 1


def test_late_answer_is_dropped_when_something_newer_was_said(quick_desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("question")
    member = quick_desk.member().open()
    member.ask("question")
    member.ask("autre question")
    gate.set()
    member.wait(lambda _: quick_desk.rows("SELECT state FROM turns WHERE seq = 2")[0]["state"] == "dropped")
    assert texts(member.look()["messages"])[1:] == [
        "question",
        excuse(),
        "autre question",
        "réponse à autre question",
    ]


def test_too_late_an_answer_is_dropped(start: Start, rasa: StandIn) -> None:
    desk = start(**QUICK, LATE_ANSWER="0.1")
    gate = rasa.hold("question")
    member = desk.member().open()
    member.ask("question")
    desk.late()
    gate.set()
    member.ask("suite")
    assert "réponse à question" not in texts(member.look()["messages"])


def test_answer_under_an_older_epoch_is_dropped(desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("question")
    member = desk.member().open()
    member.say("question")
    rasa.wait_for_turns(1)
    desk.change("UPDATE conversations SET epoch = epoch + 1")
    gate.set()
    desk.quiet()
    assert texts(member.settled())[1:] == ["question"]


def test_turns_are_never_asked_twice(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = lambda turn: (500, {})
    member = desk.member().open()
    member.ask("question")
    member.ask("suite")
    assert [turn["text"] for turn in rasa.turns] == ["question", "suite"]
    assert len({turn["turn_id"] for turn in rasa.turns}) == 2


def test_members_records_down_do_not_stop_an_answer(start: Start, rasa: StandIn) -> None:
    desk = start(MEMBERS_DB="sqlite:////nowhere/members.db")
    assert texts(desk.member().open().ask("question")) == ["réponse à question"]
    assert rasa.turns[0]["formule"] == "inconnue"
