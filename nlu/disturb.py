"""What thumbs do to a sentence: typing mistakes, capitals, SMS spelling.

The same text gives the same mistakes.
"""

from __future__ import annotations

import random
import re

_NEIGHBOURS = {
    letter: row[max(0, i - 1) : i] + row[i + 1 : i + 2]
    for row in ("azertyuiop", "qsdfghjklm", "wxcvbn")
    for i, letter in enumerate(row)
}
_SHORT = {
    "je suis": "jsuis", "j'ai": "jai", "est-ce que": "eske", "pourquoi": "pk", "parce que": "pcq",
    "comment": "cmt", "combien": "cb", "quand": "qd", "pour": "pr", "vous": "vs", "nous": "ns",
    "beaucoup": "bcp", "toujours": "tjs", "maintenant": "mtn", "quoi": "koi", "que": "ke", "qui": "ki",
    "c'est": "c", "dans": "ds", "avec": "avc", "rendez-vous": "rdv", "s'il vous plaît": "svp",
    "remboursement": "remb", "je ne": "j", "tout": "tt", "mais": "mé",
}  # fmt: skip
_SMS = [(re.compile(rf"\b{long}\b", re.IGNORECASE), short) for long, short in _SHORT.items()]


def typos(text: str, count: int) -> str:
    """Return the text with `count` letters dropped, doubled, swapped or mistaken for their neighbour."""
    chance = random.Random(f"{count} {text}")  # noqa: S311
    inside = [i for i in range(1, len(text) - 1) if text[i].isalpha()]
    for i in sorted(chance.sample(inside, min(count, len(inside))), reverse=True):
        here, after = text[i], text[i + 1]
        near = chance.choice(_NEIGHBOURS.get(here.lower(), "e"))
        changed = [after + here, here * 2 + after, after, near + after]
        text = text[:i] + chance.choice([new for new in changed if new != here + after]) + text[i + 2 :]
    return text


def sms(text: str) -> str:
    """Return the text in lower case, without punctuation, with the usual shortenings."""
    for pattern, short in _SMS:
        text = pattern.sub(short, text)
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
