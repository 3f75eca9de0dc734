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


class ActionEcheancier(RecordAction):
    """Answers on the echeancier and the cotisations."""

    topics = ("echeancier_consulter", "cotisation_premier_mois", "cotisation_comprendre")
    unpaid_topics = ("cotisation_comprendre",)

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
    shown = [e for e in editions if e.year >= question.today.year and not _after_the_end(question, e)]
    if not shown:
        return _no_edition(question, editions, "echeancier_pas_encore", "echeancier_absent")
    upcoming = _upcoming(question, shown)
    rejections = _rejections(question, editions)
    values = {"annees": debits.totals(question, shown, editions)}
    if len(upcoming) > 1:
        main = part("echeancier_prochains", lignes=debits.lines(upcoming), **values)
        quiet = not rejections and question.state != "suspended"
        also = (part("echeancier_note_rien_a_faire"),) if quiet else ()
    else:
        line = {"lignes": debits.lines(upcoming)} if upcoming else {}
        main = part("echeancier_prochain" if upcoming else "echeancier_rien_a_venir", **line, **values)
        renewed = question.state not in ("ending", "suspended")
        also = (part("echeancier_note_suivant"),) if renewed else ()
    return [*rejections, (main, *also), *debits.notes(question, shown)]


def _no_edition(question: Question, editions: list[Echeancier], new: str, missing: str) -> list[Message]:
    """Say that there is no echeancier: as an entry for a contract too new to have one, or as a lack."""
    first = rules.first_debit(question.contract, editions, question.today)
    start = question.contract.effective_on + rules.FIRST_DEBIT
    if first and first.line is None and start >= question.today and question.state != "ended":
        return [(part(new, plus_tot=first.earliest_on),), *_notes_unless_future(question)]
    return [(part(missing, annee=str(question.today.year)),), *debits.notes(question, [])]


def _notes_unless_future(question: Question) -> list[Message]:
    """Return the notes after an answer that already says from which day debits start."""
    return [] if question.state == "future" else debits.notes(question, [])


def _after_the_end(question: Question, edition: Echeancier) -> bool:
    ends_on = question.contract.ends_on
    return ends_on is not None and edition.year > ends_on.year and not _live(edition)


def _amounts(question: Question, editions: list[Echeancier]) -> list[Message]:
    rejections = _rejections(question, editions)
    if question.contract.payment != "prelevement":
        return [(part("cotisation_autre_paiement", mode=_payment(question)),), *debits.notes(question, [])]
    year = question.today.year
    current = next((e for e in editions if e.year >= year and not _after_the_end(question, e)), None)
    if current is None:
        return [
            *rejections,
            *_no_edition(question, editions, "cotisation_pas_encore", "cotisation_sans_echeancier"),
        ]
    main = part(
        "cotisation_montants",
        annee=str(current.year),
        lignes=debits.grouped(current.lines),
        annees=debits.totals(question, [current], editions),
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
    first, known = rules.first_debit(contract, editions, today), debits.first_line(question, editions)
    notes = _notes_unless_future(question)
    if question.state == "ended":
        return [(part("cotisation_premier_termine"),)]
    if first is None:
        return [(part("cotisation_premier_autre_paiement", mode=_payment(question)),), *notes]
    start = contract.effective_on + rules.FIRST_DEBIT
    if first.line is None and start >= date(today.year, 1, 1):
        return [(part("cotisation_premier_inconnu", plus_tot=first.earliest_on),), *notes]
    if known is None:
        return [(part("cotisation_premier_ancien"),), *notes]
    values: dict[str, Value] = {
        "date": known.due_on,
        "montant": knowledge.euros(known.amount_cents),
    }
    if known.state == "a_venir" and known.due_on >= today:
        return [(part("cotisation_premier_connu", **values),), *notes]
    state = knowledge.label("line_state", known.state)
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
