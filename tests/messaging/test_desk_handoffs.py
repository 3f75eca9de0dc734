"""Hand-offs are stored with the answer that announces them, under a number that the member gets."""

from __future__ import annotations

import re

from desk_running import RunningDesk, parsed
from rasa_stand_in import StandIn, reply

HANDOFF = {
    "kind": "message",
    "topic": "carte",
    "priority": "haute",
    "reason": "carte en retard",
    "text": "Je n'ai pas ma carte",
    "details": {"joindre": "par messagerie"},
}
NUMBER = re.compile(r"D-[2-9B-DF-HJ-NP-TV-X]{4}-[2-9B-DF-HJ-NP-TV-X]{2}")


def test_hand_off_is_stored_with_its_summary_and_number(desk: RunningDesk, rasa: StandIn) -> None:
    member = desk.member().open()
    member.ask("où est ma carte")
    rasa.answer = lambda turn: (200, {"messages": [reply("C'est noté : {numero}.", handoff=HANDOFF)]})
    (answer,) = member.ask("écrivez-leur")
    number = NUMBER.search(answer["text"])
    assert number is not None
    (row,) = desk.rows("SELECT * FROM handoffs")
    assert answer["text"] == f"C'est noté : {row['number']}."
    expected = {**HANDOFF, "seq": answer["seq"], "state": "stored", "conversation": member.id}
    stored = {**row, "details": parsed(row["details"])}
    assert {name: stored[name] for name in expected} == expected
    summary = parsed(row["summary"])
    assert summary["topic"] == "carte"
    assert [item["text"] for item in summary["messages"]][1:] == [
        "où est ma carte",
        "réponse à où est ma carte",
        "écrivez-leur",
    ]
    assert member.look()["state"] == "bot"


def test_numbers_differ_and_fill_only_what_is_handed_over(desk: RunningDesk, rasa: StandIn) -> None:
    member = desk.member().open()
    rasa.answer = lambda turn: (
        200,
        {"messages": [reply("{numero}", handoff=HANDOFF), reply("bis {numero}")]},
    )
    first = member.ask("un")
    second = member.ask("deux")
    assert first[1]["text"] == f"bis {first[0]['text']}"
    assert first[0]["text"] != second[0]["text"]
    rasa.answer = lambda turn: (200, {"messages": [reply("« ma {numero} »")]})
    assert member.ask("trois")[0]["text"] == "« ma {numero} »", "a member's own words are not filled in"


def test_death_told_twice_is_one_hand_off(desk: RunningDesk, rasa: StandIn) -> None:
    death = {**HANDOFF, "kind": "deces", "topic": "deces"}
    rasa.answer = lambda turn: (200, {"messages": [reply("{numero}", handoff=death)]})
    member = desk.member().open()
    (first,) = member.ask("mon mari est mort")
    (second,) = member.ask("mon mari est mort hier")
    assert first["text"] == second["text"]
    (row,) = desk.rows("SELECT * FROM handoffs")
    assert first["text"] == row["number"]


def test_member_hands_over_when_the_assistant_cannot_answer(quick_desk: RunningDesk, rasa: StandIn) -> None:
    rasa.answer = lambda turn: (500, {})
    member = quick_desk.visitor().open()
    (excuse,) = member.ask("ma question importante")
    (choice,) = [choice for choice in excuse["choices"] if "onseiller" in choice["title"]]
    heard = len(rasa.turns)
    (told,) = member.ask(choice=choice["id"])
    (row,) = quick_desk.rows("SELECT * FROM handoffs")
    assert row["number"] in told["text"]
    assert (row["text"], row["kind"], row["reason"]) == (
        "ma question importante",
        "message",
        choice["title"],
    )
    (again,) = member.ask(choice=choice["id"])
    assert row["number"] in again["text"]
    assert len(quick_desk.rows("SELECT * FROM handoffs")) == 1
    assert len(rasa.turns) == heard


def test_hand_off_of_a_late_answer_is_shown_even_after_something_newer(
    quick_desk: RunningDesk, rasa: StandIn
) -> None:
    gate = rasa.hold("transmettez")
    member = quick_desk.member().open()
    member.ask("transmettez")
    member.ask("autre chose")
    rasa.answer = lambda turn: (
        200,
        {"messages": [reply("Fait : {numero}", handoff=HANDOFF), reply("Et ceci")]},
    )
    gate.set()
    seen = member.wait(lambda seen: "Fait" in str(seen["messages"]))
    (row,) = quick_desk.rows("SELECT * FROM handoffs")
    assert seen["messages"][-1]["text"] == f"Fait : {row['number']}"


def test_hand_off_of_an_overtaken_answer_is_kept_without_being_shown(
    desk: RunningDesk, rasa: StandIn
) -> None:
    gate = rasa.hold("transmettez")
    rasa.answer = lambda turn: (200, {"messages": [reply("Fait : {numero}", handoff=HANDOFF)]})
    member = desk.member().open()
    member.say("transmettez")
    rasa.wait_for_turns(1)
    desk.change("UPDATE conversations SET state = 'human', epoch = epoch + 1")
    gate.set()
    seen = member.wait(lambda seen: not seen["typing"])
    assert "Fait" not in str(seen["messages"])
    (row,) = desk.rows("SELECT * FROM handoffs")
    assert row["seq"] is None
