"""Opening hours at the moments that matter."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest
from knowledge_material import data

import knowledge
from clock import PARIS
from knowledge import hours

SECOND = data("fact_values.yml")

MOMENTS = [
    ("before opening", "2026-03-10 08:59", "fermée en ce moment, elle rouvre à 9 h"),
    ("at opening", "2026-03-10 09:00", "ouverte en ce moment, jusqu'à 12 h"),
    ("last minute of the morning", "2026-03-10 11:59", "ouverte en ce moment, jusqu'à 12 h"),
    ("lunch", "2026-03-10 12:00", "fermée en ce moment, elle rouvre à 13 h 30"),
    ("afternoon", "2026-03-10 13:30", "ouverte en ce moment, jusqu'à 17 h"),
    ("closing", "2026-03-10 17:00", "fermée en ce moment, elle rouvre demain à 9 h"),
    ("Friday evening", "2026-03-13 18:00", "fermée en ce moment, elle rouvre lundi 16 mars à 9 h"),
    ("Saturday", "2026-03-14 10:00", "fermée en ce moment, elle rouvre lundi 16 mars à 9 h"),
    ("Sunday", "2026-03-15 10:00", "fermée en ce moment, elle rouvre demain à 9 h"),
    ("Easter Monday", "2026-04-06 10:00", "fermée aujourd'hui, jour férié, elle rouvre demain à 9 h"),
    (
        "Sunday before Easter Monday",
        "2026-04-05 10:00",
        "fermée en ce moment, elle rouvre mardi 7 avril à 9 h",
    ),
    ("eve of a holiday before a week-end", "2026-04-30 18:00", "elle rouvre lundi 4 mai à 9 h"),
    ("holiday before a week-end", "2026-05-01 10:00", "jour férié, elle rouvre lundi 4 mai à 9 h"),
    ("first of a month", "2026-05-29 18:00", "elle rouvre lundi 1er juin à 9 h"),
    ("year end", "2026-12-31 18:00", "elle rouvre lundi 4 janvier à 9 h"),
    ("evening before summer time", "2026-03-27 17:30", "elle rouvre lundi 30 mars à 9 h"),
    ("after the change to summer time", "2026-03-30 09:00", "ouverte en ce moment, jusqu'à 12 h"),
    ("after the change to winter time", "2026-10-26 08:59", "elle rouvre à 9 h"),
]


def status(line_id: str, now: datetime, *, closed_on_holidays: bool = True) -> str:
    """Say a line of the house at a moment."""
    house = knowledge.load()
    line = house.lines[line_id]
    phone = house.facts[line.phone].text if line.phone else ""
    state = hours.opening(line, now, closed_on_holidays=closed_on_holidays)
    return hours.describe(line, phone, state, now, house.phrases)


@pytest.mark.parametrize(("when", "moment", "expected"), MOMENTS, ids=[when for when, _, _ in MOMENTS])
def test_the_line_says_whether_it_is_open(when: str, moment: str, expected: str) -> None:
    assert expected in status("klesia", datetime.fromisoformat(moment).replace(tzinfo=PARIS))


def test_a_holiday_is_an_ordinary_day_when_the_setting_says_so() -> None:
    moment = datetime(2026, 5, 1, 10, 0, tzinfo=PARIS)
    assert "ouverte" in status("klesia", moment, closed_on_holidays=False)


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        (datetime(2026, 3, 27, 7, 59, tzinfo=timezone.utc), False),
        (datetime(2026, 3, 27, 8, 0, tzinfo=timezone.utc), True),
        (datetime(2026, 3, 30, 6, 59, tzinfo=timezone.utc), False),
        (datetime(2026, 3, 30, 7, 0, tzinfo=timezone.utc), True),
        (datetime(2026, 10, 26, 7, 59, tzinfo=timezone.utc), False),
        (datetime(2026, 10, 26, 8, 0, tzinfo=timezone.utc), True),
    ],
)
def test_hours_are_those_of_paris_on_both_sides_of_the_time_change(moment: datetime, open_now: bool) -> None:
    line = knowledge.load().lines["klesia"]
    assert hours.opening(line, moment, closed_on_holidays=True).open is open_now


@pytest.mark.parametrize("line_id", SECOND["hours"])
def test_the_hours_said_are_those_of_the_second_transcription(line_id: str) -> None:
    text = status(line_id, datetime(2026, 3, 10, 10, 0, tzinfo=PARIS))
    assert SECOND["hours"][line_id] in text
    assert SECOND["phones"].get(line_id, "") in text


def test_every_line_is_in_the_second_transcription() -> None:
    assert set(knowledge.load().lines) == set(SECOND["hours"])


@pytest.mark.parametrize("line_id", ["ima", "medecindirect"])
def test_services_of_day_and_night_are_never_said_closed(line_id: str) -> None:
    for moment in (datetime(2026, 5, 1, 3, 0, tzinfo=PARIS), datetime(2026, 3, 15, 23, 0, tzinfo=PARIS)):
        text = status(line_id, moment)
        assert "24 h/24 et 7 j/7" in text and "ferm" not in text


def test_the_french_holidays_are_known() -> None:
    days = ["2026-01-01", "2026-04-06", "2026-05-08", "2026-05-14", "2026-07-14", "2026-11-11", "2026-12-25"]
    assert all(hours.is_holiday(date.fromisoformat(day)) for day in days)
    assert not hours.is_holiday(date(2026, 7, 15))
