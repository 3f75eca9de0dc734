"""Each action as Rasa runs it: through rasa-sdk's executor, in process and over HTTP."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml
from action_material import call, claim, guide_text
from rasa_sdk.executor import ActionExecutor

from actions import server
from settings import ROOT, settings

MEMBER, HOLDER = "21250948", 212509481
ACTIONS = {
    "action_carte": ["carte_reception", "carte_mode_reception", "carte_refusee", "carte_perdue"],
    "action_echeancier": ["echeancier_consulter", "cotisation_premier_mois", "cotisation_comprendre"],
    "action_teletransmission": ["teletransmission_verifier", "teletransmission_activer"],
    "action_remboursements": ["remboursement_suivi"],
    "action_beneficiaires": ["beneficiaire_modifier"],
    "action_garanties": ["garanties_consulter"],
    "action_assistance": ["assistance_conditions"],
    "action_assistance_demander": ["assistance_demander"],
    "action_prise_en_charge": ["prise_en_charge"],
}
CALLS = [(action, topic) for action, topics in ACTIONS.items() for topic in topics]


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    """The executor that the action server has."""
    made = ActionExecutor()
    made.register_package("actions")
    return made


def run(executor: ActionExecutor, what: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = asyncio.run(executor.run(what))
    return result


def test_the_domain_names_the_actions_that_exist(executor: ActionExecutor) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert sorted(executor.actions) == sorted(ACTIONS) == sorted(domain["actions"])


@pytest.mark.parametrize(("action", "topic"), CALLS)
def test_a_member_is_answered_from_the_record(
    members_db: Path, executor: ActionExecutor, action: str, topic: str
) -> None:
    result = run(executor, call(action, topic, claim(MEMBER, HOLDER)))
    assert result["responses"]
    for response in result["responses"]:
        assert response["text"] == response["reply"]["text"]
        assert response["reply"]["topic"] == topic
    sources = [source["kind"] for response in result["responses"] for source in response["reply"]["sources"]]
    assert ("record" in sources) == (action != "action_assistance_demander")


@pytest.mark.parametrize(("action", "topic"), CALLS)
@pytest.mark.parametrize(("formule", "variant"), [("inconnue", "visitor"), ("autre", "visitor")])
def test_a_visitor_is_answered_from_the_guide(
    members_db: Path, executor: ActionExecutor, action: str, topic: str, formule: str, variant: Any
) -> None:
    result = run(executor, call(action, topic, None, formule=formule))
    assert [response["text"] for response in result["responses"]] == [guide_text(topic, variant)]
    assert result["events"] == []


def test_an_intent_that_is_not_the_action_s_is_answered_as_its_first_topic(
    members_db: Path, executor: ActionExecutor
) -> None:
    result = run(executor, call("action_carte", "nlu_ambigu", claim(MEMBER, HOLDER)))
    assert result["responses"][0]["reply"]["topic"] == "carte_reception"


def test_ima_s_number_comes_first_then_the_form(members_db: Path, executor: ActionExecutor) -> None:
    result = run(executor, call("action_assistance_demander", "assistance_demander", claim(MEMBER, HOLDER)))
    assert result["responses"][0]["text"].startswith("Appelez IMA : 05 49 34 88 42")
    assert [event["name"] for event in result["events"]] == ["formulaire_assistance"]


@pytest.mark.parametrize(
    ("adherent", "text"), [("99999999", "de l'aide"), (MEMBER, "ma mère est hospitalisée, il faut l'aider")]
)
def test_the_form_is_for_the_member_s_own_contract(
    members_db: Path, executor: ActionExecutor, adherent: str, text: str
) -> None:
    token = claim(adherent, None)
    result = run(executor, call("action_assistance_demander", "assistance_demander", token, text=text))
    assert "05 49 34 88 42" in result["responses"][0]["text"]
    assert result["events"] == []


@pytest.fixture()
def port(members_db: Path) -> Iterator[int]:
    """The action server on loopback."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(server.app(), log_level="error", access_log=False, ws="none")
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    serving.should_exit = True
    thread.join()


def post(port: int, key: str, what: Any) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/webhook", json.dumps(what), headers)
    response = connection.getresponse()
    body = json.loads(response.read())
    connection.close()
    return response.status, body


def test_the_server_answers_who_knows_the_secret(port: int) -> None:
    what = call("action_carte", "carte_perdue", claim(MEMBER, HOLDER))
    status, body = post(port, settings().key("action"), what)
    assert status == 200
    assert "7 cours Gambetta" in body["responses"][0]["text"]


@pytest.mark.parametrize("key", ["", "wrong", "é"])
def test_the_server_answers_nobody_else(port: int, key: str) -> None:
    what = call("action_carte", "carte_perdue", claim(MEMBER, HOLDER))
    status, body = post(port, key.encode().decode("latin-1"), what)
    assert (status, body) == (401, {"error": "unauthorized"})


def test_a_failed_action_tells_nothing_of_the_conversation(port: int) -> None:
    what = call("action_unknown", "carte_perdue", claim(MEMBER, HOLDER), text="mon secret")
    status, body = post(port, settings().key("action"), what)
    assert (status, body) == (500, {"error": "ActionNotFoundException"})


def test_tensorflow_and_rasa_are_not_imported() -> None:
    code = (
        "import sys; from rasa_sdk.executor import ActionExecutor;"
        "ActionExecutor().register_package('actions');"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not set(re.findall(r"'(\w+)'", loaded.stdout)) & {"tensorflow", "rasa", "sklearn", "spacy"}
