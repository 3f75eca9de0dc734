"""An emergency is answered first and alone, in every state, whatever Rasa does."""

from __future__ import annotations

import uuid

import pytest
from conftest import Start
from desk_running import RunningDesk, texts
from rasa_stand_in import StandIn, answer_with, reply
from test_desk_choices import form, offered

import knowledge

URGENT = "Mon mari fait un infarctus"


def numbers() -> str:
    return knowledge.load().render("urgence_medicale").text


def test_numbers_are_given_at_once_and_rasa_is_told(desk: RunningDesk, rasa: StandIn) -> None:
    member = desk.member().open()
    seq = member.say(URGENT)
    seen = member.look(after=seq)
    assert texts(seen["messages"]) == [numbers()]
    assert seen["messages"][0]["topic"] == "urgence_medicale"
    assert seen["typing"] is False
    (told,) = rasa.wait_for_turns(1)
    assert told["choice"] == {"intent": "urgence_medicale", "entities": {}}
    assert "text" not in told
    after = member.ask("et ma carte ?")
    assert texts(after) == ["réponse à et ma carte ?"]


def test_emergency_does_not_wait_behind_another_turn(desk: RunningDesk, rasa: StandIn) -> None:
    gate = rasa.hold("lente")
    member = desk.visitor().open()
    member.say("lente")
    rasa.wait_for_turns(1)
    member.say("en attente")
    seq = member.say(URGENT)
    assert texts(member.look(after=seq)["messages"]) == [numbers()]
    gate.set()
    rasa.wait_for_turns(2)
    member.wait(lambda seen: not seen["typing"])
    member.ask("ensuite")
    said = texts(member.settled())
    assert said[1:] == ["lente", "en attente", URGENT, numbers(), "ensuite", "réponse à ensuite"]
    heard = [turn.get("text") or turn["choice"]["intent"] for turn in rasa.turns]
    assert heard == ["lente", "urgence_medicale", "ensuite"]


def test_hand_off_overtaken_by_an_emergency_is_not_lost(desk: RunningDesk, rasa: StandIn) -> None:
    from test_desk_handoffs import HANDOFF

    gate = rasa.hold("transmettez")
    rasa.answer = lambda turn: (200, {"messages": [reply("Numéro {numero}.", handoff=HANDOFF)]})
    member = desk.member().open()
    member.say("transmettez")
    rasa.wait_for_turns(1)
    member.say(URGENT)
    gate.set()
    (number,) = [row["number"] for row in member_handoffs(desk, member.id)]
    said = texts(member.wait(lambda seen: number in str(seen["messages"]))["messages"])
    assert said[-1] == f"Numéro {number}."


def member_handoffs(desk: RunningDesk, id: str) -> list[dict[str, str]]:
    member = desk.member()
    member.id = id
    member.wait(lambda _: bool(desk.rows("SELECT number FROM handoffs WHERE conversation = :id", id=id)))
    return desk.rows("SELECT number FROM handoffs WHERE conversation = :id", id=id)


@pytest.mark.parametrize("state", ["waiting", "human"])
def test_numbers_are_given_in_every_state(desk: RunningDesk, rasa: StandIn, state: str) -> None:
    member = desk.member().open()
    desk.change("UPDATE conversations SET state = :state", state=state)
    seq = member.say(URGENT)
    assert texts(member.look(after=seq)["messages"]) == [numbers()]
    turns = desk.rows("SELECT * FROM turns")
    assert len(turns) == (0 if state == "human" else 1)


def test_numbers_are_given_without_rasa_and_rasa_is_told_later(
    quick_desk: RunningDesk, rasa: StandIn
) -> None:
    rasa.answer = lambda turn: (503, {"error": "down"})
    member = quick_desk.member().open()
    seq = member.say(URGENT)
    assert texts(member.look(after=seq)["messages"]) == [numbers()]
    rasa.wait_for_turns(1)
    member.wait(lambda _: quick_desk.rows("SELECT state FROM turns")[0]["state"] == "untold")
    rasa.answer = answer_with("oui")
    assert texts(member.ask("ensuite")) == ["oui"]
    heard = [turn.get("text") or turn["choice"]["intent"] for turn in rasa.turns]
    assert heard == ["urgence_medicale", "urgence_medicale", "ensuite"]
    assert {row["state"] for row in quick_desk.rows("SELECT state FROM turns")} == {"answered"}


def test_form_choices_end_with_an_emergency(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = form
    member = desk.member().open()
    ids = offered(member, "formulaire")
    member.say(URGENT)
    assert member.post(choice=ids["Oui"]).status_code == 409


def test_emergency_choice_is_answered_by_the_desk(desk: RunningDesk, rasa: StandIn) -> None:
    urgent = {
        "title": "Une urgence",
        "intent": "urgence_medicale",
        "entities": {},
        "topic": "urgence_medicale",
    }
    rasa.answer = lambda turn: (200, {"messages": [reply("Choisissez.", choices=[urgent])]})
    member = desk.member().open()
    ids = offered(member, "bonjour")
    rasa.answer = lambda turn: (500, {})
    seq = member.say(choice=ids["Une urgence"])
    assert texts(member.look(after=seq)["messages"]) == [numbers()]


def test_refusals_do_not_hide_the_numbers(start: Start) -> None:
    desk = start(MESSAGES_PER_MINUTE="1")
    member = desk.member().open()
    member.say("un")
    refused = member.post(URGENT)
    assert refused.status_code == 429
    assert refused.json()["urgent"]["text"] == numbers()
    assert "urgent" not in member.post("rien de grave").json()
    long = member.post(URGENT + " a" * 1000)
    assert (long.status_code, long.json()["urgent"]["text"]) == (413, numbers())
    at_the_end = member.post("a " * 1000 + URGENT)
    assert (at_the_end.status_code, at_the_end.json()["urgent"]["text"]) == (413, numbers())
    desk.change("UPDATE conversations SET state = 'closed'")
    closed = member.post(URGENT, client_id=str(uuid.uuid4()))
    assert (closed.status_code, closed.json()["urgent"]["text"]) == (409, numbers())
    assert closed.json()["urgent"]["links"]
