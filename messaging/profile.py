"""The one thing of a member's record that the desk reads: which formula decides the answers."""

from __future__ import annotations

from members import queries
from members.db import session
from members.errors import MemberError
from members.rules import is_alpha


def formule(adherent: str) -> str | None:
    """Return alpha or autre, inconnue without a contract, None when the records cannot be read now."""
    try:
        with session() as opened:
            contract = queries.contract(opened, adherent)
    except MemberError:
        return None
    if contract is None:
        return "inconnue"
    return "alpha" if is_alpha(contract) else "autre"


def reachable() -> bool:
    """Tell whether the member records can be read."""
    try:
        with session() as opened:
            queries.contract(opened, "0")
    except MemberError:
        return False
    return True
