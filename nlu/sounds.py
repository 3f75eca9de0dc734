"""One form for words that sound alike: what spelling mistakes and endings leave unchanged."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDING = re.compile(
    r"^(.{3,}?)(?:aient|ait|ais|ai|erent|ents|ent|ees|ee|es|er|ez|e|(?<=....)(?:tes|te)|ts|t|ds|d|s|x|z)$"
)
_SPELLINGS = (
    ("ph", "f"), ("sch", "8"), ("ch", "8"), ("sh", "8"), ("h", ""), ("qu", "k"), ("q", "k"),
    ("oeu", "eu"), ("oe", "e"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"),
    ("gue", "9e"), ("gui", "9i"), ("guy", "9i"), ("ge", "je"), ("gi", "ji"), ("gy", "ji"), ("9", "g"),
    ("eau", "o"), ("au", "o"),
    ("ai", "e"), ("ei", "e"), ("ay", "e"), ("ey", "e"), ("y", "i"), ("z", "s"),
    ("mb", "nb"), ("mp", "np"),
)  # fmt: skip
_IN = re.compile(r"(?:ai[nm]|ein)(?![aeiouynm])")
_NASAL = re.compile(r"en(?=[bdfgjklpqrstvw89])")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def sound(word: str, *, whole: bool = False) -> str:
    """Return the sound of a normalised word, without its ending unless it is asked for `whole`.

    "respiré", "respirer" and "réspirent" meet, as do "seigne" and "saigne", "anvi" and "envie".
    """
    ending = None if whole else _ENDING.match(word)
    plain = _IN.sub("in", ending[1] if ending else word)
    for written, heard in _SPELLINGS:
        if written in plain:
            plain = plain.replace(written, heard)
    return _DOUBLED.sub(r"\1", _NASAL.sub("an", plain))


def one_slip(first: str, second: str) -> bool:
    """Tell whether one letter added, dropped, changed or swapped turns one word into the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])
