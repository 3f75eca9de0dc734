"""Records of links, and the branch that each of them is told with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from action_material import (
    ADULT,
    ALPHA,
    ENDED,
    ENDING,
    FAMILY,
    FUTURE,
    HOLDER,
    MINOR,
    NEW,
    SPOUSE,
    SUSPENDED,
    Case,
    ago,
    asked,
    link,
)

from actions import teletransmission
from actions.parts import Message
from actions.question import Question


def of_links(*links: object) -> Callable[[Question], list[Message]]:
    return lambda question: teletransmission.answer(question, list(links))  # type: ignore[arg-type]


def links() -> list[Case]:
    see, do = "teletransmission_verifier", "teletransmission_activer"
    on, others = "teletransmission_active teletransmission_ligne", "teletransmission_note_autres"
    child = replace(MINOR, entered_on=ago(6))
    return [
        ("active", asked(see), of_links(link(1, "active")), on),
        (
            "active, no date",
            asked(see),
            of_links(link(1, "active", since=None)),
            "teletransmission_active teletransmission_ligne_sans_date",
        ),
        (
            "child on the other parent",
            asked(see, persons=(HOLDER, SPOUSE, MINOR)),
            of_links(link(1, "active"), link(2, "active"), link(3, "active", attached_to=2)),
            f"{on} teletransmission_ligne_enfant {others}",
        ),
        (
            "the other adults' are theirs",
            asked(see, **FAMILY),
            of_links(link(1, "active"), link(2, "refused"), link(3, "active"), link(4, "never")),
            f"{on} {others}",
        ),
        (
            "a spouse sees their own",
            asked(see, person=2, **FAMILY),
            of_links(link(1, "active"), link(2, "refused"), link(3, "active"), link(4, "never")),
            f"teletransmission_refusee {others}",
        ),
        (
            "somebody who left",
            asked(see, person=4, persons=(HOLDER, replace(ADULT, left_on=ago(60)))),
            of_links(link(1, "active"), link(4, "closed")),
            f"teletransmission_fermee {others}",
        ),
        (
            "the others left",
            asked(see, persons=(HOLDER, replace(ADULT, left_on=ago(60)))),
            of_links(link(1, "active", since=ago(500)), link(4, "closed")),
            on,
        ),
        ("alone, nobody named", asked(see, person=None), of_links(link(1, "active", since=ago(600))), on),
        (
            "family, nobody named",
            asked(see, person=None, **FAMILY),
            of_links(link(1, "active"), link(2, "refused")),
            "teletransmission_sans_personne",
        ),
        (
            "stranger",
            asked(see, person=99),
            of_links(link(1, "active")),
            "teletransmission_sans_personne",
        ),
        (
            "family, nobody named, suspended",
            asked(see, person=None, **FAMILY, **SUSPENDED),
            of_links(link(1, "refused")),
            "teletransmission_sans_personne teletransmission_note_suspendu",
        ),
        ("pending, recent", asked(do, **NEW), of_links(link(1, "pending")), "teletransmission_en_attente"),
        ("pending, long", asked(do), of_links(link(1, "pending")), "teletransmission_en_attente_longue"),
        (
            "pending, caisse changed",
            asked(do),
            of_links(link(1, "pending", caisse_changed_on=ago(10))),
            "teletransmission_en_attente",
        ),
        (
            "pending, newborn",
            asked(do, persons=(HOLDER, child)),
            of_links(link(1, "active"), link(3, "pending", attached_to=1)),
            f"{on} teletransmission_en_attente teletransmission_note_rattachement",
        ),
        ("rejected", asked(do), of_links(link(1, "rejected")), "teletransmission_bloquee"),
        ("closed", asked(do), of_links(link(1, "closed")), "teletransmission_fermee"),
        (
            "closed, caisse changed",
            asked(do),
            of_links(link(1, "closed", caisse_changed_on=ago(10))),
            "teletransmission_fermee_recente",
        ),
        ("never", asked(do), of_links(), "teletransmission_jamais"),
        ("never, recent", asked(do, **NEW), of_links(), "teletransmission_jamais_recente"),
        ("refused", asked(do), of_links(link(1, "refused")), "teletransmission_refusee"),
        (
            "never, child",
            asked(do, persons=(HOLDER, MINOR)),
            of_links(link(1, "active")),
            f"{on} teletransmission_jamais teletransmission_note_enfant",
        ),
        (
            "never, adult child",
            asked(do, person=4, persons=(HOLDER, ADULT)),
            of_links(link(1, "active")),
            f"teletransmission_jamais {others}",
        ),
        ("ALPHA", asked(see, **ALPHA), of_links(link(1, "never")), "teletransmission_alpha"),
        ("ended", asked(see, **ENDED), of_links(link(1, "closed")), "teletransmission_contrat_termine"),
        (
            "future",
            asked(do, **FUTURE),
            of_links(link(1, "pending")),
            "teletransmission_en_attente teletransmission_note_futur",
        ),
        ("ending", asked(see, **ENDING), of_links(link(1, "active")), f"{on} teletransmission_note_fin"),
        (
            "suspended",
            asked(see, **SUSPENDED),
            of_links(link(1, "active")),
            f"{on} teletransmission_note_suspendu",
        ),
    ]
