"""Greetings and thanks around a request: they say nothing about what is wanted."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"^(?:(?:re ?|re-)?(?:bonjour|bonsoir|bonne journee|salut|coucou|hello|bjr|bsr|slt|cc|hey)\b"
    r"|madame|monsieur|messieurs|mesdames|mme|mr|m\.|a tous|a vous|l'equipe|cher\w*"
    r"|[\s,;:.!?)(-]+)+"
)
_THANKS = (
    r"(?:en |vous |je vous )?(?:remerci\w+|merci)"
    r"(?: (?:beaucoup|bien|infiniment|d'avance|par avance|a vous"
    r"|(?:de|pour) votre (?:reponse|aide|retour)))?"
)
_CLOSING = re.compile(
    rf"(?:[\s,;:.!-]+(?:{_THANKS}|s'il (?:vous|te) plait|svp|stp|cordialement|bien a vous|salutations"
    r"|bonne (?:journee|soiree|reception))[\s.!?]*)+$"
)
_LEFT = re.compile(r"\w+")
ENOUGH_WORDS = 2


def without_courtesy(text: str) -> str:
    """Return normalised `text` without the greeting before and the thanks after it.

    A text that is only courtesy is returned whole: it is what was meant.
    """
    bare = _CLOSING.sub("", _OPENING.sub("", text))
    return bare if len(_LEFT.findall(bare)) >= ENOUGH_WORDS else text
