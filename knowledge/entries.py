"""Read the entries of answers/, records/ and dialogue.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from knowledge.errors import InvalidKnowledgeError
from knowledge.figures import PLACEHOLDER
from knowledge.files import only, read, strings, text, texts
from knowledge.model import VARIANTS, Entry, Fact, HandoffPlan, OptionalLine, Variant
from knowledge.reply import Choice, HandoffKind, Priority

SHARED_KEYS = frozenset(
    {"sources", "text", "alpha_note", "choices", "links", "alpha_choices", "alpha_links"}
    | {"optional", "handoff"}
)
ANSWER_KEYS = SHARED_KEYS | {"title", "action"}
OTHER_KEYS = SHARED_KEYS | {"topic", "values"}
HANDOFF_KEYS = frozenset({"kind", "priority", "reason", "topic", "text", "details"})
OPTIONAL_KEYS = frozenset({"setting", "text", "title"})
WRITE_INTENT = "contact_conseiller"
WRITE_ENTITY = "sujet"
FORM_INTENT = "choisir"
DESK_PREFIX = "desk_"

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class _Context:
    """What the choices of an entry may point to."""

    titles: Mapping[str, str]
    labels: Labels


def read_entries(root: Path, facts: Mapping[str, Fact], labels: Labels) -> dict[str, Entry]:
    """Read every entry; a key belongs to one file only."""
    answers = _files(root, "answers")
    raw = {file: read(root, file) for file in (*answers, *_files(root, "records"), "dialogue.yml")}
    titles = {key: _title(file, key, data, facts) for file in answers for key, data in raw[file].items()}
    context = _Context(titles, labels)
    entries: dict[str, Entry] = {}
    for file, items in raw.items():
        for key, data in items.items():
            if key in entries:
                raise InvalidKnowledgeError(file, key, f"already in {entries[key].file}")
            entries[key] = _entry(file, key, strings(file, key, data), context)
    return entries


def _files(root: Path, folder: str) -> list[str]:
    return sorted(f"{folder}/{path.name}" for path in (root / folder).glob("*.yml"))


def _title(file: str, key: str, data: Any, facts: Mapping[str, Fact]) -> str:
    """Return a button's text, its facts filled in: titles are read without being rendered."""
    title = text(file, f"{key}.title", strings(file, key, data).get("title"))

    def fill(name: str) -> str:
        if name not in facts:
            raise InvalidKnowledgeError(file, f"{key}.title", f"unknown placeholder {{{name}}}")
        return facts[name].text

    return PLACEHOLDER.sub(lambda match: fill(match.group(1)), title)


def _entry(file: str, key: str, data: dict[str, Any], context: _Context) -> Entry:
    answer = file.startswith("answers/")
    only(file, key, data, ANSWER_KEYS if answer else OTHER_KEYS)
    if answer and "sources" not in data:
        raise InvalidKnowledgeError(file, key, "sources are missing ([] when the guide is silent)")
    action = data.get("action")
    topic = key if answer else data.get("topic")
    return Entry(
        key=key,
        file=file,
        text=_variants(file, key, data.get("text")),
        sources=texts(file, f"{key}.sources", data.get("sources")),
        title=context.titles[key] if answer else "",
        topic=None if topic is None else text(file, f"{key}.topic", topic),
        alpha_note=text(file, f"{key}.alpha_note", data["alpha_note"]) if "alpha_note" in data else "",
        choices=_all_choices(file, key, data.get("choices"), context),
        links=texts(file, f"{key}.links", data.get("links")),
        alpha_choices=(
            _all_choices(file, key, data["alpha_choices"], context) if "alpha_choices" in data else None
        ),
        alpha_links=texts(file, f"{key}.alpha_links", data["alpha_links"]) if "alpha_links" in data else None,
        action=None if action is None else text(file, f"{key}.action", action),
        values=texts(file, f"{key}.values", data.get("values")),
        optional=tuple(
            _optional(file, f"{key}.optional", item)
            for item in _list(file, f"{key}.optional", data.get("optional"))
        ),
        handoff=_handoff(file, f"{key}.handoff", data["handoff"]) if "handoff" in data else None,
    )


