"""Questions that the assistant did not understand can be listed."""

from __future__ import annotations

from typing import Any

import pytest
from desk_running import RunningDesk
from rasa_stand_in import Answer, StandIn, reply

from messaging import db
from messaging.unanswered import grouped, unanswered


def answer(turn: dict[str, Any]) -> Answer:
    outcome = {"quoi": "nlu_ambigu", "merci": None}.get(turn["text"], "nlu_fallback")
    return 200, {"messages": [reply("…", outcome=outcome)]}


def test_misses_are_listed_by_how_often_they_came(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = answer
    member, visitor = desk.member().open(), desk.visitor().open()
    for text in ("Et les sabots ?", "quoi", "merci", "Autre  question"):
        member.ask(text)
    visitor.ask("et les SABOTS")
    engine = db.engine(desk.settings.desk_db)
    listed = db.transaction(engine, unanswered)
    engine.dispose()
    assert [(question.text, question.count) for question in listed] == [
        ("et les SABOTS", 2),
        ("Autre  question", 1),
    ]


def test_an_outcome_is_not_shown_to_the_member(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = answer
    (said,) = desk.member().open().ask("Et les sabots ?")
    assert "outcome" not in said


@pytest.mark.parametrize("outcome", [3, ["nlu_fallback"]])
def test_an_outcome_that_is_no_text_is_no_answer(desk: RunningDesk, rasa: StandIn, outcome: Any) -> None:
    rasa.answer = lambda turn: (200, {"messages": [reply("…", outcome=outcome)]})
    (said,) = desk.member().open().ask("question")
    assert said["text"] != "…"


def test_the_latest_comes_first_among_equals() -> None:
    assert [question.text for question in grouped([("a", 1.0), ("b", 2.0)])] == ["b", "a"]
