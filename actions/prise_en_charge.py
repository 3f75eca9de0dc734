"""Care taken charge of: who asks, by contract state and formula."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.parts import Message, part
from actions.question import Question, state_note
from actions.turn import RecordAction

KEYS = {
    "future": "prise_en_charge_contrat_futur",
    "suspended": "prise_en_charge_contrat_suspendu",
    "ended": "prise_en_charge_contrat_termine",
}


class ActionPriseEnCharge(RecordAction):
    """Answers on care to be taken charge of."""

    topics = ("prise_en_charge",)

    def name(self) -> str:
        """Return the name that the domain knows."""
        return "action_prise_en_charge"

    def messages(self, s: Session, question: Question) -> list[Message]:
        """Answer from the contract alone."""
        return answer(question)


def answer(question: Question) -> list[Message]:
    """Return who does what next."""
    if question.state in KEYS:
        return [(part(KEYS[question.state]),)]
    key = "prise_en_charge_alpha" if question.alpha else "prise_en_charge_en_cours"
    return [(part(key), *state_note("prise_en_charge", question))]
