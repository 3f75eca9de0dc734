"""Sentences with their intents: the training data of the house, and sets of one's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from settings import ROOT

DATA = ROOT / "bot" / "data" / "nlu"


@dataclass(frozen=True)
class Example:
    """A text, what it means, what else would be right, and who wrote it."""

    text: str
    intent: str
    also: frozenset[str] = frozenset()
    writer: str = ""


def blocks(path: Path) -> list[tuple[str, str, list[str]]]:
    """Return the blocks of a file of training data: intent, writer, sentences."""
    items = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    return [
        (item["intent"], item["metadata"]["writer"], [line[2:] for line in item["examples"].splitlines()])
        for item in items
    ]


def training_data(folder: Path = DATA) -> list[Example]:
    """Return every sentence of the training data."""
    return [
        Example(text, intent, writer=writer)
        for path in sorted(folder.glob("*.yml"))
        for intent, writer, texts in blocks(path)
        for text in texts
    ]


def themes(folder: Path = DATA) -> dict[str, str]:
    """Return the theme of each intent: the file that holds its sentences."""
    return {intent: path.stem for path in sorted(folder.glob("*.yml")) for intent, _, _ in blocks(path)}


def read_set(path: Path) -> list[Example]:
    """Read a JSONL file of `{"text", "intent", "alt"}`; `alt` may be missing."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Example(line["text"], line["intent"], frozenset(line.get("alt") or ())) for line in lines]


def columns(examples: Sequence[Example]) -> tuple[list[str], list[str], list[str]]:
    """Return the texts, the intents and the writers."""
    return [e.text for e in examples], [e.intent for e in examples], [e.writer for e in examples]
