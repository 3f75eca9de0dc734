"""Lines of an echeancier, as an answer lists them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

import knowledge
from actions.parts import Message, Part, part
from actions.question import Question, state_note
from members import rules
from members.records import Echeancier, EcheancierLine

# An edition made this soon after enrolment is the first one, later in the same year an update.
FIRST_EDITION = timedelta(days=7)
# Nobody waits longer than a quarter: a later first debit means that an older echeancier is no longer kept.
QUARTER = timedelta(days=92)
MAX_LINES = 4


def line(debit: EcheancierLine) -> Part:
    """Return one debit as a line."""
    return part(
        "echeancier_ligne",
        date=debit.due_on,
        montant=knowledge.euros(debit.amount_cents),
        etat=knowledge.label("line_state", debit.state),
    )


def lines(debits: list[EcheancierLine]) -> tuple[Part, ...]:
    """Return debits as lines: the first ones, then how many and how much is left."""
    shown, rest = debits[:MAX_LINES], debits[MAX_LINES:]
    left = knowledge.euros(sum(debit.amount_cents for debit in rest))
    if not rest:
        return tuple(map(line, shown))
    if len(rest) == 1:
        return (*map(line, shown), part("echeancier_suite_une", montant=left))
    return (*map(line, shown), part("echeancier_suite", nombre=str(len(rest)), montant=left))


def grouped(debits: Iterable[EcheancierLine]) -> tuple[Part, ...]:
    """Return debits as lines, those of one amount and state that follow each other on one line."""
    return tuple(_group(list(group)) for _, group in groupby(debits, lambda d: (d.amount_cents, d.state)))


def first_line(question: Question, editions: list[Echeancier]) -> EcheancierLine | None:
    """Return the first debit of the contract, None while unknown or once its echeancier is no longer kept."""
    first = rules.first_debit(question.contract, editions, question.today)
    start = question.contract.effective_on + rules.FIRST_DEBIT
    if first is None or first.line is None:
        return None
    kept = start.year in {edition.year for edition in editions} or first.line.due_on - start <= QUARTER
    return first.line if kept else None


def totals(question: Question, shown: list[Echeancier], editions: list[Echeancier]) -> tuple[Part, ...]:
    """Return one line for each edition shown: its total without the cancelled debits, nor the free month."""
    first = first_line(question, editions)
    start = first.due_on if first else question.contract.effective_on + rules.FIRST_DEBIT
    return tuple(
        part(
            "echeancier_annee_premiere" if edition.year <= start.year else "echeancier_annee",
            annee=str(edition.year),
            montant=knowledge.euros(rules.total_cents(edition)),
            edition=edition.edited_on,
        )
        for edition in shown
    )


def notes(question: Question, editions: list[Echeancier]) -> list[Message]:
    """Return what else matters for these editions, as one message, or nothing."""
    updated = [edition for edition in editions if _updated(question, edition)]
    first = [part("echeancier_note_mise_a_jour", annee=str(e.year), edition=e.edited_on) for e in updated[:1]]
    latest = max((edition.edited_on for edition in editions), default=question.today)
    if _persons_changed(question, latest):
        first.append(part("echeancier_note_changement", edition=latest))
    message = (*first, *_state(question))
    return [message] if message else []


def _state(question: Question) -> tuple[Part, ...]:
    """Return the note for the state of the contract; only debits start some days after a contract does."""
    waits_for_no_debit = question.state == "future" and question.contract.payment != "prelevement"
    return () if waits_for_no_debit else state_note("echeancier", question)


def _group(debits: list[EcheancierLine]) -> Part:
    if len(debits) == 1:
        return line(debits[0])
    return part(
        "cotisation_groupe",
        debut=debits[0].due_on,
        fin_groupe=debits[-1].due_on,
        nombre=str(len(debits)),
        montant=knowledge.euros(debits[0].amount_cents),
        etat=knowledge.label("line_state", debits[0].state),
    )


def _updated(question: Question, edition: Echeancier) -> bool:
    after_enrolment = edition.edited_on > question.contract.enrolled_on + FIRST_EDITION
    return after_enrolment and edition.edited_on.year == edition.year


def _persons_changed(question: Question, edited_on: date) -> bool:
    contract, today = question.contract, question.today
    return any(
        edited_on < day <= today
        for person in contract.persons
        for day in (person.entered_on, person.left_on)
        if day is not None and day > contract.effective_on
    )
