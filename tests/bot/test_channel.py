"""The desk's channel: what a turn becomes, and whom it lets in."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests

from tests.stack.processes import Stack

pytestmark = pytest.mark.stack

TURN = {"conversation": "c1", "turn_id": "t1", "formule": "autre", "visitor": True, "claim": None}


def message(**turn: Any) -> Any:
    from bot.channels.desk import TurnOutput, user_message

    return user_message({**TURN, **turn}, TurnOutput())


@pytest.mark.parametrize("typed", ["/restart", " / restart", "／restart", "⁄∕restart", "//restart"])
def test_a_typed_text_is_never_a_command(typed: str) -> None:
    assert message(text=typed).text == "restart"


def test_a_choice_skips_the_understanding() -> None:
    made = message(choice={"intent": "choisir", "entities": {"lieu": "france"}})
    assert made.parse_data["intent"] == {"name": "choisir", "confidence": 1.0}
    assert made.parse_data["entities"] == [{"entity": "lieu", "value": "france"}]


def test_identity_travels_beside_the_text() -> None:
    made = message(text="bonjour", claim="signed")
    assert made.metadata == {"claim": "signed", "formule": "autre", "visitor": True}
    assert made.sender_id == "c1"


def post(stack: Stack, body: Any, key: str | None = None) -> requests.Response:
    port = int(stack.env["PORT"]) + 1
    headers = {"Authorization": f"Bearer {key or stack.key('turn')}"}
    url = f"http://127.0.0.1:{port}/webhooks/desk/turn"
    return requests.post(url, json=body, headers=headers, timeout=10)


def test_the_channel_answers_a_turn(stack: Stack) -> None:
    body = {**TURN, "turn_id": "guide", "text": "C'est quoi un échéancier ?", "deadline": time.time() + 5}
    replies = post(stack, body).json()["messages"]
    assert [reply["topic"] for reply in replies] == ["echeancier_definition"]
    assert replies[0]["sources"][0]["kind"] == "guide"


def test_a_turn_asked_again_is_not_taken_twice(stack: Stack) -> None:
    steps = [
        {"text": "Je veux parler à un conseiller"},
        {"choice": {"intent": "choisir", "entities": {"sujet": "carte"}}},
        {"text": "Mon prénom est mal écrit"},
        {"choice": {"intent": "affirmer"}},
    ]
    replies = []
    for number, step in enumerate(steps):
        body = {**TURN, "conversation": "again", "turn_id": f"again-{number}", **step}
        replies = [post(stack, {**body, "deadline": time.time() + 5}).json()["messages"] for _ in range(2)]
        assert replies[0] == replies[1]
    assert replies[0][0]["handoff"]["text"] == "Mon prénom est mal écrit"


def test_what_else_a_message_asked_is_offered_also_when_it_is_asked_again(stack: Stack) -> None:
    text = "C'est quoi un échéancier ? Par ailleurs, comment ajouter mon fils qui vient de naître ?"
    body = {**TURN, "conversation": "two", "turn_id": "two-1", "text": text}
    first, again = (post(stack, {**body, "deadline": time.time() + 5}).json()["messages"] for _ in range(2))
    assert first == again
    assert [reply["topic"] for reply in first] == ["echeancier_definition", None]
    assert [choice["topic"] for choice in first[1]["choices"]] == ["beneficiaire_modifier"]


def test_the_question_of_a_form_stays_the_last_word(stack: Stack) -> None:
    text = "Je veux parler à un conseiller. Par ailleurs, c'est quoi un échéancier ?"
    body = {**TURN, "conversation": "form", "turn_id": "form-1", "text": text}
    *_, offer, question = post(stack, {**body, "deadline": time.time() + 5}).json()["messages"]
    assert [choice["topic"] for choice in offer["choices"]] == ["echeancier_definition"]
    assert any("sujet" in choice["entities"] for choice in question["choices"])


def test_only_the_desk_may_ask(stack: Stack) -> None:
    body = {**TURN, "text": "bonjour", "deadline": time.time() + 5}
    assert post(stack, body, key="wrong").status_code == 401


@pytest.mark.parametrize(
    "body", [[], {}, {"conversation": "c"}, {**TURN, "text": "a", "deadline": "soon"}, "x"]
)
def test_what_is_not_a_turn_is_refused(stack: Stack, body: Any) -> None:
    assert post(stack, body).status_code == 422


def test_a_turn_that_comes_too_late_is_not_begun(stack: Stack) -> None:
    response = post(stack, {**TURN, "text": "bonjour", "deadline": time.time() - 1})
    assert response.status_code == 503


def test_rasas_own_channels_are_closed(stack: Stack) -> None:
    port = int(stack.env["PORT"]) + 1
    for path in ("webhooks/rest/webhook", "conversations/c1/tracker", "model/parse", "socket.io/"):
        assert requests.post(f"http://127.0.0.1:{port}/{path}", json={}, timeout=10).status_code == 404


def test_the_action_server_wants_its_secret(stack: Stack) -> None:
    port = int(stack.env["PORT"]) + 2
    assert requests.post(f"http://127.0.0.1:{port}/webhook", json={}, timeout=10).status_code == 401
