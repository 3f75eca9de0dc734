"""What a member sees when a part fails in the middle of a conversation: French in time, nothing lost."""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.stack.processes import Stack

pytestmark = pytest.mark.stack

RECORD_QUESTION = "Je n'ai toujours pas reçu ma carte"
GUIDE_QUESTION = "C'est quoi un échéancier ?"


@contextmanager
def locked(path: Path, mode: str = "NORMAL") -> Iterator[None]:
    """Hold the database so that nobody else may write it, nor with the mode EXCLUSIVE read it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA locking_mode={mode}")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = Stack(tmp_path_factory.mktemp("failures"))
    running.start()
    yield running
    running.stop()


def test_the_action_server_is_killed(broken: Stack) -> None:
    member = broken.member("20731254")
    assert "D'après votre dossier" in member.say(RECORD_QUESTION).text
    broken.kill("actions")
    turn = member.say(RECORD_QUESTION)
    assert "votre dossier" in turn.text and "D'après votre dossier" not in turn.text
    assert "environ une semaine après votre adhésion" in turn.text, "the guide still answers"
    assert member.say(GUIDE_QUESTION).topics == ["echeancier_definition"]
    broken.launch("actions")
    broken.wait_healthy()
    assert "D'après votre dossier" in until(lambda: member.say(RECORD_QUESTION).text, "D'après votre dossier")


def test_the_member_records_are_locked(broken: Stack) -> None:
    member = broken.member("20731254")
    with locked(broken.folder / "members.db", "EXCLUSIVE"):
        turn = member.say(RECORD_QUESTION)
        assert "votre dossier" in turn.text and "D'après votre dossier" not in turn.text
    assert "D'après votre dossier" in member.say(RECORD_QUESTION).text


def test_the_tracker_is_locked_in_the_middle_of_a_form(broken: Stack) -> None:
    member = broken.member("20731254")
    member.say("Je veux parler à un conseiller")
    member.choose("Ma carte")
    with locked(broken.folder / "tracker.db", "EXCLUSIVE"):
        turn = member.say("Mon prénom est mal écrit")
        assert "votre message est bien enregistré" in turn.text
        assert "Transmettre à un conseiller" in turn.choices
    assert (
        "« Mon prénom est mal écrit sur la carte »"
        in member.say("Mon prénom est mal écrit sur la carte").text
    )


def test_the_desk_cannot_write(broken: Stack) -> None:
    member = broken.member("20731254")
    body = {"client_id": str(uuid.uuid4()), "text": GUIDE_QUESTION}
    with locked(broken.folder / "desk.db"):
        assert member.post(**body).status_code == 503
    first = member.post(**body)
    again = member.post(**body)
    assert first.status_code == again.status_code == 202
    assert first.json()["seq"] == again.json()["seq"]
    assert member.after(first.json()["seq"]).topics == ["echeancier_definition"]


def test_rasa_is_killed(broken: Stack) -> None:
    member = broken.member("20731254")
    broken.kill("rasa")
    turn = member.say(GUIDE_QUESTION)
    assert "votre message est bien enregistré" in turn.text
    member.choices.update(turn.choices)
    handed = member.choose("Transmettre à un conseiller")
    assert "C'est transmis à un conseiller" in handed.text
    assert member.say("Mon mari fait un infarctus, il est inconscient").topics == ["urgence_medicale"]
    broken.launch("rasa")
    broken.wait_healthy()
    assert member.say(GUIDE_QUESTION).topics == ["echeancier_definition"]


def test_the_desk_is_killed_before_it_answers(broken: Stack) -> None:
    member = broken.member("20731254")
    broken.kill("rasa")
    response = member.post(text=GUIDE_QUESTION)
    broken.kill("desk")
    broken.launch("rasa")
    broken.launch("desk")
    broken.wait_healthy()
    assert member.after(response.json()["seq"]).text
    assert member.say(GUIDE_QUESTION).topics == ["echeancier_definition"]


def until(ask: Callable[[], str], words: str, patience: float = 30.0) -> str:
    """Ask again until the words come back: for a process that is starting."""
    end = time.monotonic() + patience
    while True:
        said = ask()
        if words in said or time.monotonic() > end:
            return said
