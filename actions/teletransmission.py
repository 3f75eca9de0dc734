"""Teletransmission: the state of each person's link, judged from the day that counts for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

import knowledge
from actions.parts import Message, Part, Value, part
from actions.question import Question, state_note
from actions.turn import RecordAction
from members import queries, rules
from members.records import Person, TeletransmissionLink

# What asks for something to be done comes first.
ORDER = (
    "bloquee",
    "en_attente_longue",
    "fermee",
    "jamais",
    "fermee_recente",
    "jamais_recente",
    "en_attente",
    "refusee",
    "active",
)
CHILD_TO_CHECK = ("bloquee", "en_attente_longue", "fermee", "jamais")
DATED = ("en_attente_longue", "fermee_recente", "jamais_recente", "en_attente")


class ActionTeletransmission(RecordAction):
    """Answers on the teletransmission."""

    topics = ("teletransmission_verifier", "teletransmission_activer")

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_teletransmission"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Read the links and answer."""
        return answer(question, queries.links(s, question.contract.adherent))


@dataclass(frozen=True)
class Status:
    """A person's link and what it means today; `reference` is the day from which the month counts."""

    person: Person
    link: TeletransmissionLink | None
    branch: str
    reference: date
    reason: str

    @property
    def place(self) -> tuple[int, date, str]:
        """Where the status comes in the answer; those at the same place are told together."""
        dated = self.branch in DATED
        return ORDER.index(self.branch), self.reference if dated else date.min, self.reason if dated else ""


def answer(question: Question, links: list[TeletransmissionLink]) -> list[Message]:
    """Return one message for each state found, the contract's own state said with the last."""
    if question.state == "ended":
        return [(part("teletransmission_contrat_termine"),)]
    if question.alpha:
        return [(part("teletransmission_alpha"), *state_note("teletransmission", question))]
    seen = _seen(question)
    if not seen:
        return [(part("teletransmission_sans_personne"), *state_note("teletransmission", question))]
    present = [person for person in seen if person in question.present]
    persons = present or seen
    statuses = sorted((status(question, person, links) for person in persons), key=lambda s: s.place)
    groups = [list(group) for _, group in groupby(statuses, key=lambda s: s.place)]
    messages = [_message(question, group) for group in groups]
    hidden = any(person not in seen for person in question.present)
    others = (part("teletransmission_note_autres"),) if hidden else ()
    return [*messages[:-1], messages[-1] + others + state_note("teletransmission", question)]


def _seen(question: Question) -> tuple[Person, ...]:
    """Return the persons whose link the viewer sees; a link tells of a person's own Securite sociale.

    Whoever signs in on a contract of one person is that person.
    """
    persons = question.contract.persons
    if question.person_id is None and len(persons) == 1:
        return persons
    return rules.visible_persons(question.contract, question.person_id, question.today)


def status(question: Question, person: Person, links: list[TeletransmissionLink]) -> Status:
    """Judge a person's link; a person without one never had it requested."""
    link = next((link for link in links if link.person_id == person.id), None)
    contract = question.contract
    reference = rules.teletransmission_reference_date(contract, person, link)
    recent = question.today <= reference + rules.TELETRANSMISSION
    state = link.state if link else "never"
    branch = {
        "active": "active",
        "pending": "en_attente" if recent else "en_attente_longue",
        "rejected": "bloquee",
        "closed": "fermee_recente" if recent else "fermee",
        "never": "jamais_recente" if recent else "jamais",
        "refused": "refusee",
    }[state]
    if link is not None and link.caisse_changed_on == reference:
        reason = "caisse"
    else:
        reason = "effective" if reference == contract.effective_on else "entered"
    return Status(person, link, branch, reference, reason)


def _message(question: Question, group: list[Status]) -> Message:
    first = group[0]
    key = f"teletransmission_{first.branch}"
    if first.branch == "active":
        return (part(key, lignes=tuple(_active_line(question, status) for status in group)),)
    values: dict[str, Value] = {"personnes": question.names([status.person.id for status in group])}
    if first.branch in DATED:
        values["reference"] = first.reference
        values["motif"] = knowledge.label("link_reference", first.reason)
    if first.branch in DATED and first.branch != "en_attente_longue":
        values["echeance"] = first.reference + rules.TELETRANSMISSION
    return (part(key, **values), *_child_notes(question, group))


def _active_line(question: Question, status: Status) -> Part:
    name, link = question.name(status.person.id), status.link
    if link is None or link.since is None:
        return part("teletransmission_ligne_sans_date", personne=name)
    if link.attached_to is not None and link.attached_to != status.person.id:
        parent = question.name(link.attached_to)
        return part("teletransmission_ligne_enfant", personne=name, depuis=link.since, parent=parent)
    return part("teletransmission_ligne", personne=name, depuis=link.since)


def _child_notes(question: Question, group: list[Status]) -> tuple[Part, ...]:
    """A child may hang on either parent's number: say which one the record has, or that it may be either."""
    children = [status for status in group if _minor_child(question, status.person)]
    attached = [(s.person.id, s.link.attached_to) for s in children if s.link and s.link.attached_to]
    notes = [
        part(
            "teletransmission_note_rattachement", personne=question.name(child), parent=question.name(parent)
        )
        for child, parent in attached[:1]
    ]
    unknown = [s.person.id for s in children if not (s.link and s.link.attached_to)]
    if unknown and group[0].branch in CHILD_TO_CHECK:
        notes.append(part("teletransmission_note_enfant", personnes=question.names(unknown)))
    return tuple(notes)


def _minor_child(question: Question, person: Person) -> bool:
    return person.role == "child" and rules.age(person, question.today) < rules.MAJORITY
