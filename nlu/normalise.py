"""One spelling for matching: what a member types, without accents, capitals and stretched letters."""

from __future__ import annotations

import re
import unicodedata

_STRETCHED = re.compile(r"([a-z!?.])\1{2,}")
_SAME = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑–—", "-") | {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"}
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0f\ufeff]")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_BLANKS = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Return `text` in lower case, without accents, with plain apostrophes, hyphens and spaces.

    A letter repeated three times or more is written twice ("suuuper" and "suuper" meet).
    """
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text.translate(_SAME)))
    plain = _ACCENTS.sub("", decomposed)
    if not plain.isascii():
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _BLANKS.sub(" ", _STRETCHED.sub(r"\1\1", plain.lower())).strip()
