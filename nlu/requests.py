"""Several requests in one message: which there are, the main one first, each with the words that ask it.

Careful on purpose: a story with one need stays one. A second request needs words that add it to the first
(« par ailleurs », a list, a new paragraph), or two sentences that each ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from nlu.classifier import Classifier
from nlu.outcome import AMBIGUOUS, EMERGENCY, FALLBACK, STOP, Outcome

SMALL_TALK = ("saluer", "au_revoir", "remercier", "affirmer", "nier", "aide", "bot_identite")
NOT_REQUESTS = frozenset(
    (*SMALL_TALK, "satisfaction", "insatisfaction", "hors_sujet", EMERGENCY, STOP, FALLBACK, AMBIGUOUS)
)
NEVER_SPLIT = (EMERGENCY, STOP)
ADDED_SURE, ASKED_SURE, TOLD_SURE = 0.35, 0.55, 0.65
MOST_PARTS = 12

_TABLE = yaml.load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
_ADDS, _ADDS_A_CLAUSE, _ASKS = ("|".join(_TABLE[name]) for name in ("adds", "adds_a_clause", "asks"))
_MARK = r"(?:\d+ ?[.)/:-]|[-•*])(?=\s)"
_ADDED = re.compile(
    rf"(?<!\w)(?:{_ADDS})\b|(?:(?<=[.!?;:\n])|(?<=[.!?;:] )|^)(?:{_ADDS_A_CLAUSE})\b"
    rf"|(?<=[.!?;] )et\b|(?<=\n)\s*\n|^\s*{_MARK}",
    re.MULTILINE,
)
_ALSO = re.compile(r"(?:[\w']+[\s-]){1,4}(?:aussi|egalement)\b")
_SENTENCE = re.compile(rf"[.!?;]+\s+|\n+|\s(?=et (?:{_ASKS}))")
_ASK = re.compile(rf"\?|\b(?:{_ASKS})")
_SEVERAL = re.compile(rf"[.!?;\n]\s*\w|\bet (?:{_ASKS})|{_ADDED.pattern}", re.MULTILINE)
# Character for character, so that a place in one text is the same place in the other.
_FOLD = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZàâäéèêëîïôöùûüÿçÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇ’",
    "abcdefghijklmnopqrstuvwxyzaaaeeeeiioouuuycaaaeeeeiioouuuyc'",
)


@dataclass(frozen=True)
class Request:
    """A topic that a message asks, and the part of the message that asks it."""

    topic: str
    confidence: float
    evidence: str


@dataclass(frozen=True)
class Part:
    """A piece of a message; `added` says that words put it beside what comes before, `asks` that it asks."""

    text: str
    added: bool
    asks: bool


def may_hold_several(text: str) -> bool:
    """Tell at once whether it is worth looking for several requests."""
    return bool(_SEVERAL.search(text.translate(_FOLD)))


def parts(text: str) -> list[Part]:
    """Cut a message where a request may end and another begin; what is cut out holds every word."""
    plain = text.translate(_FOLD)
    added = {match.start() for match in _ADDED.finditer(plain)}
    cuts = sorted(added | {match.end() for match in _SENTENCE.finditer(plain)} | {0, len(text)})
    found = []
    for start, end in pairwise(cuts):
        piece = text[start:end].strip(" \n\t.,;:")
        if any(map(str.isalpha, piece)):
            added_here = start in added or bool(_ALSO.match(plain, start))
            found.append(Part(piece, added_here, bool(_ASK.search(plain, start, end))))
    return found


def requests(classifier: Classifier, text: str, whole: Outcome) -> list[Request]:
    """Return the requests of a message, the main one first; none when it holds one need or no topic.

    The main one is what the whole message means, or the first when that is not clear.
    """
    if whole.intent in NEVER_SPLIT or not may_hold_several(text):
        return []
    pieces = parts(text)[:MOST_PARTS]
    if len(pieces) < 2:
        return []
    several = any(piece.added for piece in pieces)
    found: dict[str, Request] = {}
    for piece, ranking in zip(pieces, classifier.rank([piece.text for piece in pieces], 1)):
        topic, confidence = ranking[0] if ranking else (FALLBACK, 0.0)
        if confidence >= _needed(piece, several) and topic not in NOT_REQUESTS:
            found.setdefault(topic, Request(topic, confidence, piece.text))
    if len(found) < 2:
        return []
    main = found.pop(whole.intent, None)
    if main is None and whole.intent not in NOT_REQUESTS:
        main = Request(whole.intent, whole.confidence, text)
    return ([main] if main else []) + list(found.values())


def _needed(piece: Part, several: bool) -> float:
    """Return the confidence that makes a part a request; a plain statement is one only beside others."""
    if piece.added:
        return ADDED_SURE
    if piece.asks:
        return ASKED_SURE
    return TOLD_SURE if several else 1.1
