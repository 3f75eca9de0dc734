"""Queries: right results, few statements, no scan."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from members import db, demo, queries
from members.demo_rows import person_id

TODAY = date(2026, 11, 23)
FAMILY = "24263578"
EVERY_STATE = "25603928"
CALLS: dict[str, Callable[[Session], Any]] = {
    "contract": lambda s: queries.contract(s, FAMILY),
    "cards": lambda s: queries.cards(s, FAMILY),
    "echeancier": lambda s: queries.echeancier(s, FAMILY, TODAY.year),
    "echeancier_years": lambda s: queries.echeancier_years(s, FAMILY),
    "links": lambda s: queries.links(s, FAMILY),
    "documents": lambda s: queries.documents(s, FAMILY, ids(FAMILY, 1, 4)),
    "reimbursements": lambda s: queries.reimbursements(s, FAMILY, ids(FAMILY, 1, 4)),
    "quotes": lambda s: queries.quotes(s, FAMILY, ids(FAMILY, 1, 4)),
}


def ids(adherent: str, *places: int) -> list[int]:
    """The ids of the persons at these places of a demonstration contract."""
    return [person_id(adherent, place) for place in places]


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Collect every statement sent to the database, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def collect(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement != "BEGIN":
            seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", collect)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", collect)


@pytest.fixture
def s(engine: Engine) -> Iterator[Session]:
    """A session on the demonstration members."""
    demo.lay(engine, TODAY)
    with db.session() as opened:
        yield opened


def test_every_query_is_called_here() -> None:
    public = {
        name
        for name, function in inspect.getmembers(queries, inspect.isfunction)
        if function.__module__ == queries.__name__ and not name.startswith("_")
    }
    assert public == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_query_finds_something_in_two_statements_without_scan(
    s: Session, engine: Engine, database: Path, name: str
) -> None:
    with statements(engine) as seen:
        assert CALLS[name](s)
    assert 1 <= len(seen) <= 2
    reader = sqlite3.connect(database)
    for statement, parameters in seen:
        plan = [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        assert plan
        assert not [step for step in plan if step.startswith("SCAN")], statement
    reader.close()


def test_nothing_is_found_for_an_unknown_member(s: Session) -> None:
    assert queries.contract(s, "99999999") is None
    assert queries.echeancier(s, "99999999", TODAY.year) is None
    assert queries.cards(s, "99999999") == []
    assert queries.links(s, "99999999") == []
    assert queries.echeancier_years(s, "99999999") == []


def test_contract_lists_the_holder_first_then_spouse_then_children_by_age(s: Session) -> None:
    contract = queries.contract(s, FAMILY)
    assert contract is not None
    assert [person.first_name for person in contract.persons] == ["Samira", "Yacine", "Inès", "Adam"]
    assert [person.role for person in contract.persons] == ["holder", "spouse", "child", "child"]
    assert contract.assistance is True


def test_contract_row_becomes_plain_values(s: Session) -> None:
    contract = queries.contract(s, "23467812")
    assert contract is not None
    assert contract.ends_on == date(2026, 12, 18)
    assert contract.suspended_on is None
    assert contract.email == "monique.delattre@example.org"


def test_cards_name_their_bearers_latest_year_first(s: Session) -> None:
    assert [card.year for card in queries.cards(s, "21067385")] == [2027, 2026, 2025]
    (card,) = queries.cards(s, "21802657")
    assert list(card.person_ids) == ids("21802657", 1, 2)


def test_card_that_names_nobody_is_still_a_card(s: Session, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM card_person WHERE adherent = '21433071'")
    with db.session() as later:
        (card,) = queries.cards(later, "21433071")
    assert card.person_ids == ()


def test_echeancier_is_the_latest_edition_in_date_order(s: Session) -> None:
    updated = queries.echeancier(s, "25436170", 2026)
    assert updated is not None
    assert updated.edited_on == date(2026, 11, 3)
    assert [line.amount_cents for line in updated.lines] == [6680] * 10 + [8140] * 2
    assert list(updated.lines) == sorted(updated.lines, key=lambda line: line.due_on)


def test_echeancier_years_are_in_order_without_repeats(s: Session) -> None:
    assert queries.echeancier_years(s, "25436170") == [2025, 2026, 2027]


def test_child_link_hangs_on_the_other_parent(s: Session) -> None:
    links = queries.links(s, "22938471")
    assert [link.attached_to for link in links] == [None, None, *ids("22938471", 2)]


@pytest.mark.parametrize("query", [queries.reimbursements, queries.quotes])
def test_care_of_persons_not_named_is_never_returned(s: Session, query: Any) -> None:
    assert query(s, FAMILY, []) == []
    assert {care.person_id for care in query(s, FAMILY, set(ids(FAMILY, 1, 4)))} <= set(ids(FAMILY, 1, 4))


def test_care_is_not_returned_under_another_number(s: Session) -> None:
    assert queries.reimbursements(s, EVERY_STATE, ids(FAMILY, 1, 2, 3, 4)) == []


def test_documents_of_the_contract_itself_need_no_person(s: Session) -> None:
    assert [document.kind for document in queries.documents(s, FAMILY, [])] == ["Justificatif de domicile"]
    own = queries.documents(s, FAMILY, ids(FAMILY, 1, 4))
    assert [document.person_id for document in own] == [*ids(FAMILY, 4), None]


def test_latest_come_first_and_the_limit_holds(s: Session) -> None:
    received = [document.received_on for document in queries.documents(s, EVERY_STATE, ids(EVERY_STATE, 1))]
    assert received == sorted(received, reverse=True)
    assert len(queries.documents(s, EVERY_STATE, ids(EVERY_STATE, 1), limit=2)) == 2
    assert len(queries.reimbursements(s, EVERY_STATE, ids(EVERY_STATE, 1), limit=1)) == 1
    assert len(queries.quotes(s, EVERY_STATE, ids(EVERY_STATE, 1), limit=3)) == 3


def test_reimbursement_has_its_three_shares(s: Session) -> None:
    paid = queries.reimbursements(s, "20418733", ids("20418733", 1))[0]
    assert (paid.secu_cents, paid.mutuelle_cents, paid.rest_cents) == (1900, 900, 200)
    assert (paid.state, paid.paid_on) == ("paye", date(2026, 10, 26))
