"""Turn the parts of an answer into the reply that a member reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import knowledge
from actions.parts import Message, Part, Value
from actions.question import Question
from knowledge import Choice, Reply
from knowledge.entries import WRITE_ENTITY


def say(question: Question, message: Message) -> Reply:
    """Render a message: its parts are paragraphs, their buttons, links and sources are put together."""
    replies = [_render(question, part) for part in message]
    return replace(
        replies[0],
        text="\n\n".join(reply.text for reply in replies),
        topic=question.topic,
        choices=_distinct_choices([choice for reply in replies for choice in reply.choices]),
        links=tuple(dict.fromkeys(link for reply in replies for link in reply.links)),
        sources=tuple(dict.fromkeys(source for reply in replies for source in reply.sources)),
    )


def on_one_subject(replies: list[Reply], subject: str | None = None) -> list[Reply]:
    """Let every button that writes to a person carry the most pressing subject of the answer, or this one."""
    choices = [choice for reply in replies for choice in reply.choices]
    pressing = subject or next((_subject(choice) for choice in choices if _is_pressing(choice)), None)
    if pressing is None:
        return replies
    return [
        replace(reply, choices=tuple(_about(choice, pressing) for choice in reply.choices))
        for reply in replies
    ]


def _about(choice: Choice, subject: str) -> Choice:
    return replace(choice, entities={WRITE_ENTITY: subject}) if _subject(choice) else choice


def _subject(choice: Choice) -> str | None:
    return choice.entities.get(WRITE_ENTITY)


def _is_pressing(choice: Choice) -> bool:
    return _subject(choice) in knowledge.load().labels["priorite"]


def _render(question: Question, part: Part) -> Reply:
    house = knowledge.load()
    declared = house.entry(part.key).values
    common = {name: value for name, value in _common(question).items() if name in declared}
    values = {name: _text(question, value) for name, value in {**common, **part.values}.items()}
    return house.render(part.key, variant="alpha" if question.alpha else "general", now=None, **values)


def _common(question: Question) -> Mapping[str, Value]:
    """Return the values that every entry may declare, without those that this contract does not have."""
    contract = question.contract
    values: dict[str, Value | None] = {
        "aujourdhui": question.today,
        "adhesion": contract.enrolled_on,
        "effet": contract.effective_on,
        "fin": contract.ends_on,
        "suspension": contract.suspended_on,
        "formule": contract.formule,
        "adresse": contract.address,
        "carte": knowledge.label("card_name", "alpha" if question.alpha else "tiers_payant"),
    }
    return {name: value for name, value in values.items() if value is not None}


def _text(question: Question, value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return knowledge.french_date(value)
    return "\n".join(_render(question, line).text for line in value)


def _distinct_choices(choices: list[Choice]) -> tuple[Choice, ...]:
    # By title: a button that a member reads twice is one button, which opens on the most pressing subject.
    distinct: dict[str, Choice] = {}
    for choice in choices:
        if choice.title not in distinct or _is_pressing(choice):
            distinct[choice.title] = choice
    return tuple(distinct.values())
