"""Read the YAML files, refusing a key written twice, and give their mappings typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import InvalidKnowledgeError

HERE = Path(__file__).parent


class _Loader(yaml.CSafeLoader):
    """The fast loader, with duplicate keys an error."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key_node, _ in node.value:
        if key_node.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"duplicate key {key_node.value!r}", key_node.start_mark
            )
        seen.add(key_node.value)
    return {
        loader.construct_object(key, deep=True): loader.construct_object(value, deep=True)
        for key, value in node.value
    }


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(root: Path, file: str) -> dict[str, Any]:
    """Return the mapping that a file holds; an empty file is an empty mapping."""
    try:
        data = _Loader((root / file).read_text(encoding="utf-8")).get_single_data()
    except OSError as error:
        raise InvalidKnowledgeError(file, "-", "the file cannot be read") from error
    except yaml.YAMLError as error:
        raise InvalidKnowledgeError(file, "-", " ".join(str(error).split())) from error
    return strings(file, "-", {} if data is None else data)


def strings(file: str, key: str, value: Any) -> dict[str, Any]:
    """Return a mapping whose keys are strings, or say where it is not one."""
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise InvalidKnowledgeError(file, key, "a mapping of names was expected")
    return value


def only(file: str, key: str, value: dict[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    """Return the mapping, or say which of its keys is unknown."""
    unknown = sorted(set(value) - allowed)
    if unknown:
        raise InvalidKnowledgeError(file, key, f"unknown key {unknown[0]!r}")
    return value


def text(file: str, key: str, value: Any) -> str:
    """Return a text without its outer white space, or say where it is not one."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidKnowledgeError(file, key, "a text was expected")
    return value.strip()


def texts(file: str, key: str, value: Any) -> tuple[str, ...]:
    """Return a list of texts, empty when there is none."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise InvalidKnowledgeError(file, key, "a list was expected")
    return tuple(text(file, key, item) for item in value)
