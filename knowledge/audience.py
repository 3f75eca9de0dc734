"""Which variant of a text holds for the member of a turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.model import Variant


def variant(metadata: Mapping[str, Any]) -> Variant:
    """Return the variant that holds for this turn: a visitor and an unknown formula read the general one."""
    if metadata.get("visitor", True) or metadata.get("formule") == "inconnue":
        return "visitor"
    return "alpha" if metadata.get("formule") == "alpha" else "general"
