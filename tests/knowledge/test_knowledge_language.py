"""How the assistant speaks: vous, short, with French typography, in words for everybody."""

from __future__ import annotations

import re

import pytest
from knowledge_material import everything

import knowledge
from knowledge.figures import word_count

MAX_WORDS = 120
TUTOIEMENT = re.compile(r"\b(?:tu|te|ton|ta|tes|toi|tien|tienne)\b|\bt'", re.IGNORECASE)
TYPOGRAPHY = {
    "a space before : ; ? !": re.compile(r"[^\s][:;?!]"),
    "« spaced »": re.compile(r"«\S|\S»"),
    "a space before € and %": re.compile(r"\S[€%]"),
    "no straight double quotes": re.compile(r'"'),
    "one kind of apostrophe": re.compile("\u2019"),
    "no double space": re.compile(r" {2}"),
    "no space before , and .": re.compile(r" [,.]"),
    "a capital after a full stop": re.compile(r"[.!?] [a-zàâéèêîôû]"),
}
SELLING = re.compile(r"je vous (?:conseille|recommande)|n'hésitez|profitez|n'attendez", re.IGNORECASE)
PROMISING = re.compile(
    r"\b(?:vous serez remboursé|sera remboursé|est refusé|refusons|nous vous garantissons)\b", re.IGNORECASE
)


def texts() -> dict[str, str]:
    """Return every text, title and label that a member may read."""
    house = knowledge.load()
    found = {f"{key}/{variant}": reply.text for key, variant, reply in everything()}
    found |= {f"{key}/title": entry.title for key, entry in house.topics.items()}
    found |= {f"{kind}/{value}": word for kind, of in house.labels.items() for value, word in of.items()}
    return found


def test_no_text_is_over_the_word_limit() -> None:
    assert [
        (key, variant) for key, variant, reply in everything() if word_count(reply.text) > MAX_WORDS
    ] == []


def test_members_are_addressed_as_vous() -> None:
    assert [(key, TUTOIEMENT.findall(text)) for key, text in texts().items() if TUTOIEMENT.search(text)] == []


@pytest.mark.parametrize("rule", TYPOGRAPHY)
def test_the_typography_is_french(rule: str) -> None:
    assert [key for key, text in texts().items() if TYPOGRAPHY[rule].search(text)] == []


def test_nothing_is_sold_or_promised() -> None:
    broken = [key for key, text in texts().items() if SELLING.search(text) or PROMISING.search(text)]
    assert broken == []


@pytest.mark.parametrize(
    ("jargon", "explained"),
    [
        ("télétransmission (", "envoi automatique"),
        ("facture acquittée", "payé|paiement"),
        ("FAQ", "foire aux questions"),
    ],
)
def test_a_technical_word_is_explained_where_an_answer_turns_on_it(jargon: str, explained: str) -> None:
    house = knowledge.load()
    for key, entry in house.topics.items():
        text = " ".join(entry.texts())
        if jargon in text and entry.file != "answers/small_talk.yml":
            assert re.search(explained, text), key


def test_the_first_message_says_that_this_is_an_automatic_assistant() -> None:
    for key in ("bienvenue", "saluer", "bot_identite"):
        assert "assistant automatique" in knowledge.load().render(key).text
    visitor = knowledge.load().render("bienvenue", variant="visitor").text
    assert "assistant automatique" in visitor and "dossier, connectez-vous" in visitor
