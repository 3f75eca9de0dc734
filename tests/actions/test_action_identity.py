"""No record without a claim that holds, and an honest sentence when the record cannot be read."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import jwt
import pytest
from action_material import CONVERSATION, claim, guide_text

import knowledge
from actions.assistance import ActionAssistance, may_ask_here
from actions.carte import ActionCarte
from actions.turn import Turn, replies
from members.claims import sign_claim
from settings import settings

MEMBER = "20731254"
ADDRESS = "3 place Drouet d'Erlon"


def turn(token: str | None, topic: str = "carte_perdue") -> Turn:
    return Turn(topic, "?", CONVERSATION, "general", token)


def forged() -> dict[str, str]:
    key = settings().key("claim")
    payload = jwt.decode(claim(MEMBER, None), key, algorithms=["HS256"])
    return {
        "another key": sign_claim(MEMBER, None, CONVERSATION, key="another key, long enough to be one"),
        "the turn's key": sign_claim(MEMBER, None, CONVERSATION, key=settings().key("turn")),
        "expired": claim(MEMBER, None, ttl=-5),
        "another conversation": claim(MEMBER, None, conversation="another"),
        "no signature": jwt.encode(payload, "", algorithm="none"),
        "no expiry": jwt.encode({k: v for k, v in payload.items() if k != "exp"}, key, algorithm="HS256"),
        "not a token": "20731254",
        "empty": "",
    }


def lock(path: Path) -> sqlite3.Connection:
    """Hold the file as another process would."""
    holder = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE"):
        holder.execute(statement).fetchall()
    return holder


def test_a_claim_that_holds_opens_the_record(members_db: Path) -> None:
    (reply,) = replies(ActionCarte(), turn(claim(MEMBER, None)))
    assert ADDRESS in reply.text


def test_a_claim_that_does_not_hold_never_opens_the_record(members_db: Path) -> None:
    for name, token in forged().items():
        said = replies(ActionCarte(), turn(token))
        assert all(ADDRESS not in reply.text for reply in said), name
        assert said[-1].text == guide_text("carte_perdue"), name
        assert not may_ask_here(turn(token, "assistance_demander")), name


def test_a_visitor_reads_the_guide(members_db: Path) -> None:
    (reply,) = replies(ActionCarte(), Turn("carte_perdue", "?", CONVERSATION, "visitor", None))
    assert reply.text == guide_text("carte_perdue", "visitor")


def test_a_record_that_is_locked_is_said_to_be_and_comes_back(members_db: Path) -> None:
    holder = lock(members_db)
    note, guide = replies(ActionCarte(), turn(claim(MEMBER, None)))
    holder.close()
    assert "Je n'arrive pas à lire votre dossier" in note.text
    assert note.topic == guide.topic == "carte_perdue"
    assert guide.text == guide_text("carte_perdue")
    (reply,) = replies(ActionCarte(), turn(claim(MEMBER, None)))
    assert ADDRESS in reply.text


def test_ima_is_reached_also_when_the_record_is_locked(members_db: Path) -> None:
    holder = lock(members_db)
    said = replies(ActionAssistance(), turn(claim(MEMBER, None), "assistance_conditions"))
    assert not may_ask_here(turn(claim(MEMBER, None), "assistance_demander"))
    holder.close()
    ima = knowledge.load().facts["telephone_ima"].value
    assert all(ima in reply.text for reply in said)


def test_a_number_without_contract_is_said_to_be_not_found(members_db: Path) -> None:
    note, guide = replies(ActionCarte(), turn(claim("99999999", None)))
    assert "Je ne trouve pas de contrat" in note.text
    assert guide.text == guide_text("carte_perdue")


def test_the_log_names_no_member(members_db: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="actions"):
        for token in forged().values():
            replies(ActionCarte(), turn(token))
    assert caplog.messages
    assert MEMBER not in caplog.text and CONVERSATION not in caplog.text
