"""Each demonstration member shows what the file says, whatever the day, and every branch has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from members import db, demo, queries, records, rules, tables

TODAYS = [
    date(2026, 11, 23),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 1, 4),
    date(2027, 6, 30),
    date(2027, 12, 5),
    date(2028, 2, 29),
]


@dataclass(frozen=True)
class Record:
    """All of one demonstration member, as the queries give it."""

    today: date
    contract: records.Contract
    cards: list[records.Card]
    echeanciers: list[records.Echeancier]
    links: list[records.TeletransmissionLink]
    documents: list[records.Document]
    reimbursements: list[records.Reimbursement]
    quotes: list[records.Quote]
    editions: int

    @property
    def lines(self) -> set[str]:
        """States of the lines of every year."""
        return {line.state for e in self.echeanciers for line in e.lines}

    @property
    def first_debit(self) -> rules.FirstDebit | None:
        """The first debit."""
        return rules.first_debit(self.contract, self.echeanciers, self.today)

    def card(self, year: int = 0) -> str:
        """State of the card of a year counted from the present or first one."""
        present = max(self.today.year, self.contract.effective_on.year)
        return rules.card_state(self.contract, self.cards, self.today, present + year)

    def mode(self) -> str:
        """Mode of this year's card."""
        return next(card.mode for card in self.cards if card.year == self.today.year)

    def link(self, state: str) -> bool:
        """Whether someone's link is in this state."""
        return state in [link.state for link in self.links]

    def waits(self, days: int) -> bool:
        """Whether the holder's link has been pending for so many days."""
        holder, link = self.contract.persons[0], self.links[0]
        since = self.today - rules.teletransmission_reference_date(self.contract, holder, link)
        return link.state == "pending" and since.days == days

    def is_state(self, state: str) -> bool:
        """Whether the contract is in this state."""
        return rules.contract_state(self.contract, self.today) == state

    def entered_since_edition(self) -> bool:
        """Whether someone entered after this year's echeancier was edited."""
        present = next(e for e in self.echeanciers if e.year == self.today.year)
        return any(p.entered_on > present.edited_on for p in self.contract.persons)


