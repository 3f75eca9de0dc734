"""A small French date grammar: what « il y a trois semaines » or « fin mars » is, seen from a day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from nlu.normalise import normalise

_WORDS: dict[str, dict[str, Any]] = yaml.load(
    Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
NUMBERS, MONTHS, WEEKDAYS = _WORDS["numbers"], _WORDS["months"], _WORDS["weekdays"]
DAYS, UNITS = _WORDS["days"], _WORDS["units"]
_Meaning = Callable[["re.Match[str]", date], "Period"]
WEEK = timedelta(days=7)
_IN_A_DAY = {"minute": 24 * 60, "hour": 24}


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both of them in it."""

    first: date
    last: date


def find_period(text: str, today: date) -> Period | None:
    """Return the first period that a text names, None when it names none.

    A day without a year is the nearest one; a weekday or a month alone is the next one.
    """
    plain = re.sub(r"[-'\s]+", " ", normalise(text)).replace("aujourd hui", "aujourdhui")
    found = [(pattern.search(plain), meaning) for pattern, meaning in _GRAMMAR]
    readings = [(match, meaning) for match, meaning in found if match]
    if not readings:
        return None
    match, meaning = min(readings, key=lambda reading: reading[0].start())
    try:
        return meaning(match, today)
    except ValueError:  # the 31st of February
        return None


def _day(day: date) -> Period:
    return Period(day, day)


def _named(match: re.Match[str], today: date) -> Period:
    return _day(today + timedelta(days=DAYS[match[1]]))


def _away(match: re.Match[str], today: date) -> Period:
    """Say « il y a trois semaines », « dans dix jours »."""
    sign = -1 if match["past"] else 1
    return _day(_moved(today, sign * _number(match["count"]), _unit(match["unit"])))


def _unit(word: str) -> Any:
    return UNITS.get(word, UNITS.get(word.rstrip("s")))


def _moved(day: date, count: int, unit: Any) -> date:
    if unit in _IN_A_DAY:
        return day + timedelta(days=int(count / _IN_A_DAY[unit]))
    if isinstance(unit, int):
        return day + timedelta(days=count * unit)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(NUMBERS[word])


def _weekday(match: re.Match[str], today: date) -> Period:
    following = today + timedelta(days=(WEEKDAYS[match["weekday"]] - today.weekday()) % 7 or 7)
    if match["past"] or match["since"]:
        return _day(following - (WEEK if following - WEEK < today else 2 * WEEK))
    return _day(following + WEEK if match["later"] else following)


def _week(match: re.Match[str], today: date) -> Period:
    monday = today - timedelta(days=today.weekday()) + _shift(match) * WEEK
    if match["unit"].startswith("week"):
        return Period(monday + timedelta(days=5), monday + timedelta(days=6))
    return Period(monday, monday + timedelta(days=6))


def _this_month(match: re.Match[str], today: date) -> Period:
    return _month_part(_moved(today.replace(day=1), _shift(match), "month"), match["part"])


def _shift(match: re.Match[str]) -> int:
    return -1 if match["past"] else 1 if match["next"] else 0


def _month(match: re.Match[str], today: date) -> Period:
    month = MONTHS[match["month"]]
    year = today.year + (month < today.month)
    if match["past"]:
        year = today.year - (month >= today.month)
    return _month_part(date(int(match["year"] or year), month, 1), match["part"])


def _month_part(first: date, part: str | None) -> Period:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    spans = {"debut": (first, first.replace(day=10)), "mi": (first.replace(day=11), first.replace(day=20))}
    return Period(*spans.get(part or "", (last - timedelta(days=6), last) if part else (first, last)))


def _dated(match: re.Match[str], today: date) -> Period:
    month = match["month"]
    number = MONTHS[month] if month in MONTHS else int(month)
    day = 1 if match["day"] == "1er" else int(match["day"])
    if match["year"]:
        year = int(match["year"])
        return _day(date(year + (2000 if year < 100 else 0), number, day))
    years = (today.year - 1, today.year, today.year + 1)
    return _day(min((_on(year, number, day) for year in years), key=lambda one: abs(one - today)))


def _on(year: int, month: int, day: int) -> date:
    # The 29th of February of a year without one is kept in the running.
    leap = (month, day) == (2, 29) and not calendar.isleap(year)
    return date(year, 3, 1) if leap else date(year, month, day)


def _day_of_month(match: re.Match[str], today: date) -> Period:
    day = 1 if match["day"] == "1er" else int(match["day"])
    months = (_moved(today.replace(day=1), ahead, "month") for ahead in range(4))
    fits = (one for one in months if day <= calendar.monthrange(one.year, one.month)[1])
    return _day(next(one.replace(day=day) for one in fits if one.replace(day=day) >= today))


def _any(words: Any) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_COUNT = rf"(?P<count>\d{{1,3}}|{_any(NUMBERS)})"
_UNIT = rf"(?P<unit>(?:{_any(UNITS)})s?)\b"
_MONTH = rf"(?P<month>{_any(MONTHS)})\b"
_DAY = rf"(?:le )?(?:(?:{_any(WEEKDAYS)}) )?(?P<day>1er|0?[1-9]|[12]\d|3[01])"
_PART = r"(?P<part>debut|mi|fin)(?: de| du| d)?"
_PAST, _NEXT = r"(?P<past>derniere?|passee?)", r"(?P<next>prochaine?|qui vient)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Of two readings the one that begins first is taken, then the one that stands first here.
_GRAMMAR: tuple[tuple[re.Pattern[str], _Meaning], ...] = tuple(
    (re.compile(rf"\b{pattern}"), meaning)
    for pattern, meaning in (
        (rf"({_any(DAYS)})\b", _named),
        (rf"(?:(?P<past>il y a|ca fait|depuis)|dans|sous|d ici)(?: environ)? {_COUNT} ?{_UNIT}", _away),
        (rf"{_DAY} ?[/.] ?(?P<month>0?[1-9]|1[0-2])(?: ?[/.] ?(?P<year>(?:19|20)?\d\d))?\b", _dated),
        (rf"{_DAY} {_MONTH}(?: {_YEAR})?", _dated),
        (rf"(?:{_PART}|le|ce) mois\b(?: (?:{_PAST}|{_NEXT})\b)?", _this_month),
        (rf"(?:la |le )?(?P<unit>semaine|week ?end) (?:{_PAST}|{_NEXT})\b", _week),
        (r"(?:cette|ce) (?P<unit>semaine|week ?end)\b(?P<past>)(?P<next>)", _week),
        (rf"(?:{_PART} )?{_MONTH}(?: {_PAST}\b)?(?: {_YEAR})?", _month),
        (
            rf"(?:(?P<since>depuis) )?(?P<weekday>{_any(WEEKDAYS)})\b(?: (?:{_PAST}|(?P<later>en huit))\b)?",
            _weekday,
        ),
        (rf"(?=le ){_DAY}\b(?! ?(?:h|fois|mois|jours|{_any(MONTHS)}|[/.] ?\d+)\b)", _day_of_month),
    )
)
