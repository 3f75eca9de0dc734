"""The training data: enough sentences by enough writers, each said once, in order."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from nlu.corpus import DATA, blocks, training_data
from nlu.normalise import normalise

ENOUGH_SENTENCES, ENOUGH_WRITERS = 60, 20
SHORTEST_TEMPLATE = 5
FILES = sorted(DATA.glob("*.yml"))
EXAMPLES = training_data()
INTENTS = sorted({example.intent for example in EXAMPLES})


def words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", normalise(text)))


@pytest.mark.parametrize("intent", INTENTS)
def test_an_intent_has_enough_sentences_and_voices(intent: str) -> None:
    mine = [example for example in EXAMPLES if example.intent == intent]
    assert len(mine) >= ENOUGH_SENTENCES
    assert len({example.writer for example in mine}) >= ENOUGH_WRITERS


def test_every_sentence_has_a_writer() -> None:
    assert [example.text for example in EXAMPLES if not example.writer] == []


def test_no_sentence_is_there_twice() -> None:
    seen: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for example in EXAMPLES:
        seen[words(example.text) or (example.text,)].append(f"{example.intent}: {example.text}")
    assert [twins for twins in seen.values() if len(twins) > 1] == []


def test_no_sentence_is_another_with_one_word_changed() -> None:
    seen: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for example in EXAMPLES:
        said = words(example.text)
        if len(said) >= SHORTEST_TEMPLATE:
            for i in range(len(said)):
                seen[example.writer, example.intent, said[:i], said[i + 1 :]].append(example.text)
    assert [twins for twins in seen.values() if len(twins) > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_sorted(path: Path) -> None:
    for intent, writer, texts in blocks(path):
        assert texts == sorted(texts, key=lambda text: (normalise(text), text)), f"{intent}, {writer}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_voices_of_an_intent_are_in_order(path: Path) -> None:
    writers: dict[str, list[str]] = defaultdict(list)
    for intent, writer, _ in blocks(path):
        writers[intent].append(writer)
    assert {intent: sorted(set(names)) for intent, names in writers.items()} == writers
