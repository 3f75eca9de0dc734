"""Records of debits, and the branch that each of them is told with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from action_material import ENDED, ENDING, FUTURE, HOLDER, MINOR, NEW, SUSPENDED, Case, ago, asked, echeancier

from actions import echeancier as echeanciers
from actions.parts import Message
from actions.question import Question

PAID = dict.fromkeys(range(1, 12), "paye")
YEAR = echeancier(2026, {**PAID, 12: "a_venir"})
NEXT_YEAR = echeancier(2027, dict.fromkeys(range(1, 13), "a_venir"), edited=ago(1))
REJECTED = echeancier(2026, {8: "paye", 9: "rejete", 10: "paye", 11: "presente", 12: "a_venir"})
REJECTED_TWICE = echeancier(2026, {9: "rejete", 10: "rejete", 12: "a_venir"})


def of_debits(*editions: object) -> Callable[[Question], list[Message]]:
    return lambda question: echeanciers.answer(question, list(editions))  # type: ignore[arg-type]


def debits() -> list[Case]:
    see, first, why = "echeancier_consulter", "cotisation_premier_mois", "cotisation_comprendre"
    line, year = "echeancier_ligne", "echeancier_annee"
    quiet, another = "echeancier_note_rien_a_faire", "echeancier_note_suivant"
    two_years = f"echeancier_prochains {line} {year} echeancier_suite {quiet}"
    last_of_all = f"echeancier_prochain {line} {year}"
    last = f"{last_of_all} {another}"
    new_line = echeancier(2026, {12: "a_venir"}, edited=ago(3))
    left_over = echeancier(2026, {12: "a_venir"})
    child = replace(MINOR, entered_on=ago(6))
    return [
        ("two years", asked(see), of_debits(YEAR, NEXT_YEAR), two_years),
        (
            "five left",
            asked(see, today=date(2026, 8, 1)),
            of_debits(echeancier(2026, dict.fromkeys(range(8, 13), "a_venir"))),
            f"echeancier_prochains {line} {year} echeancier_suite_une {quiet}",
        ),
        ("one left", asked(see), of_debits(YEAR), last),
        (
            "none left",
            asked(see),
            of_debits(echeancier(2026, PAID)),
            f"echeancier_rien_a_venir {year} {another}",
        ),
        (
            "first year",
            asked(see, **{**NEW, "effective_on": ago(20)}),
            of_debits(new_line),
            f"echeancier_prochain {line} {year}_premiere {another}",
        ),
        (
            "first year is the coming one",
            asked(see, **NEW),
            of_debits(replace(NEXT_YEAR, edited_on=ago(3))),
            f"echeancier_prochains {line} {year}_premiere echeancier_suite {quiet}",
        ),
        (
            "the year after the first",
            asked(see, effective_on=date(2025, 9, 1)),
            of_debits(echeancier(2025, {10: "paye"}), replace(YEAR, edited_on=date(2025, 12, 11))),
            last,
        ),
        (
            "first year no longer kept",
            asked(see, effective_on=date(2025, 3, 1)),
            of_debits(replace(YEAR, edited_on=date(2025, 12, 12))),
            last,
        ),
        ("not yet", asked(see, **NEW), of_debits(), "echeancier_pas_encore"),
        ("not yet, future", asked(see, **FUTURE), of_debits(), "echeancier_pas_encore"),
        (
            "future",
            asked(see, **FUTURE),
            of_debits(NEXT_YEAR),
            f"echeancier_prochains {line} {year}_premiere echeancier_suite {quiet} echeancier_note_futur",
        ),
        (
            "future, by cheque",
            asked(why, **FUTURE, payment="cheque"),
            of_debits(),
            "cotisation_autre_paiement",
        ),
        ("missing", asked(see), of_debits(echeancier(2025, PAID)), "echeancier_absent"),
        ("by cheque", asked(see, payment="cheque"), of_debits(), "echeancier_autre_paiement"),
        ("rejected", asked(see), of_debits(REJECTED), f"cotisation_rejet echeancier_prochains {line} {year}"),
        (
            "updated",
            asked(see),
            of_debits(replace(YEAR, edited_on=ago(20))),
            f"{last} echeancier_note_mise_a_jour",
        ),
        (
            "to be updated",
            asked(see, persons=(HOLDER, child)),
            of_debits(YEAR),
            f"{last} echeancier_note_changement",
        ),
        (
            "ending",
            asked(see, **ENDING),
            of_debits(YEAR, echeancier(2027, {1: "annule", 2: "annule"})),
            f"{last_of_all} echeancier_note_fin",
        ),
        (
            "ending, a debit goes on after",
            asked(see, **ENDING),
            of_debits(YEAR, echeancier(2027, {1: "a_venir", 2: "annule"})),
            f"echeancier_prochains {line} {year} {quiet} echeancier_note_fin",
        ),
        (
            "ending, none left",
            asked(see, **ENDING),
            of_debits(echeancier(2026, {**PAID, 12: "annule"})),
            f"echeancier_rien_a_venir {year} echeancier_note_fin",
        ),
        (
            "suspended, several left",
            asked(see, **SUSPENDED),
            of_debits(YEAR, NEXT_YEAR),
            f"echeancier_prochains {line} {year} echeancier_suite echeancier_note_suspendu",
        ),
        ("suspended", asked(see, **SUSPENDED), of_debits(YEAR), f"{last_of_all} echeancier_note_suspendu"),
        ("ended", asked(see, **ENDED), of_debits(echeancier(2026, PAID)), "echeancier_contrat_termine"),
        (
            "ended, a debit is left",
            asked(see, **ENDED),
            of_debits(left_over),
            f"echeancier_contrat_termine_reste {line}",
        ),
        ("first known", asked(first, effective_on=ago(20)), of_debits(new_line), "cotisation_premier_connu"),
        (
            "first in the coming year",
            asked(first, effective_on=ago(5)),
            of_debits(NEXT_YEAR),
            "cotisation_premier_connu",
        ),
        (
            "first passed",
            asked(first, effective_on=date(2026, 2, 1)),
            of_debits(echeancier(2026, {3: "paye", 4: "paye"})),
            "cotisation_premier_passe",
        ),
        ("first unknown", asked(first, **NEW), of_debits(), "cotisation_premier_inconnu"),
        (
            "first unknown, future",
            asked(first, **FUTURE),
            of_debits(),
            "cotisation_premier_inconnu",
        ),
        ("first long past", asked(first), of_debits(YEAR), "cotisation_premier_ancien"),
        ("first by cheque", asked(first, payment="cheque"), of_debits(), "cotisation_premier_autre_paiement"),
        ("first, ended", asked(first, **ENDED), of_debits(YEAR), "cotisation_premier_termine"),
        (
            "amounts",
            asked(why),
            of_debits(YEAR),
            f"cotisation_montants cotisation_groupe {line} {year}",
        ),
        (
            "amounts change",
            asked(why),
            of_debits(echeancier(2025, PAID, cents=4500), YEAR),
            f"cotisation_montants cotisation_groupe {line} {year} cotisation_evolution",
        ),
        (
            "amounts, ended",
            asked(why, **ENDED),
            of_debits(echeancier(2026, {1: "paye", 2: "paye"})),
            f"cotisation_montants cotisation_groupe {year} echeancier_note_termine",
        ),
        (
            "amounts, several rejected",
            asked(why),
            of_debits(REJECTED_TWICE),
            f"cotisation_rejets cotisation_montants cotisation_groupe {line} {year}",
        ),
        ("amounts, too new", asked(why, **NEW), of_debits(), "cotisation_pas_encore"),
        ("amounts, future", asked(why, **FUTURE), of_debits(), "cotisation_pas_encore"),
        (
            "amounts, ended last year",
            asked(why, ends_on=date(2025, 12, 1)),
            of_debits(echeancier(2025, PAID), echeancier(2026, {1: "annule"})),
            "cotisation_sans_echeancier echeancier_note_termine",
        ),
        ("amounts unknown", asked(why), of_debits(), "cotisation_sans_echeancier"),
        ("amounts, transfer", asked(why, payment="virement"), of_debits(), "cotisation_autre_paiement"),
    ]
