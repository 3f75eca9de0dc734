"""A member asks, the assistant answers."""

from __future__ import annotations

from conftest import Start
from desk_running import Client, RunningDesk, texts
from rasa_stand_in import StandIn, reply


def test_first_message_says_it_is_a_machine(desk: RunningDesk) -> None:
    first = desk.member().open().first
    assert len(first) == 1
    assert first[0]["from"] == "assistant" and first[0]["seq"] == 1
    assert "assistant automatique" in first[0]["text"]


def test_question_is_answered_with_everything_that_goes_with_it(desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = lambda turn: (
        200,
        {
            "messages": [
                reply(
                    "Votre carte arrive.\nBientôt.",
                    topic="carte_reception",
                    choices=[
                        {"title": "Perdue", "intent": "carte_perdue", "entities": {}, "topic": "carte_perdue"}
                    ],
                    links=[
                        {"title": "Site", "href": "https://example.fr"},
                        {"title": "Piège", "href": "javascript:alert(1)"},
                    ],
                    sources=[{"kind": "record", "label": "Votre dossier", "date": "2026-11-23"}],
                ),
                reply("Et encore ceci."),
            ]
        },
    )
    member = desk.member().open()
    first, second = member.ask("Où est ma carte ?")
    assert first["from"] == "assistant" and first["topic"] == "carte_reception"
    assert first["text"] == "Votre carte arrive.\nBientôt."
    assert [(choice["title"], choice["topic"]) for choice in first["choices"]] == [("Perdue", "carte_perdue")]
    assert set(first["choices"][0]) == {"id", "title", "topic"}
    assert first["links"] == [{"title": "Site", "href": "https://example.fr"}]
    assert first["sources"] == [{"kind": "record", "label": "Votre dossier", "date": "2026-11-23"}]
    assert second["text"] == "Et encore ceci."
    assert [message["seq"] for message in member.look()["messages"]] == [1, 2, 3, 4]


def test_ten_messages_at_once_are_answered_in_order(desk: RunningDesk, rasa: StandIn) -> None:
    member = desk.member().open()
    for number in range(10):
        member.say(f"question {number}")
    said = texts(member.settled())
    asked = [text for text in said if text.startswith("question")]
    answered = [text for text in said if text.startswith("réponse")]
    assert asked == [f"question {number}" for number in range(10)]
    assert answered == [f"réponse à question {number}" for number in range(10)]
    assert [turn["text"] for turn in rasa.turns] == asked


def test_rasa_gets_what_the_contract_says(desk: RunningDesk, rasa: StandIn) -> None:
    from members.claims import verify_claim

    member = desk.member("9000001", 7).open()
    member.ask("bonjour")
    visitor = desk.visitor().open()
    visitor.ask("bonjour")
    mine, theirs = rasa.turns
    assert set(mine) == {"conversation", "turn_id", "text", "claim", "formule", "visitor", "deadline"}
    claim = verify_claim(mine["claim"], key=desk.settings.key("claim"))
    assert (claim.adherent, claim.person_id, claim.conversation) == ("9000001", 7, member.id)
    assert mine["visitor"] is False
    assert (theirs["claim"], theirs["formule"], theirs["visitor"]) == (None, "inconnue", True)
    assert rasa.headers[0]["Authorization"] == f"Bearer {desk.settings.key('turn')}"
    assert isinstance(mine["deadline"], float)


def test_formula_travels_and_is_remembered(start: Start, rasa: StandIn) -> None:
    from members import demo

    desk = start()
    formulas = {item["adherent"]: item["contract"]["formule"] for item in demo.load()}
    alpha = next(adherent for adherent, formule in formulas.items() if "ALPHA" in formule.upper())
    other = next(adherent for adherent, formule in formulas.items() if "ALPHA" not in formule.upper())
    members: dict[str, Client] = {name: desk.member(name).open() for name in (alpha, other, "unknown")}
    for member in members.values():
        member.ask("question")
    assert [turn["formule"] for turn in rasa.turns] == ["alpha", "autre", "inconnue"]
    desk.stop()
    rows = desk.rows("SELECT formule FROM conversations WHERE adherent = :a", a=alpha)
    assert rows == [{"formule": "alpha"}]
    again = start(MEMBERS_DB="sqlite:////nowhere/members.db")
    member = again.member(alpha)
    member.id = members[alpha].id
    member.ask("records down")
    assert rasa.turns[-1]["formule"] == "alpha"
