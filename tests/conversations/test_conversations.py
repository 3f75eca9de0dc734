"""What members say, and what must come back: each file of this folder, posted to the real stack."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.stack.member import Member, Turn
from tests.stack.processes import Stack

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yml"))
KINDS = {"happy path", "digression", "correction", "cancellation", "guard", "invalid input", "routing"}
CONVERSATION_KEYS = {"kind", "member", "person", "welcome", "turns"}
TURN_KEYS = {
    "say",
    "choose",
    "topic",
    "topics",
    "must",
    "never",
    "choices",
    "no_choices",
    "number",
    "sources",
}
NUMBER = re.compile(r"\bD-[0-9A-Z]+-[0-9A-Z]+\b")

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_conversation(path: Path, stack: Stack) -> None:
    talk = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(talk) <= CONVERSATION_KEYS, set(talk) - CONVERSATION_KEYS
    assert talk["kind"] in KINDS
    member = stack.member(talk.get("member"), talk.get("person"))
    check({"must": talk.get("welcome", ["assistant automatique"])}, member.welcome)
    for expected in talk["turns"]:
        assert set(expected) <= TURN_KEYS, set(expected) - TURN_KEYS
        check(expected, take(member, expected))


def take(member: Member, expected: dict[str, Any]) -> Turn:
    return member.say(expected["say"]) if "say" in expected else member.choose(expected["choose"])


def check(expected: dict[str, Any], turn: Turn) -> None:
    """Compare a turn with what must and must not be said; case and line breaks do not count."""
    said = turn.text.lower()
    told = f"\nafter {expected.get('say', expected.get('choose'))!r} came {turn.topics}: {turn.text}"
    if "topic" in expected:
        assert turn.topics[:1] == [expected["topic"]], told
    if "topics" in expected:
        assert turn.topics == expected["topics"], told
    for words in expected.get("must", []):
        assert words.lower() in said, f"{words!r} is missing{told}"
    for words in expected.get("never", []):
        assert words.lower() not in said, f"{words!r} was said{told}"
    for title in expected.get("choices", []):
        assert title in turn.choices, f"no choice {title!r} in {sorted(turn.choices)}{told}"
    if expected.get("no_choices"):
        assert not turn.choices, told
    if "number" in expected:
        assert bool(NUMBER.search(turn.text)) == expected["number"], told
    if "sources" in expected:
        kinds = {source["kind"] for message in turn.messages for source in message["sources"]}
        assert kinds == set(expected["sources"]), f"{kinds}{told}"


def test_there_are_enough_of_each_kind() -> None:
    talks = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]
    assert len(talks) >= 70
    assert {talk["kind"] for talk in talks} == KINDS
