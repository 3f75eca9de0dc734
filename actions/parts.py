"""What an answer from the record is made of: keys of `knowledge/records/` and the values they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, Union

Value: TypeAlias = Union[str, date, tuple["Part", ...]]  # noqa: UP007  (a class not yet defined)


@dataclass(frozen=True)
class Part:
    """One entry and its values: a text, a date, or other parts, which become lines."""

    key: str
    values: Mapping[str, Value]


# One message: its paragraphs, the answer first, then the notes that go with it.
Message: TypeAlias = tuple[Part, ...]


def part(key: str, **values: Value) -> Part:
    """Return a part. Values that every entry may take (`actions.saying`) are not given here."""
    return Part(key, values)
