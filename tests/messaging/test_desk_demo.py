"""The plain page, the demonstration accounts, the terminal, and the printed token."""

from __future__ import annotations

import re
import sys

import pytest
import yaml
from conftest import Start
from desk_running import Client, RunningDesk
from rasa_stand_in import StandIn

from members import demo
from messaging import token
from messaging.app import create_app
from messaging.chat import Chat
from settings import ROOT


def test_demonstration_member_signs_in(desk: RunningDesk) -> None:
    listed = desk.visitor().call("GET", "/demo/members").json()["members"]
    assert listed == demo.members()
    member = listed[0]
    body = {"adherent": member["adherent"], "person": member["person_ids"][0]}
    given = desk.visitor().call("POST", "/demo/token", json=body)
    assert given.status_code == 201
    Client(desk.url, f"Bearer {given.json()['token']}").open()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"adherent": "nobody"}, 404),
        ({"adherent": demo.members()[0]["adherent"], "person": 999999}, 404),
        ({"adherent": demo.members()[0]["adherent"], "person": True}, 422),
        ({"adherent": 5}, 422),
        ([], 422),
    ],
)
def test_nobody_else_is_signed_in(desk: RunningDesk, body: object, status: int) -> None:
    assert desk.visitor().call("POST", "/demo/token", json=body).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "assistant.example.org"},
        {"Host": "127.0.0.1.example.org:8080"},
        {"Forwarded": "for=192.0.2.1"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Host": "localhost"},
    ],
)
def test_no_demonstration_through_a_proxy_or_under_another_name(
    desk: RunningDesk, headers: dict[str, str]
) -> None:
    refused = desk.visitor().call("GET", "/demo/members", headers=headers)
    assert (refused.status_code, refused.json()["error"]) == (403, "forbidden")


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "[::1]:8080"])
def test_demonstration_under_the_names_of_this_machine(desk: RunningDesk, host: str) -> None:
    assert desk.visitor().call("GET", "/demo/members", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"DEMO_ACCOUNTS": "0"},
        {"HOST": "0.0.0.0"},
        {"TOKEN_JWKS_URL": "https://127.0.0.1:1/keys"},
    ],
)
def test_no_demonstration_beyond_loopback(start: Start, given: dict[str, str]) -> None:
    desk = start(**given)
    visitor = desk.visitor()
    for response in (
        visitor.call("GET", "/demo/members"),
        visitor.call("POST", "/demo/token", json={"adherent": demo.members()[0]["adherent"]}),
    ):
        assert (response.status_code, response.json()["error"]) == (403, "forbidden")


def test_page_has_nothing_inline_and_all_its_files(desk: RunningDesk) -> None:
    page = desk.visitor().call("GET", "/")
    assert page.headers["Content-Type"].startswith("text/html")
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=", page.text)
    files = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    assert len(files) == 3
    for name in [*files, "/plain/texts.json"]:
        assert desk.visitor().call("GET", name).status_code == 200, name
    script = (ROOT / "web/plain/app.js").read_text(encoding="utf-8")
    assert "innerHTML" not in script
    assert desk.visitor().call("GET", "/plain/../../settings.py").status_code == 404


def test_printed_token_opens_a_conversation(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["messaging.token", "9000001", "2"])
    token.main()
    Client(desk.url, f"Bearer {capsys.readouterr().out.strip()}").open()
    assert desk.rows("SELECT adherent, person FROM conversations") == [{"adherent": "9000001", "person": 2}]


def test_terminal_talks_and_takes_choices_by_number(desk: RunningDesk, rasa: StandIn) -> None:
    from test_desk_choices import form

    rasa.answer = form
    lines: list[str] = []
    chat = Chat(desk.url, f"Bearer {desk.token('9000001')}", lines.append)
    chat.say("formulaire")
    assert "   [2] Oui" in lines
    chat.say("2")
    assert lines[-1] == "\nréponse à affirmer"
    chat.say("a" * 2001)
    assert lines[-1].startswith("[too_long]")
    visitor = Chat(desk.url, None, lines.append)
    visitor.say("bonjour")
    assert lines[-1] == "\nréponse à bonjour"


def test_every_route_is_documented_and_nothing_else() -> None:
    from starlette.routing import Mount, Route

    documented = yaml.safe_load((ROOT / "docs/openapi.yml").read_text(encoding="utf-8"))
    described = {
        (method.upper(), path)
        for path, methods in documented["paths"].items()
        for method in methods
        if method != "parameters"
    }
    served = set()
    for route in create_app().routes:
        if isinstance(route, Route):
            path = re.sub(r":\w+}", "}", route.path)
            served |= {(method, path) for method in (route.methods or set()) - {"HEAD"}}
        else:
            assert isinstance(route, Mount)
            assert route.path == "/plain"
    assert described == served | {("GET", "/plain/{file}")}
