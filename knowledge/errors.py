"""What can be wrong with the knowledge or with a call to it."""

from __future__ import annotations


class KnowledgeError(Exception):
    """Any trouble with the knowledge of the house."""


class InvalidKnowledgeError(KnowledgeError):
    """A file of the knowledge breaks a rule; the message names the file and the key."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"knowledge/{file}: {key}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


class UnknownEntryError(KnowledgeError):
    """Something asked for an entry, a fact or a label that does not exist."""


class WrongValuesError(KnowledgeError):
    """An entry was rendered with other values than the ones it declares."""
