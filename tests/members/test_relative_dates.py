"""Relative dates of the demonstration file."""

from __future__ import annotations

from datetime import date

import pytest

from members.relative import relative_date, relative_year


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("today", date(2026, 11, 23), date(2026, 11, 23)),
        ("-15d", date(2026, 1, 3), date(2025, 12, 19)),
        ("+20d", date(2026, 12, 20), date(2027, 1, 9)),
        ("-1m", date(2026, 3, 31), date(2026, 2, 28)),
        ("+2m", date(2026, 12, 31), date(2027, 2, 28)),
        ("-18y", date(2028, 2, 29), date(2010, 2, 28)),
        ("-18y+1d", date(2026, 11, 23), date(2008, 11, 24)),
        ("-14m-10d", date(2026, 1, 5), date(2024, 10, 26)),
        ("Y-12-05", date(2026, 1, 1), date(2026, 12, 5)),
        ("Y-1 12-05", date(2026, 1, 1), date(2025, 12, 5)),
        ("Y+1-01-05", date(2026, 1, 1), date(2027, 1, 5)),
    ],
)
def test_relative_date(text: str, today: date, meant: date) -> None:
    assert relative_date(text, today) == meant


@pytest.mark.parametrize("text", ["", "15d", "-15", "-15w", "yesterday", "2026-01-05", "Y-1", "-1d!"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a relative date"):
        relative_date(text, date(2026, 11, 23))


def test_relative_year() -> None:
    assert [relative_year(text, date(2026, 5, 1)) for text in ("Y-1", "Y", "Y+1")] == [2025, 2026, 2027]
    with pytest.raises(ValueError, match="not a relative year"):
        relative_year("2026", date(2026, 5, 1))
