"""Training data made from `knowledge/`: one response for each entry, one rule for each topic."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter

import knowledge


def response_name(key: str) -> str:
    """Return the response of a knowledge entry; `demander_<slot>` is what a form asks for that slot."""
    return f"utter_ask_{key.removeprefix('demander_')}" if key.startswith("demander_") else f"utter_{key}"


def entry_key(response: str) -> str:
    """Return the knowledge entry of a response: the inverse of `response_name`."""
    name = response.removeprefix("utter_")
    return f"demander_{name.removeprefix('ask_')}" if name.startswith("ask_") else name


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer, with the responses and single-turn rules that `knowledge/` implies."""

    def get_domain(self) -> Domain:
        """Return the domain of the files with a response for each entry that a rule or a form may say."""
        said = {
            key: entry
            for key, entry in knowledge.load().entries.items()
            if not entry.action and not entry.file.startswith("records/")
        }
        responses = {response_name(key): [{"text": entry.text["general"]}] for key, entry in said.items()}
        return super().get_domain().merge(Domain.from_dict({"responses": responses}))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return the rules of the files and one for each topic that they leave without a rule."""
        written = super().get_stories(exclusion_percentage)
        taken = {
            event.intent_name
            for step in written.story_steps
            for event in step.events
            if getattr(event, "intent_name", None)
        }
        rules = [
            _rule(topic, entry.action or response_name(topic))
            for topic, entry in knowledge.load().topics.items()
            if topic not in taken
        ]
        steps = YAMLStoryReader(self.get_domain(), "knowledge").read_from_parsed_yaml({"rules": rules})
        return written.merge(StoryGraph(steps))


def _rule(topic: str, action: str) -> dict[str, Any]:
    return {"rule": f"answer {topic}", "steps": [{"intent": topic}, {"action": action}]}
