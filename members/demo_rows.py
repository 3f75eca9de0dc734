"""Turn a member of `demo.yml` into rows, its dates laid relative to a day."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from members.demo_debits import echeanciers
from members.records import Contract, Person
from members.relative import relative_date, relative_year

_CARE: dict[str, tuple[str, dict[str, Any]]] = {
    "documents": ("document", {}),
    "reimbursements": ("reimbursement", {"paid_on": None}),
    "quotes": ("quote", {}),
}


def rows(member: Mapping[str, Any], today: date) -> dict[str, list[dict[str, Any]]]:
    """Return one member's rows by table name."""
    contract = _contract(member, today)
    adherent = contract.adherent
    cards = [_card(card, contract, today) for card in member.get("cards", [])]
    editions = echeanciers(contract, member["debits"], today) if "debits" in member else []
    owner = {"adherent": adherent}
    made: dict[str, list[dict[str, Any]]] = {
        "contract": [{k: v for k, v in asdict(contract).items() if k != "persons"}],
        "person": [owner | asdict(person) for person in contract.persons],
        "card": [{k: v for k, v in card.items() if k != "persons"} for card in cards],
        "card_person": [
            owner | {"year": card["year"], "person_id": person_id(adherent, place)}
            for card in cards
            for place in card["persons"]
        ],
        "echeancier": [owner | {"year": e.year, "edited_on": e.edited_on} for e in editions],
        "echeancier_line": [
            owner | {"year": e.year, "edited_on": e.edited_on} | asdict(line)
            for e in editions
            for line in e.lines
        ],
        "link": [_link(link, adherent, today) for link in member.get("links", [])],
    }
    for part, (table, defaults) in _CARE.items():
        made[table] = [_dated(defaults | care, adherent, today) for care in member.get(part, [])]
    return made


def person_id(adherent: str, place: int) -> int:
    """Return the id of the person at a place (from 1) of a demonstration or synthetic contract."""
    return int(adherent) * 10 + place


def _contract(member: Mapping[str, Any], today: date) -> Contract:
    about = _dates(member["contract"], today)
    adherent = member["adherent"]
    persons = tuple(
        Person(
            id=person_id(adherent, place),
            **({"entered_on": about["effective_on"], "left_on": None} | _dates(person, today)),
        )
        for place, person in enumerate(member["persons"], start=1)
    )
    return Contract(adherent=adherent, email=_email(persons[0]), persons=persons, **about)


def _card(card: Mapping[str, Any], contract: Contract, today: date) -> dict[str, Any]:
    everyone = list(range(1, len(contract.persons) + 1))
    defaults = {"adherent": contract.adherent, "mode": contract.card_mode, "persons": everyone}
    year = contract.effective_on.year if card["year"] == "first" else relative_year(card["year"], today)
    return defaults | {"edited_on": None, "sent_on": None} | _dates(card, today) | {"year": year}


def _link(link: Mapping[str, Any], adherent: str, today: date) -> dict[str, Any]:
    defaults = {"since": None, "caisse_changed_on": None, "attached_to": None}
    made = defaults | _dated(link, adherent, today)
    if made["attached_to"] is not None:
        made["attached_to"] = person_id(adherent, made["attached_to"])
    return made


def _dated(part: Mapping[str, Any], adherent: str, today: date) -> dict[str, Any]:
    made = _dates(part, today) | {"adherent": adherent}
    place = made.pop("person")
    return made | {"person_id": None if place is None else person_id(adherent, place)}


def _dates(part: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {
        key: relative_date(value, today) if key.endswith(("_on", "_date", "since")) and value else value
        for key, value in part.items()
    }


def _email(holder: Person) -> str:
    name = unicodedata.normalize("NFD", f"{holder.first_name}.{holder.last_name}".lower())
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in ".-")) + "@example.org"
