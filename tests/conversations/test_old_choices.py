"""A button of a step that is over, and one that was never offered: refused, and the conversation goes on."""

from __future__ import annotations

import pytest

from tests.stack.member import Member
from tests.stack.processes import Stack

pytestmark = pytest.mark.stack

ASSISTANCE = "Je rentre de l'hôpital et j'ai besoin d'une aide à domicile, comment joindre IMA ?"


def refusal(member: Member, choice: str) -> tuple[int, str]:
    """Press a button by its id; return the status and the error."""
    response = member.post(choice=choice)
    return response.status_code, response.json()["error"]


def test_the_button_of_a_step_that_was_answered(stack: Stack) -> None:
    member = stack.member("21067385")
    old = member.say(ASSISTANCE).choices["Une maladie grave"]
    member.choose("Une hospitalisation")
    assert refusal(member, old) == (409, "stale_choice")
    assert "Quand avez-vous besoin" in member.choose("En France").text


def test_the_button_of_a_form_that_was_cancelled(stack: Stack) -> None:
    member = stack.member("21067385")
    old = member.say(ASSISTANCE).choices["Une hospitalisation"]
    member.say("annuler")
    assert refusal(member, old) == (409, "stale_choice")
    assert member.say("C'est quoi un échéancier ?").topics == ["echeancier_definition"]


def test_the_yes_of_a_message_that_was_sent(stack: Stack) -> None:
    member = stack.member()
    member.say("Je voudrais parler à un conseiller")
    member.choose("Ma carte")
    yes = member.say("Jean Petit, 06 12 34 56 78, ma carte est illisible").choices["Oui"]
    member.choose("Oui")
    assert refusal(member, yes) == (409, "stale_choice")


def test_the_button_of_an_answer_can_be_pressed_later(stack: Stack) -> None:
    member = stack.member()
    member.say("C'est quoi un échéancier ?")
    member.say("C'est quoi MAESTRO ?")
    assert member.choose("Voir mon échéancier").topics == ["echeancier_consulter"]


def test_a_button_of_somebody_elses_conversation(stack: Stack) -> None:
    theirs = stack.member("21067385").welcome.choices["Voir mon échéancier"]
    assert refusal(stack.member("25218694"), theirs)[0] == 422
