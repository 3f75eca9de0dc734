"""Dates and amounts as French writes them."""

from __future__ import annotations

from datetime import date

from knowledge.loader import load


def label(kind: str, value: str) -> str:
    """Return the words for a value, such as the state of a debit."""
    return load().label(kind, value)


def french_date(day: date) -> str:
    """Return a date such as « 12 mars 2026 », the first of a month as « 1er »."""
    number = load().phrases["first_day"] if day.day == 1 else str(day.day)
    return f"{number} {label('month', str(day.month))} {day.year}"


def euros(cents: int) -> str:
    """Return an amount such as « 1 234,50 € » from cents."""
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", " ")
    return f"{'-' if cents < 0 else ''}{grouped},{rest:02d} €"
