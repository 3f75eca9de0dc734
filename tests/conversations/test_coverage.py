"""Every answer of the knowledge is told by a conversation, in words of its own. Needs no stack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from settings import ROOT

HERE = Path(__file__).parent
KNOWLEDGE = ROOT / "knowledge"
NOT_PROVEN = HERE / "not_proven" / "answers.yml"
# What is different from one member to the next: a placeholder in an answer, a value in a conversation.
MARK = "…"
PLACEHOLDER = re.compile(r"\{[^}]*\}")
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
VALUE = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{MONTHS}) \d{{4}}\b|\b20\d\d\b|\b\d[\d ]*(?:,\d\d)? €")
ROW = "- "
FEWEST_LETTERS = 8


def plain(text: str) -> str:
    """Return a text as the conversations compare it: small letters, one space between words."""
    return " ".join(text.split()).lower()


def entries(pattern: str) -> dict[str, dict[str, Any]]:
    """Return the entries of some files of the knowledge by key."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(KNOWLEDGE.glob(pattern)):
        found |= yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


@lru_cache(maxsize=1)
def everything() -> dict[str, str]:
    """Return all that the assistant may say: each text of each entry, its placeholders marked."""
    texts: dict[str, str] = {}
    for pattern in ("answers/*.yml", "records/*.yml", "dialogue.yml"):
        for key, entry in entries(pattern).items():
            texts |= {name(key, variant): text for variant, text in entry["text"].items()}
            if "alpha_note" in entry:
                texts[f"{key} (note)"] = entry["alpha_note"]
    return {key: plain(PLACEHOLDER.sub(MARK, text)) for key, text in texts.items()}


def name(key: str, variant: str) -> str:
    """Return how the text of a variant is called: the general one by its key alone."""
    return key if variant == "general" else f"{key} ({variant})"


def to_cover() -> Iterator[str]:
    """Name every answer: topics and records with their variants, without the rows of a list."""
    for pattern in ("answers/*.yml", "records/*.yml"):
        for key, entry in entries(pattern).items():
            if not entry["text"]["general"].startswith(ROW):
                yield from (name(key, variant) for variant in entry["text"])


@lru_cache(maxsize=1)
def demanded() -> frozenset[str]:
    """Return every text that a conversation must bring, its dates, years and amounts marked."""
    talks = (
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in HERE.glob("*.yml")
    )
    words = (plain(words) for talk in talks for turn in talk["turns"] for words in turn.get("must", ()))
    return frozenset(VALUE.sub(MARK, one) for one in words)


def proof(answer: str) -> str | None:
    """Return words that a conversation demands and that only this answer says."""
    own = everything()[answer]
    others = [text for text in everything().values() if text != own]
    candidates = (words for words in demanded() if len(words) >= FEWEST_LETTERS and words in own)
    return next((words for words in candidates if not any(words in text for text in others)), None)


def not_proven() -> dict[str, str]:
    """Return the answers that no conversation can tell apart or bring about, with the reason."""
    reasons = yaml.load(NOT_PROVEN.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {answer: reason for reason, answers in reasons.items() for answer in answers}


@pytest.mark.parametrize("answer", sorted(set(to_cover()) - set(not_proven())))
def test_an_answer_is_told_in_words_of_its_own(answer: str) -> None:
    assert proof(answer) is not None, f"no conversation demands words that only {answer} says"


def test_what_cannot_be_proven_is_an_answer_and_is_not_proven_by_now() -> None:
    assert set(not_proven()) <= set(to_cover())
    assert [answer for answer in not_proven() if proof(answer)] == []
