"""Rules on delays: cards, debits, teletransmission, each date tried on its boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from members import rules
from members.records import (
    Card,
    CardMode,
    Contract,
    Echeancier,
    EcheancierLine,
    LineState,
    Payment,
    Person,
    TeletransmissionLink,
)

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
HOLDER = Person(1, "Samira", "Haddad", date(1980, 9, 9), "holder", date(2024, 1, 1))
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
    persons=(HOLDER,),
)


def echeancier(*lines: tuple[date, LineState]) -> Echeancier:
    """An echeancier of ten euros a line."""
    return Echeancier(
        2026, date(2025, 12, 10), tuple(EcheancierLine(day, 1000, state) for day, state in lines)
    )


def test_first_card_is_due_a_week_after_enrolment_not_after_the_effective_date() -> None:
    contract = replace(CONTRACT, enrolled_on=date(2026, 10, 1), effective_on=date(2026, 11, 20))
    assert rules.card_due(contract, TODAY) == date(2026, 10, 8)


def test_renewals_have_no_due_date() -> None:
    assert rules.card_due(CONTRACT, TODAY) is None
    december = replace(CONTRACT, enrolled_on=date(2025, 12, 28), effective_on=date(2025, 12, 28))
    assert rules.card_due(december, date(2026, 1, 4)) == date(2026, 1, 4)
    assert rules.card_due(december, date(2026, 1, 5)) is None


@pytest.mark.parametrize(("enrolled", "state"), [(TODAY - 7 * DAY, "awaited"), (TODAY - 8 * DAY, "late")])
@pytest.mark.parametrize("edited", [None, TODAY - DAY])
@pytest.mark.parametrize("known", [True, False])
def test_first_card_not_sent_is_late_after_a_week(
    enrolled: date, state: str, edited: date | None, known: bool
) -> None:
    contract = replace(CONTRACT, enrolled_on=enrolled, effective_on=TODAY)
    cards = [Card(2026, "post", edited, None, (1,))] if known else []
    assert rules.card_state(contract, cards, TODAY) == state


def test_first_card_of_a_contract_to_come_is_that_of_its_first_year() -> None:
    contract = replace(CONTRACT, enrolled_on=TODAY - 9 * DAY, effective_on=date(2027, 1, 1))
    assert rules.card_state(contract, [], TODAY) == "late"
    assert rules.card_state(contract, [Card(2027, "post", TODAY, TODAY, (1,))], TODAY) == "sent"


@pytest.mark.parametrize(
    ("mode", "edited", "sent", "state"),
    [
        ("post", None, None, "not_edited"),
        ("post", TODAY, None, "edited"),
        ("post", TODAY, TODAY, "sent"),
        ("print", None, None, "not_edited"),
        ("print", TODAY, None, "available"),
        ("digital", TODAY, None, "available"),
    ],
)
def test_renewal(mode: CardMode, edited: date | None, sent: date | None, state: str) -> None:
    assert rules.card_state(CONTRACT, [Card(2026, mode, edited, sent, (1,))], TODAY) == state


def test_digital_first_card_is_never_late() -> None:
    contract = replace(CONTRACT, enrolled_on=TODAY - 90 * DAY, effective_on=TODAY)
    for edited, state in ((None, "not_edited"), (TODAY, "available")):
        assert rules.card_state(contract, [Card(2026, "digital", edited, None, (1,))], TODAY) == state


def test_card_of_another_year_is_asked_by_its_year() -> None:
    cards = [Card(2026, "post", TODAY, TODAY, (1,))]
    assert rules.card_state(CONTRACT, cards, TODAY, 2027) == "not_edited"
    new = replace(CONTRACT, enrolled_on=TODAY - 20 * DAY, effective_on=TODAY)
    assert rules.card_state(new, [], TODAY, 2027) == "not_edited"


def test_total_leaves_cancelled_lines_out() -> None:
    states: tuple[LineState, ...] = ("paye", "presente", "rejete", "annule", "a_venir")
    lines = [(TODAY + place * DAY, state) for place, state in enumerate(states)]
    assert rules.total_cents(echeancier(*lines)) == 4000


def test_first_debit_is_the_first_live_line_thirty_days_after_effect() -> None:
    start = CONTRACT.effective_on + 30 * DAY
    lines = echeancier(
        (start - DAY, "paye"), (start, "annule"), (start + DAY, "rejete"), (start + 2 * DAY, "paye")
    )
    first = rules.first_debit(CONTRACT, [lines], TODAY)
    assert first is not None
    assert first.line is not None
    assert (first.line.due_on, first.earliest_on) == (start + DAY, start)
    on_the_day = rules.first_debit(CONTRACT, [echeancier((start, "paye"))], TODAY)
    assert on_the_day is not None
    assert on_the_day.line is not None


def test_first_debit_is_looked_for_in_every_year() -> None:
    contract = replace(CONTRACT, effective_on=date(2026, 12, 15))
    coming = Echeancier(2027, TODAY, (EcheancierLine(date(2027, 2, 5), 1000, "a_venir"),))
    first = rules.first_debit(contract, [coming, echeancier((date(2026, 12, 20), "a_venir"))], TODAY)
    assert first is not None
    assert first.line is coming.lines[0]


@pytest.mark.parametrize(
    ("effective", "earliest"),
    [(TODAY, TODAY + 30 * DAY), (TODAY - 30 * DAY, TODAY), (TODAY - 60 * DAY, TODAY)],
)
def test_unknown_first_debit_is_at_the_earliest_after_thirty_days_and_not_in_the_past(
    effective: date, earliest: date
) -> None:
    first = rules.first_debit(replace(CONTRACT, effective_on=effective), [], TODAY)
    assert first == rules.FirstDebit(earliest, None)


@pytest.mark.parametrize("payment", ["cheque", "virement"])
def test_no_first_debit_without_debit(payment: Payment) -> None:
    assert rules.first_debit(replace(CONTRACT, payment=payment), [], TODAY) is None


@pytest.mark.parametrize(
    ("effective", "entered", "changed"),
    [
        (TODAY, TODAY - DAY, TODAY - DAY),
        (TODAY - DAY, TODAY, TODAY - DAY),
        (TODAY - DAY, TODAY - DAY, TODAY),
        (TODAY, TODAY - DAY, None),
    ],
)
def test_the_month_counts_from_the_latest_of_three_dates(
    effective: date, entered: date, changed: date | None
) -> None:
    contract = replace(CONTRACT, effective_on=effective)
    link = TeletransmissionLink(1, "pending", TODAY - 9 * DAY, changed)
    person = replace(HOLDER, entered_on=entered)
    assert rules.teletransmission_reference_date(contract, person, link) == TODAY


def test_the_month_counts_without_a_link() -> None:
    assert rules.teletransmission_reference_date(CONTRACT, HOLDER, None) == CONTRACT.effective_on
