"""French dates, seen from a Wednesday."""

from datetime import date, timedelta

import pytest

from nlu.dates import Period, find_period

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("aujourd'hui", "2026-11-25", None),
        ("ce soir", "2026-11-25", None),
        ("demain matin", "2026-11-26", None),
        ("après-demain", "2026-11-27", None),
        ("avant-hier", "2026-11-23", None),
        ("1er février", "2027-02-01", None),
        ("le 1er février 1990", "1990-02-01", None),
        ("le 12/03", "2027-03-12", None),
        ("12/03/2026", "2026-03-12", None),
        ("12.03.27", "2027-03-12", None),
        ("le 20 novembre", "2026-11-20", None),
        ("mardi 3 décembre", "2026-12-03", None),
        ("le 31 décembre", "2026-12-31", None),
        ("il y a trois semaines", "2026-11-04", None),
        ("ça fait 10 jours", "2026-11-15", None),
        ("il y a un an", "2025-11-25", None),
        ("dans dix jours", "2026-12-05", None),
        ("d'ici 2 semaines", "2026-12-09", None),
        ("dans une quinzaine de jours", "2026-12-10", None),
        ("dans trois mois", "2027-02-25", None),
        ("dans deux heures", "2026-11-25", None),
        ("sous 48h", "2026-11-27", None),
        ("lundi prochain", "2026-11-30", None),
        ("lundi", "2026-11-30", None),
        ("mercredi", "2026-12-02", None),
        ("jeudi en huit", "2026-12-03", None),
        ("lundi dernier", "2026-11-23", None),
        ("mercredi dernier", "2026-11-18", None),
        ("depuis jeudi", "2026-11-19", None),
        ("la semaine dernière", "2026-11-16", "2026-11-22"),
        ("la semaine prochaine", "2026-11-30", "2026-12-06"),
        ("cette semaine", "2026-11-23", "2026-11-29"),
        ("ce week-end", "2026-11-28", "2026-11-29"),
        ("le week-end prochain", "2026-12-05", "2026-12-06"),
        ("ce mois-ci", "2026-11-01", "2026-11-30"),
        ("le mois prochain", "2026-12-01", "2026-12-31"),
        ("le mois dernier", "2026-10-01", "2026-10-31"),
        ("fin du mois", "2026-11-24", "2026-11-30"),
        ("début mars", "2027-03-01", "2027-03-10"),
        ("mi-janvier", "2027-01-11", "2027-01-20"),
        ("fin février", "2027-02-22", "2027-02-28"),
        ("en mars 2028", "2028-03-01", "2028-03-31"),
        ("novembre", "2026-11-01", "2026-11-30"),
        ("novembre dernier", "2025-11-01", "2025-11-30"),
        ("juin dernier", "2026-06-01", "2026-06-30"),
        ("le 28", "2026-11-28", None),
        ("le 3", "2026-12-03", None),
        ("DANS DIX JOURS", "2026-12-05", None),
        ("Je rentre chez moi le 2 décembre, pas avant lundi", "2026-12-02", None),
        ("la semaine du 7 décembre", "2026-12-07", None),
    ],
)
def test_a_date_is_found(text: str, first: str, last: str | None) -> None:
    expected = Period(date.fromisoformat(first), date.fromisoformat(last or first))
    assert find_period(text, WEDNESDAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "plus tard",
        "pendant un mois",
        "le 31 février",
        "45/13",
        "la carte",
        "99 euros",
        "demainement",
        "il y a longtemps",
        "le 3 fois par jour",
    ],
)
def test_no_date_is_found(text: str) -> None:
    assert find_period(text, WEDNESDAY) is None


@pytest.mark.parametrize("ahead", range(0, 400, 7))
def test_every_day_has_its_meaning(ahead: int) -> None:
    today = date(2027, 12, 28) + timedelta(days=ahead)
    for text in (
        "le 31",
        "29 février",
        "dans un mois",
        "fin du mois",
        "mardi",
        "le mois dernier",
        "le 30/06",
    ):
        period = find_period(text, today)
        assert period is not None and period.first <= period.last
        assert abs(period.first - today) <= timedelta(days=366)


def test_a_month_later_stays_inside_the_month() -> None:
    assert find_period("dans un mois", date(2027, 1, 31)) == Period(date(2027, 2, 28), date(2027, 2, 28))
