"""Each line of the door: what is taken, what is refused, and how."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Start
from desk_running import RunningDesk, texts
from rasa_stand_in import StandIn


def test_opening_always_creates(desk: RunningDesk) -> None:
    member = desk.member()
    ids = {member.open().id for _ in range(3)}
    assert len(ids) == 3


def test_member_resumes_own_open_conversations(desk: RunningDesk) -> None:
    member = desk.member()
    first, second = member.open().id, member.open().id
    desk.change("UPDATE conversations SET state = 'closed' WHERE id = :id", id=first)
    listed = member.call("GET", "/v1/conversations?state=open").json()["conversations"]
    assert [item["id"] for item in listed] == [second]
    everything = member.call("GET", "/v1/conversations").json()["conversations"]
    assert {item["id"] for item in everything} == {first, second}
    assert listed[0]["state"] == "bot"
    assert listed[0]["last_seq"] == 1


def test_same_client_id_is_one_message(desk: RunningDesk, rasa: StandIn) -> None:
    member = desk.member().open()
    client_id = str(uuid.uuid4())
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: member.say("une fois", client_id=client_id), range(16)))
    assert set(given) == {2}
    assert texts(member.settled()).count("une fois") == 1
    assert member.say("autre texte", client_id=client_id.upper()) == 2
    assert len(rasa.turns) == 1


def test_concurrent_messages_get_a_sequence_without_gap(desk: RunningDesk) -> None:
    member = desk.member().open()
    with ThreadPoolExecutor(8) as pool:
        seqs = list(pool.map(lambda number: member.say(f"message {number}"), range(16)))
    assert len(set(seqs)) == 16
    said = member.settled()
    assert [message["seq"] for message in said] == list(range(1, 34))


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"not json", 422, "not_text"),
        (b"\xff\xfe", 422, "not_text"),
        (b"[" * 9000, 422, "not_text"),
        (b"[]", 422, "not_text"),
        ({}, 422, "invalid"),
        ({"client_id": "1", "text": "a"}, 422, "invalid"),
        ({"client_id": "{id}"}, 422, "not_text"),
        ({"client_id": "{id}", "text": 5}, 422, "not_text"),
        ({"client_id": "{id}", "text": ""}, 422, "not_text"),
        ({"client_id": "{id}", "text": " \n\t\u00a0\u200b\x00"}, 422, "not_text"),
        ({"client_id": "{id}", "text": "/ \uff0f \u2044"}, 422, "not_text"),
        ({"client_id": "{id}", "text": "\ud800"}, 422, "not_text"),
        ({"client_id": "{id}", "text": "a", "choice": "b"}, 422, "not_text"),
        ({"client_id": "{id}", "choice": 5}, 422, "invalid"),
        ({"client_id": "{id}", "choice": "x" * 33}, 422, "invalid"),
        ({"client_id": "{id}", "choice": "unheard-of"}, 422, "unknown_choice"),
        ({"client_id": "{id}", "text": "a" * 2001}, 413, "too_long"),
        (b'{"text": "' + b"a" * 17000 + b'"}', 413, "too_long"),
    ],
    ids=[
        "not-json",
        "not-utf8",
        "deep",
        "list",
        "empty-object",
        "bad-id",
        "no-content",
        "number",
        "empty",
        "blank",
        "slashes",
        "surrogate",
        "both",
        "choice-number",
        "choice-long",
        "choice-unknown",
        "long-text",
        "long-body",
    ],
)
def test_what_is_not_a_message_is_refused(desk: RunningDesk, body: object, status: int, code: str) -> None:
    member = desk.member().open()
    raw = body if isinstance(body, bytes) else json.dumps(body).replace("{id}", str(uuid.uuid4())).encode()
    response = member.call("POST", f"/v1/conversations/{member.id}/messages", data=raw)
    assert (response.status_code, response.json()["error"]) == (status, code)
    assert len(member.look()["messages"]) == 1


def test_body_is_capped_without_a_length(desk: RunningDesk) -> None:
    member = desk.member().open()
    chunks = (b"a" * 1000 for _ in range(40))
    response = member.call("POST", f"/v1/conversations/{member.id}/messages", data=chunks)
    assert response.status_code == 413


def test_two_thousand_characters_are_taken(desk: RunningDesk) -> None:
    assert desk.member().open().say("é" * 2000) == 2


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ('/restart{"a": "b"}', 'restart{"a": "b"}'),
        ("  //affirmer", "affirmer"),
        ("\uff0faffirmer", "affirmer"),
        ("\u200b\u2044affirmer", "affirmer"),
        ("\x00/\x07affirmer", "affirmer"),
        ("un\x00 texte\r\nsuivi", "un texte\nsuivi"),
        ("24/24 ?", "24/24 ?"),
    ],
)
def test_typed_text_is_never_a_command(desk: RunningDesk, rasa: StandIn, typed: str, heard: str) -> None:
    desk.member().open().ask(typed)
    assert rasa.turns[0]["text"] == heard
    assert "choice" not in rasa.turns[0]


def test_rate_is_twenty_a_minute_and_repeats_are_free(start: Start) -> None:
    desk = start(MESSAGES_PER_MINUTE="20")
    member = desk.member().open()
    client_id = str(uuid.uuid4())
    for number in range(20):
        member.say(f"message {number}", client_id=client_id if number == 0 else str(uuid.uuid4()))
    refused = member.post("un de trop")
    assert refused.status_code == 429
    assert refused.json()["error"] == "too_many"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert member.say("message 0", client_id=client_id) == 2
    other_tab = desk.member().open()
    assert other_tab.post("même personne, autre conversation").status_code == 429
    assert desk.member("9000002").open().post("autre personne").status_code == 202
    desk.change("UPDATE hits SET at = at - 61")
    assert member.post("une minute après").status_code == 202


def test_visitors_conversations_are_limited_by_address(start: Start) -> None:
    desk = start(CONVERSATIONS_PER_MINUTE="3")
    for _ in range(3):
        desk.visitor().open()
    refused = desk.visitor().call("POST", "/v1/conversations")
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
    assert "127.0.0.1" not in str(desk.rows("SELECT * FROM hits"))
    desk.member().open()


def test_closed_conversation_takes_nothing(desk: RunningDesk) -> None:
    member = desk.member().open()
    desk.change("UPDATE conversations SET state = 'closed'")
    response = member.post("encore une chose")
    assert (response.status_code, response.json()["error"]) == (409, "closed")
    assert member.look()["state"] == "closed"


def test_feedback_last_word_wins(desk: RunningDesk) -> None:
    member = desk.member().open()
    (answer,) = member.ask("question")
    path = f"/v1/conversations/{member.id}/messages/{answer['seq']}/feedback"
    assert member.call("POST", path, json={"useful": True}).status_code == 204
    assert member.call("POST", path, json={"useful": False, "comment": "trop long"}).status_code == 204
    rows = desk.rows("SELECT useful, comment FROM feedback")
    assert rows == [{"useful": 0, "comment": "trop long"}]
    own = f"/v1/conversations/{member.id}/messages/2/feedback"
    assert member.call("POST", own, json={"useful": True}).status_code == 404
    assert member.call("POST", path, json={"useful": "yes"}).status_code == 422
    assert member.call("POST", path, json={"useful": True, "comment": "a" * 2001}).status_code == 413
    assert desk.member("9000002").call("POST", path, json={"useful": True}).status_code == 404


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=1.5", "wait=x", "wait=-1", "wait=nan"])
def test_query_out_of_bounds_is_refused(desk: RunningDesk, query: str) -> None:
    member = desk.member().open()
    assert member.call("GET", f"/v1/conversations/{member.id}/messages?{query}").status_code == 422


def test_after_beyond_the_end_is_empty(desk: RunningDesk) -> None:
    member = desk.member().open()
    assert member.look(after=9_999_999_999)["messages"] == []


def test_unknown_routes_answer_json(desk: RunningDesk) -> None:
    visitor = desk.visitor()
    assert visitor.call("GET", "/v1/nothing").json()["error"] == "not_found"
    assert visitor.call("DELETE", "/v1/conversations").json()["error"] == "method_not_allowed"


def test_responses_carry_the_security_headers(desk: RunningDesk) -> None:
    member = desk.member().open()
    for path in ("/", "/livez", "/v1/conversations", "/nothing", "/plain/app.js"):
        headers = member.call("GET", path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in headers
    assert member.call("GET", "/v1/conversations").headers["Cache-Control"] == "no-store"


def test_other_origins_only_from_the_list(start: Start) -> None:
    desk = start(ALLOWED_ORIGINS="https://espace.example.fr")
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}

    def preflight(origin: str) -> str | None:
        response = desk.visitor().call("OPTIONS", "/v1/conversations", headers={"Origin": origin, **asked})
        return response.headers.get("Access-Control-Allow-Origin")

    assert preflight("https://espace.example.fr") == "https://espace.example.fr"
    assert preflight("https://evil.example") is None
    simple = desk.visitor().call("GET", "/livez", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in simple.headers
