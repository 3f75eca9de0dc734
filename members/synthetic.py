"""One synthetic member after another, for a store of the real size."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FILE = Path(__file__).with_name("synthetic.yml")
FIRST_NUMBER = 30_000_000

_MODES = ("post", "print", "digital")
_LINKS = ("active",) * 8 + ("pending", "rejected", "closed", "never", "refused")

Rows = dict[str, list[dict[str, Any]]]


def synthetic_member(number: int, today: date) -> Rows:
    """Return the rows of one member by table name: the same for the same number and day."""
    pick = Random(number)  # noqa: S311 - nothing secret
    adherent = str(number)
    effective_on = today - timedelta(days=pick.randrange(400, 4000))
    words = _words()
    formule = pick.choice(words["formules"])
    mode = pick.choice(_MODES)
    roles = ("holder", "spouse", "child", "child")[: pick.choice((1, 1, 2, 3, 4))]
    ids = [number * 10 + place for place in range(1, len(roles) + 1)]
    owner = {"adherent": adherent}
    return {
        "contract": [
            {
                "adherent": adherent,
                "formule": formule,
                "enrolled_on": effective_on - timedelta(days=12),
                "effective_on": effective_on,
                "ends_on": None,
                "suspended_on": None,
                "assistance": True,
                "payment": "prelevement",
                "card_mode": mode,
                "card_mode_next": mode,
                "address": f"{number % 99 + 1} {words['street']}",
                "email": f"adherent.{adherent}@example.org",
            }
        ],
        "person": [
            owner | _person(person_id, role, effective_on, today, pick)
            for person_id, role in zip(ids, roles, strict=True)
        ],
        "card": [
            owner
            | {
                "year": today.year,
                "mode": mode,
                "edited_on": date(today.year - 1, 12, 3),
                "sent_on": date(today.year - 1, 12, 9) if mode == "post" else None,
            }
        ],
        "card_person": [owner | {"year": today.year, "person_id": person_id} for person_id in ids],
        **_echeancier(owner, today, pick.randrange(3000, 20000)),
        "link": [] if formule == "ALPHA" else [_link(owner, person_id, today, pick) for person_id in ids],
        "document": [
            owner
            | {
                "person_id": ids[0],
                "kind": words["document"],
                "received_on": today - timedelta(days=pick.randrange(60)),
                "state": pick.choice(("recu", "en_cours", "traite")),
            }
        ],
        "reimbursement": [_reimbursement(owner, pick.choice(ids), today, pick) for _ in range(4)],
        "quote": [],
    }


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


def _person(person_id: int, role: str, effective_on: date, today: date, pick: Random) -> dict[str, Any]:
    days = pick.randrange(0, 9000) if role == "child" else pick.randrange(8000, 33000)
    birth_date = today - timedelta(days=days)
    return {
        "id": person_id,
        "first_name": pick.choice(_words()["first_names"]),
        "last_name": pick.choice(_words()["last_names"]),
        "birth_date": birth_date,
        "role": role,
        "entered_on": max(effective_on, birth_date),
        "left_on": None,
    }


def _echeancier(owner: dict[str, str], today: date, amount_cents: int) -> Rows:
    edition = owner | {"year": today.year, "edited_on": date(today.year - 1, 12, 10)}
    due = [date(today.year, month, 5) for month in range(1, 13)]
    return {
        "echeancier": [edition],
        "echeancier_line": [
            edition
            | {
                "due_on": due_on,
                "amount_cents": amount_cents,
                "state": "paye" if due_on <= today else "a_venir",
            }
            for due_on in due
        ],
    }


def _link(owner: dict[str, str], person_id: int, today: date, pick: Random) -> dict[str, Any]:
    return owner | {
        "person_id": person_id,
        "state": pick.choice(_LINKS),
        "since": today - timedelta(days=pick.randrange(1, 900)),
        "caisse_changed_on": None,
        "attached_to": None,
    }


def _reimbursement(owner: dict[str, str], person_id: int, today: date, pick: Random) -> dict[str, Any]:
    act, secu_cents, mutuelle_cents, rest_cents = pick.choice(_words()["care"])
    care_on = today - timedelta(days=pick.randrange(8, 365))
    return owner | {
        "person_id": person_id,
        "act": act,
        "care_on": care_on,
        "secu_cents": secu_cents,
        "mutuelle_cents": mutuelle_cents,
        "rest_cents": rest_cents,
        "state": "paye",
        "paid_on": care_on + timedelta(days=6),
    }
