"""When a telephone line answers: opening hours in Europe/Paris, lunch break and public holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from clock import PARIS
from knowledge.model import Line

HORIZON_DAYS = 30
PHRASES = frozenset(
    [
        "always",
        "line",
        "line_always",
        "schedule",
        "days",
        "range",
        "and",
        "hour",
        "hour_minutes",
        "open",
        "closed",
        "closed_holiday",
        "closed_long",
        "next_today",
        "next_tomorrow",
        "next_day",
        "first_day",
    ]
)


@dataclass(frozen=True)
class Opening:
    """A line at one moment: open until `until`, or closed until `opens`."""

    open: bool
    until: datetime | None = None
    opens: datetime | None = None
    holiday: bool = False


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # a quarter of a second, and many callers never need it

    return frozenset(country_holidays("FR", years=year))


def is_holiday(day: date) -> bool:
    """Say whether a day is a public holiday in France."""
    return day in _holidays(day.year)


def opening(line: Line, now: datetime, *, closed_on_holidays: bool) -> Opening:
    """Say whether a line is open at a moment, until when, or when it opens next."""
    if line.always:
        return Opening(open=True)
    now = now.astimezone(PARIS)
    for offset in range(HORIZON_DAYS):
        day = now.date() + timedelta(days=offset)
        if day.weekday() not in line.days or (closed_on_holidays and is_holiday(day)):
            continue
        for start, end in line.hours:
            opens = datetime.combine(day, start, PARIS)
            until = datetime.combine(day, end, PARIS)
            if opens <= now < until:
                return Opening(open=True, until=until)
            if now < opens:
                return Opening(open=False, opens=opens, holiday=_shut_today(line, now, closed_on_holidays))
    return Opening(open=False)


def _shut_today(line: Line, now: datetime, closed_on_holidays: bool) -> bool:
    return closed_on_holidays and now.weekday() in line.days and is_holiday(now.date())


def describe(line: Line, phone: str, state: Opening, now: datetime, words: Mapping[str, str]) -> str:
    """Say a line in French: its number, its hours and whether it answers now.

    `words` are the phrases of hours.yml with the names of the days and months.
    """
    now = now.astimezone(PARIS)
    if line.always:
        always = words["always"]
        return words["line_always"].format(phone=phone, always=always) if phone else always
    if state.until:
        status = words["open"].format(until=hour(state.until.time(), words))
    elif state.opens:
        kind = "closed_holiday" if state.holiday else "closed"
        status = words[kind].format(next=_moment(state.opens, now, words))
    else:
        status = words["closed_long"]
    return words["line"].format(phone=phone, schedule=schedule(line, words), status=status)


def schedule(line: Line, words: Mapping[str, str]) -> str:
    """Say the opening days and hours of a line in French."""
    days = words["days"].format(
        first=words[f"weekday_{line.days[0]}"], last=words[f"weekday_{line.days[-1]}"]
    )
    ranges = [
        words["range"].format(start=hour(start, words), end=hour(end, words)) for start, end in line.hours
    ]
    return words["schedule"].format(days=days, ranges=words["and"].join(ranges))


def hour(value: time, words: Mapping[str, str]) -> str:
    """Say an hour as French writes it."""
    form = words["hour_minutes"] if value.minute else words["hour"]
    return form.format(hour=value.hour, minutes=f"{value.minute:02d}")


def _moment(then: datetime, now: datetime, words: Mapping[str, str]) -> str:
    days = (then.date() - now.date()).days
    form = {0: words["next_today"], 1: words["next_tomorrow"]}.get(days, words["next_day"])
    return form.format(
        hour=hour(then.time(), words),
        weekday=words[f"weekday_{then.weekday()}"],
        day=words["first_day"] if then.day == 1 else then.day,
        month=words[f"month_{then.month}"],
    )
