"""Make the echeanciers of a demonstration member from one line of `demo.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from members.records import Contract, Echeancier, EcheancierLine
from members.relative import relative_date
from members.rules import FIRST_DEBIT

_PRESENTED = timedelta(days=4)


def echeanciers(contract: Contract, debits: Mapping[str, Any], today: date) -> list[Echeancier]:
    """Return every edition: monthly debits since last year, sent at enrolment then every December.

    `day` is a day of the month or a relative date; `states` overrides lines counted from today (-1 the last
    one due, 1 the next); `change` makes a second edition of the year; `coming_year` lays the coming year's
    edition before December, at `coming_amount_cents`.
    """
    change = debits.get("change")
    changed_on = relative_date(change["changed_on"], today) if change else None
    day = _day(debits["day"], today)
    first_due = _first_due(contract, day)
    coming = debits.get("coming_year", False) or today.month == 12
    start = max(first_due, date(today.year - 1, 1, 1))
    end = date(max(today.year + coming, start.year), 12, 31)
    amount = debits["amount_cents"]
    coming_amount = debits.get("coming_amount_cents", amount)
    lines = [
        EcheancierLine(
            due_on, coming_amount if due_on.year > today.year else amount, _state(contract, due_on, today)
        )
        for due_on in _monthly(start, end, day)
    ]
    for place, state in debits.get("states", {}).items():
        index = _index(lines, int(place), today)
        lines[index] = replace(lines[index], state=state)
    editions = _editions(contract, lines, first_due.year, today)
    if change is None or changed_on is None:
        return editions
    new = [
        replace(line, amount_cents=change["amount_cents"]) if line.due_on > changed_on else line
        for line in lines
    ]
    before = [edition for edition in editions if edition.edited_on < changed_on]
    after = [
        replace(edition, edited_on=max(edition.edited_on, changed_on))
        for edition in _editions(contract, new, first_due.year, today)
        if edition.year >= changed_on.year
    ]
    return before + after


def _editions(
    contract: Contract, lines: list[EcheancierLine], first_year: int, today: date
) -> list[Echeancier]:
    years = sorted({line.due_on.year for line in lines})
    return [
        Echeancier(
            year=year,
            edited_on=contract.enrolled_on
            if year == first_year
            else min(date(year - 1, 12, 10), today - timedelta(days=1)),
            lines=tuple(line for line in lines if line.due_on.year == year),
        )
        for year in years
    ]


def _state(contract: Contract, due_on: date, today: date) -> Any:
    if contract.ends_on is not None and due_on > contract.ends_on:
        return "annule"
    if due_on > today:
        return "a_venir"
    return "paye" if due_on < today - _PRESENTED else "presente"


def _index(lines: list[EcheancierLine], place: int, today: date) -> int:
    due = sum(line.due_on <= today for line in lines)
    index = due + place if place < 0 else due + place - 1
    if not 0 <= index < len(lines):
        raise ValueError(f"no line {place} counted from today")
    return index


def _first_due(contract: Contract, day: int) -> date:
    start = contract.effective_on + FIRST_DEBIT
    return _monthly(start, start + timedelta(days=31), day)[0]


def _day(text: int | str, today: date) -> int:
    return text if isinstance(text, int) else min(relative_date(text, today).day, 28)


def _monthly(start: date, end: date, day: int) -> list[date]:
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    every = (date(month // 12, month % 12 + 1, day) for month in months)
    return [due_on for due_on in every if start <= due_on <= end]
