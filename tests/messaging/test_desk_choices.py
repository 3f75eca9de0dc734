"""Choices are ids; what they stand for stays at the desk, and a step that is over takes none."""

from __future__ import annotations

from typing import Any

from desk_running import Client, RunningDesk
from rasa_stand_in import Answer, StandIn, echo, reply, said


def form(turn: dict[str, Any]) -> Answer:
    """Offer a form step to « formulaire », topics to « sujets », and echo the rest."""
    place = {"title": "En France", "intent": "choisir", "entities": {"lieu": "france"}, "topic": None}
    yes = {"title": "Oui", "intent": "affirmer", "entities": {}, "topic": None}
    no = {"title": "Non", "intent": "nier", "entities": {}, "topic": None}
    topic = {"title": "Ma carte", "intent": "carte_reception", "entities": {}, "topic": "carte_reception"}
    write = {
        "title": "Écrire",
        "intent": "contact_conseiller",
        "entities": {"sujet": "carte"},
        "topic": "contact_conseiller",
    }
    offers = {"formulaire": [place, yes, no], "sujets": [topic, write]}
    choices = offers.get(turn.get("text", ""))
    return (200, {"messages": [reply("Choisissez.", choices=choices)]}) if choices else echo(turn)


def offered(client: Client, text: str) -> dict[str, str]:
    (message,) = client.ask(text)
    return {choice["title"]: choice["id"] for choice in message["choices"]}


def test_choice_reaches_rasa_as_its_payload_and_shows_its_title(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = form
    member = desk.member().open()
    ids = offered(member, "formulaire")
    member.ask(choice=ids["En France"])
    turn = rasa.turns[-1]
    assert turn["choice"] == {"intent": "choisir", "entities": {"lieu": "france"}}
    assert "text" not in turn
    assert [m["text"] for m in member.look()["messages"] if m["from"] == "member"][-1] == "En France"


def test_choice_of_a_form_is_stale_once_something_newer_was_answered(
    desk: RunningDesk, rasa: StandIn
) -> None:
    rasa.answer = form
    member = desk.member().open()
    old = offered(member, "formulaire")
    new = offered(member, "formulaire")
    for title in ("En France", "Oui", "Non"):
        response = member.post(choice=old[title])
        assert (response.status_code, response.json()["error"]) == (409, "stale_choice")
    assert member.post(choice=new["Oui"]).status_code == 202


def test_second_click_on_a_form_is_stale_while_the_first_is_on_its_way(
    desk: RunningDesk, rasa: StandIn
) -> None:
    rasa.answer = form
    member = desk.member().open()
    gate = rasa.hold("attendez")
    ids = offered(member, "formulaire")
    member.say("attendez")
    member.say(choice=ids["Oui"])
    assert member.post(choice=ids["Non"]).status_code == 409
    gate.set()
    member.settled()


def test_topic_and_write_choices_stay_good(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = form
    member = desk.member().open()
    ids = offered(member, "sujets")
    member.ask("autre chose")
    member.ask(choice=ids["Ma carte"])
    member.ask(choice=ids["Ma carte"])
    member.ask(choice=ids["Écrire"])
    assert rasa.turns[-1]["choice"]["entities"] == {"sujet": "carte"}


def test_form_choice_may_be_tried_again_after_an_excuse(quick_desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = form
    member = quick_desk.member().open()
    ids = offered(member, "formulaire")
    rasa.answer = lambda turn: (500, {})
    member.ask(choice=ids["Oui"])
    rasa.answer = form
    member.ask(choice=ids["Oui"])
    assert rasa.turns[-1]["choice"]["intent"] == "affirmer"


def test_choice_of_another_conversation_is_unknown(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = form
    ids = offered(desk.member().open(), "sujets")
    other = desk.member().open()
    response = other.post(choice=ids["Ma carte"])
    assert (response.status_code, response.json()["error"]) == (422, "unknown_choice")


def test_with_a_person_choices_are_said_and_rasa_sees_nothing(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = form
    member = desk.member().open()
    old = offered(member, "formulaire")
    offered(member, "formulaire")
    heard = len(rasa.turns)
    desk.change("UPDATE conversations SET state = 'human', epoch = epoch + 1")
    member.say(choice=old["Oui"])
    member.say("et ceci")
    seen = member.look()
    assert [m["text"] for m in seen["messages"]][-2:] == ["Oui", "et ceci"]
    assert (seen["state"], seen["typing"]) == ("human", False)
    desk.change("UPDATE conversations SET state = 'bot'")
    rasa.answer = lambda turn: said("de retour")
    member.ask("merci")
    assert len(rasa.turns) == heard + 1
