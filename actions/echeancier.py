"""The echeancier and the cotisations: next debits, first debit, amounts and rejected debits."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

import knowledge
from actions import debits
from actions.parts import Message, Value, part
from actions.question import Question
from actions.turn import RecordAction
from members import queries, rules
from members.records import Echeancier, EcheancierLine

RECENT_REJECTION = timedelta(days=365)
# Nobody waits longer than a quarter: a later first debit means that an older echeancier is no longer kept.
QUARTER = timedelta(days=92)


class ActionEcheancier(RecordAction):
    """Answers on the echeancier and the cotisations."""

    topics = ("echeancier_consulter", "cotisation_premier_mois", "cotisation_comprendre")

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_echeancier"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Read the echeanciers that an answer may quote and answer."""
        adherent, today = question.contract.adherent, question.today
        first = (question.contract.effective_on + rules.FIRST_DEBIT).year
        years = [y for y in queries.echeancier_years(s, adherent) if y >= today.year - 1 or y == first]
        found = (queries.echeancier(s, adherent, year) for year in years)
        return answer(question, [edition for edition in found if edition is not None])


def answer(question: Question, editions: list[Echeancier]) -> list[Message]:
    """Return the answer to a topic of the echeancier; editions are in the order of their years."""
    if question.topic == "cotisation_premier_mois":
        return _first_month(question, editions)
    if question.topic == "cotisation_comprendre":
        return _amounts(question, editions)
    return _consult(question, editions)


def _consult(question: Question, editions: list[Echeancier]) -> list[Message]:
    if question.state == "ended":
        left = _upcoming(question, editions)
        if left:
            return [(part("echeancier_contrat_termine_reste", lignes=debits.lines(left)),)]
        return [(part("echeancier_contrat_termine"),)]
    if question.contract.payment != "prelevement":
        return [(part("echeancier_autre_paiement", mode=_payment(question)),)]
    shown = [edition for edition in editions if edition.year >= question.today.year]
    if not shown:
        return _no_edition(question, editions)
    upcoming = _upcoming(question, shown)
    values = {"annees": debits.totals(question, shown)}
    if not upcoming:
        main = part("echeancier_rien_a_venir", **values)
    else:
        key = "echeancier_prochain" if len(upcoming) == 1 else "echeancier_prochains"
        main = part(key, lignes=debits.lines(upcoming), **values)
    return [*_rejections(question, editions), (main,), *debits.notes(question, shown)]


def _no_edition(question: Question, editions: list[Echeancier]) -> list[Message]:
    notes = debits.notes(question, [])
    first = rules.first_debit(question.contract, editions, question.today)
    start = question.contract.effective_on + rules.FIRST_DEBIT
    if first is not None and first.line is None and start >= question.today:
        return [(part("echeancier_pas_encore", plus_tot=first.earliest_on),), *notes]
    return [(part("echeancier_absent", annee=str(question.today.year)),), *notes]


def _amounts(question: Question, editions: list[Echeancier]) -> list[Message]:
    rejections = _rejections(question, editions)
    if question.contract.payment != "prelevement":
        return [(part("cotisation_autre_paiement", mode=_payment(question)),), *debits.notes(question, [])]
    year = question.today.year
    current = next((edition for edition in editions if edition.year >= year), None)
    if current is None:
        missing = part("cotisation_sans_echeancier", annee=str(year))
        return [*rejections, (missing,), *debits.notes(question, [])]
    main = part(
        "cotisation_montants",
        annee=str(current.year),
        lignes=debits.grouped(current.lines),
        annees=debits.totals(question, [current]),
    )
    return [*rejections, (main,), *_change(editions), *debits.notes(question, [current])]


def _change(editions: list[Echeancier]) -> list[Message]:
    """Say how the amount changed between the latest of two years that follow each other."""
    pairs = zip(reversed(editions[:-1]), reversed(editions[1:]))
    for before, after in pairs:
        old, new = _live(before), _live(after)
        if old and new and before.year + 1 == after.year and old[-1].amount_cents != new[0].amount_cents:
            change = part(
                "cotisation_evolution",
                avant=str(before.year),
                montant_avant=knowledge.euros(old[-1].amount_cents),
                annee=str(after.year),
                montant=knowledge.euros(new[0].amount_cents),
            )
            return [(change,)]
    return []


def _first_month(question: Question, editions: list[Echeancier]) -> list[Message]:
    contract, today = question.contract, question.today
    first = rules.first_debit(contract, editions, today)
    notes = debits.notes(question, [])
    if question.state == "ended":
        return [(part("cotisation_premier_termine"),)]
    if first is None:
        return [(part("cotisation_premier_autre_paiement", mode=_payment(question)),), *notes]
    start = contract.effective_on + rules.FIRST_DEBIT
    known_years = {edition.year for edition in editions}
    if first.line is None and start >= date(today.year, 1, 1):
        return [(part("cotisation_premier_inconnu", plus_tot=first.earliest_on),), *notes]
    if first.line is None or (start.year not in known_years and first.line.due_on - start > QUARTER):
        return [(part("cotisation_premier_ancien"),), *notes]
    values: dict[str, Value] = {
        "date": first.line.due_on,
        "montant": knowledge.euros(first.line.amount_cents),
    }
    if first.line.state == "a_venir" and first.line.due_on >= today:
        return [(part("cotisation_premier_connu", **values),), *notes]
    state = knowledge.label("line_state", first.line.state)
    return [(part("cotisation_premier_passe", etat=state, **values),), *notes]


def _rejections(question: Question, editions: list[Echeancier]) -> list[Message]:
    rejected = [
        line
        for edition in editions
        for line in edition.lines
        if line.state == "rejete" and question.today - line.due_on <= RECENT_REJECTION
    ]
    if not rejected:
        return []
    key = "cotisation_rejet" if len(rejected) == 1 else "cotisation_rejets"
    return [(part(key, lignes=debits.lines(rejected)),)]


def _upcoming(question: Question, editions: list[Echeancier]) -> list[EcheancierLine]:
    """Return the debits still to come and those that the bank has not answered yet."""
    lines = [line for edition in editions for line in edition.lines]
    return [
        line
        for line in lines
        if line.state == "presente" or (line.state == "a_venir" and line.due_on >= question.today)
    ]


def _live(edition: Echeancier) -> list[EcheancierLine]:
    return [line for line in edition.lines if line.state != "annule"]


def _payment(question: Question) -> str:
    return knowledge.label("payment", question.contract.payment)
