"""The guarantees: which formula is held, and where its detail is written."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.parts import Message, part
from actions.question import Question, state_note
from actions.turn import RecordAction

KEYS = {
    "future": "garanties_futur",
    "suspended": "garanties_contrat_suspendu",
    "ended": "garanties_contrat_termine",
}


class ActionGaranties(RecordAction):
    """Answers on the guarantees."""

    topics = ("garanties_consulter",)

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_garanties"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Answer from the contract alone."""
        return answer(question)


def answer(question: Question) -> list[Message]:
    """Return the formula held, by the state of the contract."""
    if question.state in KEYS:
        return [(part(KEYS[question.state]),)]
    return [(part("garanties_formule"), *state_note("garanties", question))]
