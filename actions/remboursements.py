"""Reimbursements, documents and quotes of the persons whose care the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

import knowledge
from actions.parts import Message, Part, part
from actions.question import Question, state_note
from actions.turn import RecordAction
from members import queries, rules
from members.records import Document, Person, Quote, Reimbursement

MAX_ACTS = 3
MAX_PAPERS = 5

Paper = Document | Quote


class ActionRemboursements(RecordAction):
    """Answers on the reimbursements."""

    topics = ("remboursement_suivi",)

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_remboursements"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Read what concerns the persons that the viewer may see, and answer."""
        adherent = question.contract.adherent
        seen = [p.id for p in _visible(question)]
        acts = queries.reimbursements(s, adherent, seen, MAX_ACTS) if seen else []
        papers: list[Paper] = [*queries.documents(s, adherent, seen, MAX_PAPERS)]
        papers += queries.quotes(s, adherent, seen, MAX_PAPERS) if seen else []
        return answer(question, acts, papers)


def answer(question: Question, acts: Sequence[Reimbursement], papers: Sequence[Paper]) -> list[Message]:
    """Return the acts, then the papers; what is given was already chosen for the viewer."""
    messages: list[Message] = []
    if acts:
        lines = tuple(_act(question, act) for act in acts)
        under_way = any(line.key == "remboursements_acte_en_cours" for line in lines)
        ours = (part("remboursements_note_en_cours"),) if under_way else ()
        messages.append((part("remboursements_actes", lignes=lines), *ours))
    elif not _visible(question):
        messages.append((part("remboursements_sans_personne"),))
    if papers:
        latest = sorted(papers, key=lambda paper: paper.received_on, reverse=True)[:MAX_PAPERS]
        lines = tuple(_paper(question, paper) for paper in latest)
        messages.append((part("remboursements_documents", lignes=lines),))
    if not messages:
        messages.append((part("remboursements_rien"),))
    messages[-1] += _notes(question)
    return messages


def _visible(question: Question) -> tuple[Person, ...]:
    return rules.visible_persons(question.contract, question.person_id, question.today)


def _act(question: Question, act: Reimbursement) -> Part:
    about = {"personne": question.name(act.person_id), "acte": act.act}
    if act.state == "refuse":
        return part("remboursements_acte_etudie", soin=act.care_on, **about)
    shares = {
        "secu": knowledge.euros(act.secu_cents),
        "mutuelle": knowledge.euros(act.mutuelle_cents),
        "reste": knowledge.euros(act.rest_cents),
    }
    if act.state == "paye" and act.paid_on is not None:
        key = "remboursements_acte_paye"
        return part(key, soin=act.care_on, paye=act.paid_on, **about, **shares)
    return part("remboursements_acte_en_cours", soin=act.care_on, **about, **shares)


def _paper(question: Question, paper: Paper) -> Part:
    key = "remboursements_document" if paper.person_id is not None else "remboursements_document_contrat"
    values = {"nature": paper.kind}
    if paper.person_id is not None:
        values["personne"] = question.name(paper.person_id)
    if paper.state == "refuse":
        return part(f"{key}_etudie", recu=paper.received_on, **values)
    state = knowledge.label("document_state", paper.state)
    return part(key, recu=paper.received_on, etat=state, **values)


def _notes(question: Question) -> tuple[Part, ...]:
    seen = {person.id for person in _visible(question)}
    hidden = seen and any(person.id not in seen for person in question.present)
    others = (part("remboursements_note_autres"),) if hidden else ()
    alpha = (part("remboursements_note_alpha"),) if question.alpha and question.state != "ended" else ()
    return (*others, *alpha, *state_note("remboursements", question))
