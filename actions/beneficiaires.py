"""The persons of the contract, from and to when each is covered."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from actions.parts import Message, Part, part
from actions.question import Question, role, state_note
from actions.turn import RecordAction
from members.records import Person

MAX_PERSONS = 6
KEYS = {
    "future": "beneficiaires_futur",
    "suspended": "beneficiaires_contrat_suspendu",
    "ended": "beneficiaires_contrat_termine",
}


class ActionBeneficiaires(RecordAction):
    """Answers on the beneficiaries; an ex-spouse to remove is a question on one's own contract."""

    topics = ("beneficiaire_modifier",)
    own_record_only = False

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_beneficiaires"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Answer from the contract alone."""
        return answer(question)


def answer(question: Question) -> list[Message]:
    """Return the list of persons, those who left included."""
    persons = question.contract.persons
    lines = tuple(_line(question, person) for person in persons[:MAX_PERSONS]) + _rest(persons)
    alone = "beneficiaires_seul" if len(persons) == 1 else "beneficiaires_liste"
    key = KEYS.get(question.state, alone)
    note = state_note("beneficiaires", question) if question.state == "ending" else ()
    return [(part(key, lignes=lines), *note)]


def _line(question: Question, person: Person) -> Part:
    last = _last_day(question, person)
    values = {"personne": person.first_name, "role": role(person)}
    if last is not None:
        return part("beneficiaires_ligne_jusqu_au", debut=person.entered_on, dernier=last, **values)
    coming = person.entered_on > question.today
    key = "beneficiaires_ligne_a_venir" if coming else "beneficiaires_ligne"
    return part(key, debut=person.entered_on, **values)


def _last_day(question: Question, person: Person) -> date | None:
    """Return the last day of cover of a person, that of the contract once it has ended."""
    end = question.contract.ends_on if question.state == "ended" else None
    left = person.left_on - timedelta(days=1) if person.left_on else None
    last = min((day for day in (end, left) if day is not None), default=None)
    return last if last is None else max(last, person.entered_on)


def _rest(persons: tuple[Person, ...]) -> tuple[Part, ...]:
    rest = len(persons) - MAX_PERSONS
    if rest == 1:
        return (part("beneficiaires_suite_une"),)
    return (part("beneficiaires_suite", nombre=str(rest)),) if rest > 1 else ()
