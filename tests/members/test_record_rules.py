"""Rules on the contract and its persons, each date tried on its boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from members import rules
from members.records import Contract, ContractState, Person

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
HOLDER = Person(1, "Samira", "Haddad", date(1980, 9, 9), "holder", date(2024, 1, 1))
SPOUSE = Person(2, "Yacine", "Haddad", date(1979, 6, 15), "spouse", date(2024, 1, 1))
ADULT = Person(3, "Inès", "Haddad", date(2007, 10, 6), "child", date(2024, 1, 1))
MINOR = Person(4, "Adam", "Haddad", date(2017, 7, 16), "child", date(2024, 1, 1))
CONTRACT = Contract(
    adherent="24263578",
    formule="Niveau 3",
    enrolled_on=date(2023, 12, 10),
    effective_on=date(2024, 1, 1),
    ends_on=None,
    suspended_on=None,
    assistance=True,
    payment="prelevement",
    card_mode="post",
    card_mode_next="post",
    address="58 rue de Rome, 13006 Marseille",
    email="samira.haddad@example.org",
    persons=(HOLDER, SPOUSE, ADULT, MINOR),
)


@pytest.mark.parametrize(
    ("effective", "ends", "suspended", "state"),
    [
        (TODAY + DAY, None, None, "future"),
        (TODAY, None, None, "active"),
        (TODAY - DAY, TODAY + DAY, None, "ending"),
        (TODAY - DAY, TODAY, None, "ending"),
        (TODAY - 2 * DAY, TODAY - DAY, None, "ended"),
        (TODAY, TODAY, None, "ending"),
        (TODAY + DAY, TODAY + 9 * DAY, None, "future"),
        (TODAY + 9 * DAY, TODAY + DAY, None, "ended"),
        (TODAY - DAY, None, TODAY + DAY, "active"),
        (TODAY - DAY, None, TODAY, "suspended"),
        (TODAY - DAY, TODAY + DAY, TODAY, "suspended"),
        (TODAY - 9 * DAY, TODAY - DAY, TODAY - 3 * DAY, "ended"),
    ],
)
def test_contract_state(
    effective: date, ends: date | None, suspended: date | None, state: ContractState
) -> None:
    contract = replace(CONTRACT, effective_on=effective, ends_on=ends, suspended_on=suspended)
    assert rules.contract_state(contract, TODAY) == state


def test_covered_are_those_who_have_entered_and_not_left() -> None:
    persons = (
        replace(HOLDER, entered_on=TODAY),
        replace(SPOUSE, entered_on=TODAY + DAY),
        replace(ADULT, left_on=TODAY),
        replace(MINOR, left_on=TODAY + DAY),
    )
    covered = rules.covered(replace(CONTRACT, persons=persons), TODAY)
    assert [person.first_name for person in covered] == ["Samira", "Adam"]


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"effective_on": TODAY + DAY}, 0),
        ({"suspended_on": TODAY}, 0),
        ({"ends_on": TODAY - DAY}, 0),
        ({"ends_on": TODAY}, 4),
        ({}, 4),
    ],
)
def test_nobody_is_covered_while_the_contract_is_not_in_force(change: dict[str, date], count: int) -> None:
    assert len(rules.covered(replace(CONTRACT, **change), TODAY)) == count  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (None, []),
        (HOLDER.id, ["Samira", "Adam"]),
        (SPOUSE.id, ["Yacine"]),
        (ADULT.id, ["Inès"]),
        (MINOR.id, ["Adam"]),
        (99, []),
    ],
)
def test_each_sees_their_own_care_and_the_holder_minor_childrens(viewer: int | None, seen: list[str]) -> None:
    visible = rules.visible_persons(CONTRACT, viewer, TODAY)
    assert [person.first_name for person in visible] == seen


def test_a_child_is_seen_by_the_holder_until_the_day_they_are_eighteen() -> None:
    child = replace(ADULT, birth_date=date(2008, 11, 24))
    contract = replace(CONTRACT, persons=(HOLDER, child))
    assert child in rules.visible_persons(contract, HOLDER.id, TODAY)
    assert child not in rules.visible_persons(contract, HOLDER.id, TODAY + DAY)


def test_a_minor_spouse_is_seen_by_nobody_else() -> None:
    spouse = replace(SPOUSE, birth_date=date(2009, 1, 1))
    assert rules.visible_persons(replace(CONTRACT, persons=(HOLDER, spouse)), HOLDER.id, TODAY) == (HOLDER,)


def test_care_stays_visible_after_leaving_and_after_the_end() -> None:
    contract = replace(CONTRACT, ends_on=TODAY - 40 * DAY, persons=(HOLDER, replace(MINOR, left_on=TODAY)))
    assert len(rules.visible_persons(contract, HOLDER.id, TODAY)) == 2


@pytest.mark.parametrize(
    ("birth", "today", "age"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (TODAY, TODAY, 0),
    ],
)
def test_age(birth: date, today: date, age: int) -> None:
    assert rules.age(replace(HOLDER, birth_date=birth), today) == age


@pytest.mark.parametrize(
    ("formule", "alpha"), [("ALPHA", True), (" alpha ", True), ("Niveau 3", False), ("ALPHABET", False)]
)
def test_is_alpha(formule: str, alpha: bool) -> None:
    assert rules.is_alpha(replace(CONTRACT, formule=formule)) is alpha