def _handoff(file: str, key: str, raw: Any) -> HandoffPlan:
    data = only(file, key, strings(file, key, raw), HANDOFF_KEYS)
    kind = next((known for known in get_args(HandoffKind) if known == data.get("kind")), None)
    priority = next((known for known in get_args(Priority) if known == data.get("priority")), None)
    if kind is None or priority is None:
        raise InvalidKnowledgeError(file, key, "kind or priority is not one of the known ones")
    return HandoffPlan(
        kind=kind,
        priority=priority,
        reason=text(file, f"{key}.reason", data.get("reason")),
        topic=text(file, f"{key}.topic", data.get("topic")),
        text=text(file, f"{key}.text", data["text"]) if "text" in data else "",
        details=texts(file, f"{key}.details", data.get("details")),
    )


def _variants(file: str, key: str, raw: Any) -> dict[Variant, str]:
    data = only(file, f"{key}.text", strings(file, f"{key}.text", raw), frozenset(VARIANTS))
    if "general" not in data:
        raise InvalidKnowledgeError(file, key, "the general text is missing")
    return {name: text(file, f"{key}.text.{name}", data[name]) for name in VARIANTS if name in data}


def _list(file: str, key: str, value: Any) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise InvalidKnowledgeError(file, key, "a list was expected")
    return value or []


def _optional(file: str, key: str, raw: Any) -> OptionalLine:
    data = only(file, key, strings(file, key, raw), OPTIONAL_KEYS)
    setting = text(file, key, data.get("setting"))
    if "title" in data:
        return OptionalLine(setting, "", text(file, key, data["title"]))
    return OptionalLine(setting, text(file, key, data.get("text")))


def _all_choices(file: str, key: str, raw: Any, context: _Context) -> tuple[Choice, ...]:
    items = _list(file, f"{key}.choices", raw)
    return tuple(choice for item in items for choice in _choices(file, key, item, context))


def _choices(file: str, key: str, raw: Any, context: _Context) -> list[Choice]:
    """Read one item of `choices`: a topic, {ecrire: theme}, {desk: x} or {choisir: {entity, values}}."""
    if isinstance(raw, str):
        return [_topic_choice(file, key, raw, context)]
    data = strings(file, f"{key}.choices", raw)
    if len(data) != 1:
        raise InvalidKnowledgeError(file, f"{key}.choices", "a choice has one key")
    ((kind, value),) = data.items()
    if kind == "ecrire":
        _word(file, key, context.labels, "theme", value)
        title = _word(file, key, context.labels, "choice", "ecrire")
        return [Choice(title, WRITE_INTENT, {WRITE_ENTITY: value}, WRITE_INTENT)]
    if kind == "desk":
        return [Choice(_word(file, key, context.labels, "choice", value), f"{DESK_PREFIX}{value}")]
    if kind == "choisir":
        form = only(file, f"{key}.choices", strings(file, key, value), frozenset({"entity", "values"}))
        entity = text(file, f"{key}.choices", form.get("entity"))
        return [
            Choice(_word(file, key, context.labels, entity, item), FORM_INTENT, {entity: item})
            for item in texts(file, f"{key}.choices", form.get("values"))
        ]
    raise InvalidKnowledgeError(file, f"{key}.choices", f"unknown choice {kind!r}")


def _topic_choice(file: str, key: str, topic: str, context: _Context) -> Choice:
    if topic in context.labels.get("intent", {}):
        return Choice(context.labels["intent"][topic], topic)
    if topic in context.titles:
        return Choice(context.titles[topic], topic, {}, topic)
    raise InvalidKnowledgeError(file, f"{key}.choices", f"unknown topic {topic!r}")


def _word(file: str, key: str, labels: Labels, kind: str, value: Any) -> str:
    if not isinstance(value, str) or value not in labels.get(kind, {}):
        raise InvalidKnowledgeError(file, f"{key}.choices", f"no label for {kind} {value!r}")
    return labels[kind][value]
