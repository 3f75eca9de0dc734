"""Find what only a fact may say: figures in digits or in French words, web and mail addresses."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
DIGITS = re.compile(r"\d+")
ADDRESS = re.compile(r"https?://|www\.|\S@\S|\b[\w-]+\.(?:fr|com|org|net|eu|info)\b", re.IGNORECASE)

_UNITS = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = "vingt trente quarante cinquante soixante cent mille zéro million milliard"
_ORDINALS = "deuxième second seconde troisième quatrième cinquième dixième trentième"
_GROUPS = "dizaine douzaine quinzaine vingtaine trentaine centaine millier moitié demi demie quart"
WORDS = re.compile(rf"\b(?:{'|'.join(f'{_UNITS} {_TENS} {_ORDINALS} {_GROUPS}'.split())})s?\b", re.IGNORECASE)


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names between braces, in order."""
    return tuple(PLACEHOLDER.findall(text))


def bare(text: str) -> str:
    """Return the text without its placeholders."""
    return PLACEHOLDER.sub(" ", text)


def figures(text: str) -> tuple[str, ...]:
    """Return the figures of a text: runs of digits, then number words (un and une are articles)."""
    return (*DIGITS.findall(text), *(word.lower() for word in WORDS.findall(text)))


def addresses(text: str) -> tuple[str, ...]:
    """Return the beginnings of web and mail addresses found in a text."""
    return tuple(match.group() for match in ADDRESS.finditer(text))


def word_count(text: str) -> int:
    """Count the words as a reader would: punctuation standing alone is none."""
    return sum(any(char.isalnum() for char in token) for token in text.split())