SHOWS: dict[str, Callable[[Record], bool]] = {
    "alpha": lambda r: rules.is_alpha(r.contract) and not r.links,
    "alpha_first_card_late": lambda r: rules.is_alpha(r.contract) and r.card() == "late",
    "first_card_awaited": lambda r: r.card() == "awaited",
    "first_card_late": lambda r: r.card() == "late" and not rules.is_alpha(r.contract),
    "first_card_sent": lambda r: r.card() == "sent" and r.contract.enrolled_on > r.today - timedelta(days=8),
    "renewal_sent": lambda r: r.card() == "sent" and rules.card_due(r.contract, r.today) is None,
    "renewal_edited": lambda r: r.card(1) == "edited",
    "renewal_not_edited": lambda r: r.card(1) == "not_edited" and r.card() == "sent",
    "renewal_overdue": lambda r: r.card() == "not_edited" and bool(r.cards),
    "mode_changes_next_year": lambda r: r.contract.card_mode != r.contract.card_mode_next,
    "card_digital": lambda r: r.card() == "available" and r.mode() == "digital",
    "card_printable": lambda r: r.card() == "available" and r.mode() == "print",
    "card_without_beneficiary": lambda r: (
        len(r.cards[0].person_ids) < len(rules.covered(r.contract, r.today))
    ),
    "line_paye": lambda r: "paye" in r.lines,
    "line_presente": lambda r: "presente" in r.lines,
    "line_rejete": lambda r: "rejete" in r.lines,
    "line_annule": lambda r: "annule" in r.lines,
    "line_a_venir": lambda r: "a_venir" in r.lines,
    "echeancier_two_years": lambda r: (
        {r.today.year, r.today.year + 1} <= {e.year for e in r.echeanciers}
        and len({line.amount_cents for e in r.echeanciers for line in e.lines}) == 2
    ),
    "echeancier_updated": lambda r: (
        r.editions > len(r.echeanciers)
        and [line.amount_cents for e in r.echeanciers for line in e.lines][-1] == 8140
    ),
    "echeancier_update_pending": lambda r: r.entered_since_edition(),
    "paid_by_cheque": lambda r: r.contract.payment == "cheque" and not r.echeanciers,
    "paid_by_virement": lambda r: r.contract.payment == "virement" and not r.echeanciers,
    "first_debit_known": lambda r: (
        r.first_debit is not None
        and r.first_debit.line is not None
        and r.first_debit.line.due_on > r.today
        and r.first_debit.line is r.echeanciers[0].lines[0]
    ),
    "first_debit_unknown": lambda r: r.first_debit is not None and r.first_debit.line is None,
    "link_active": lambda r: r.link("active"),
    "link_pending_recent": lambda r: r.waits(0),
    "link_pending_two_weeks": lambda r: r.waits(14),
    "link_pending_two_months": lambda r: r.waits(62),
    "link_caisse_changed": lambda r: r.waits(10) and r.links[0].caisse_changed_on is not None,
    "link_rejected": lambda r: r.link("rejected"),
    "link_closed": lambda r: r.link("closed"),
    "link_never": lambda r: r.link("never"),
    "link_refused": lambda r: r.link("refused"),
    "link_child_of_spouse": lambda r: r.links[2].attached_to == r.contract.persons[1].id,
    "link_child_pending": lambda r: r.links[2].state == "pending" and r.links[0].state == "active",
    "contract_future": lambda r: r.is_state("future"),
    "contract_ending": lambda r: r.is_state("ending"),
    "contract_suspended": lambda r: r.is_state("suspended"),
    "contract_ended": lambda r: r.is_state("ended"),
    "care_before_end": lambda r: (
        r.contract.ends_on is not None
        and any(care.state == "en_cours" and care.care_on < r.contract.ends_on for care in r.reimbursements)
    ),
    "no_assistance": lambda r: not r.contract.assistance,
    "family": lambda r: (
        {care.person_id for care in r.reimbursements} == {p.id for p in r.contract.persons}
        and [len(rules.visible_persons(r.contract, p.id, r.today)) for p in r.contract.persons]
        == [2, 1, 1, 1]
    ),
    "adult_child": lambda r: any(
        p.role == "child" and rules.age(p, r.today) >= 18 for p in r.contract.persons
    ),
    "minor_child": lambda r: any(
        p.role == "child" and rules.age(p, r.today) < 18 for p in r.contract.persons
    ),
    "same_number": lambda r: (
        len({(p.first_name, p.last_name) for p in r.contract.persons}) == 1 < len(r.links)
    ),
    "person_left": lambda r: len(rules.covered(r.contract, r.today)) < len(r.contract.persons),
    "person_leaving": lambda r: any(p.left_on and p.left_on > r.today for p in r.contract.persons),
    "reimbursement_paye": lambda r: {care.state for care in r.reimbursements} == {"paye"},
    "documents_every_state": lambda r: {d.state for d in r.documents} == set(get_args(records.DocumentState)),
    "quotes_every_state": lambda r: {q.state for q in r.quotes} == set(get_args(records.DocumentState)),
    "reimbursements_every_state": lambda r: (
        {care.state for care in r.reimbursements} == set(get_args(records.ReimbursementState))
    ),
}


def read(engine: Engine, adherent: str, today: date) -> Record:
    """Read one member's whole record."""
    with db.session() as s:
        contract = queries.contract(s, adherent)
        assert contract is not None
        ids = [person.id for person in contract.persons]
        years = queries.echeancier_years(s, adherent)
        edition = tables.echeancier
        count = select(func.count()).select_from(edition).where(edition.c.adherent == adherent)
        return Record(
            today=today,
            contract=contract,
            cards=queries.cards(s, adherent),
            echeanciers=[e for year in years if (e := queries.echeancier(s, adherent, year))],
            links=queries.links(s, adherent),
            documents=queries.documents(s, adherent, ids, 20),
            reimbursements=queries.reimbursements(s, adherent, ids, 20),
            quotes=queries.quotes(s, adherent, ids, 20),
            editions=s.execute(count).scalar(),
        )


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_each_member_shows_what_the_file_says(engine: Engine, today: date) -> None:
    demo.lay(engine, today)
    untrue = [
        f"{member['adherent']}: {name}"
        for member in demo.load()
        for name in member["shows"]
        if not SHOWS[name](read(engine, member["adherent"], today))
    ]
    assert untrue == []


def test_every_branch_has_a_member() -> None:
    assert {name for member in demo.load() for name in member["shows"]} == set(SHOWS)
