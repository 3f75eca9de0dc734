"""A question about a record that was found: what is asked, on whose contract, by whom, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import knowledge
from actions.parts import Part, part
from members import rules
from members.records import Contract, ContractState, Person


@dataclass(frozen=True)
class Question:
    """`person_id` is who signed in, None when only the contract is known."""

    topic: str
    contract: Contract
    person_id: int | None
    today: date

    @property
    def state(self) -> ContractState:
        """The state of the contract on the day."""
        return rules.contract_state(self.contract, self.today)

    @property
    def alpha(self) -> bool:
        """Whether the contract is of the ALPHA formula."""
        return rules.is_alpha(self.contract)

    @property
    def present(self) -> tuple[Person, ...]:
        """The persons who have not left the contract, also before it takes effect."""
        return tuple(p for p in self.contract.persons if p.left_on is None or p.left_on > self.today)

    def name(self, person_id: int) -> str:
        """Return the first name of a person, with their role when another person bears the same one."""
        person = next(p for p in self.contract.persons if p.id == person_id)
        same = [p for p in self.contract.persons if p.first_name == person.first_name]
        return person.first_name if len(same) == 1 else f"{person.first_name} ({role(person)})"

    def names(self, person_ids: list[int]) -> str:
        """Return the names of persons as French enumerates them."""
        *others, last = (self.name(person_id) for person_id in person_ids)
        return knowledge.load().phrases["and"].join([", ".join(others), last]) if others else last


_STATE_NAMES = {"future": "futur", "ending": "fin", "suspended": "suspendu", "ended": "termine"}


def state_note(theme: str, question: Question) -> tuple[Part, ...]:
    """Return what a theme adds for the state of the contract, nothing when it is simply in force."""
    name = _STATE_NAMES.get(question.state)
    return (part(f"{theme}_note_{name}"),) if name else ()


def role(person: Person) -> str:
    """Return the words for a person's role."""
    return knowledge.label("role", person.role)
