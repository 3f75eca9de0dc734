"""Contracts, and the branch that each of them is told with."""

from __future__ import annotations

from dataclasses import replace

from action_material import ADULT, ALPHA, ENDED, ENDING, FUTURE, HOLDER, MINOR, SUSPENDED, Case, ago, asked

from actions import assistance, beneficiaires, garanties, prise_en_charge

MANY = {"persons": (HOLDER, *(replace(MINOR, id=n, first_name=f"Enfant {n}") for n in range(10, 20)))}
SEVEN = {"persons": MANY["persons"][:7]}


def contracts() -> list[Case]:
    who, what, help_, stay = (
        "beneficiaire_modifier",
        "garanties_consulter",
        "assistance_conditions",
        "prise_en_charge",
    )
    left = replace(ADULT, left_on=ago(60))
    coming = replace(MINOR, entered_on=ago(-10))
    line, until = "beneficiaires_ligne", "beneficiaires_ligne_jusqu_au"
    made: list[Case] = [
        ("alone", asked(who), beneficiaires.answer, f"beneficiaires_seul {line}"),
        (
            "family",
            asked(who, persons=(HOLDER, left, coming)),
            beneficiaires.answer,
            f"beneficiaires_liste {line} {until} beneficiaires_ligne_a_venir",
        ),
        ("many", asked(who, **MANY), beneficiaires.answer, f"beneficiaires_liste {line} beneficiaires_suite"),
        (
            "seven",
            asked(who, **SEVEN),
            beneficiaires.answer,
            f"beneficiaires_liste {line} beneficiaires_suite_une",
        ),
        ("future", asked(who, **FUTURE), beneficiaires.answer, f"beneficiaires_futur {line}"),
        (
            "suspended",
            asked(who, **SUSPENDED),
            beneficiaires.answer,
            f"beneficiaires_contrat_suspendu {line}",
        ),
        ("ended", asked(who, **ENDED), beneficiaires.answer, f"beneficiaires_contrat_termine {until}"),
        (
            "ending",
            asked(who, **ENDING),
            beneficiaires.answer,
            f"beneficiaires_seul {line} beneficiaires_note_fin",
        ),
        ("held", asked(what), garanties.answer, "garanties_formule"),
        ("held, ALPHA", asked(what, **ALPHA), garanties.answer, "garanties_formule"),
        ("without", asked(help_, assistance=False), assistance.answer, "assistance_absente"),
        ("with", asked(help_), assistance.answer, "assistance_comprise"),
        ("stay", asked(stay), prise_en_charge.answer, "prise_en_charge_en_cours"),
        ("stay, ALPHA", asked(stay, **ALPHA), prise_en_charge.answer, "prise_en_charge_alpha"),
        ("held, ending", asked(what, **ENDING), garanties.answer, "garanties_formule garanties_note_fin"),
        (
            "with, ending",
            asked(help_, **ENDING),
            assistance.answer,
            "assistance_comprise assistance_note_fin",
        ),
        (
            "stay, ending",
            asked(stay, **ENDING),
            prise_en_charge.answer,
            "prise_en_charge_en_cours prise_en_charge_note_fin",
        ),
        ("held, future", asked(what, **FUTURE), garanties.answer, "garanties_futur"),
        ("held, suspended", asked(what, **SUSPENDED), garanties.answer, "garanties_contrat_suspendu"),
        ("held, ended", asked(what, **ENDED), garanties.answer, "garanties_contrat_termine"),
    ]
    for theme, topic, answer in (
        ("assistance", help_, assistance.answer),
        ("prise_en_charge", stay, prise_en_charge.answer),
    ):
        for state, name in ((FUTURE, "futur"), (SUSPENDED, "suspendu"), (ENDED, "termine")):
            made.append((f"{theme} {name}", asked(topic, **state), answer, f"{theme}_contrat_{name}"))
    return made
