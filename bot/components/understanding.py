"""The graph component that lends `nlu` to Rasa."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifier import Classifier
from nlu.form_values import find_values
from nlu.outcome import FREE_TEXT, Outcome, understand
from nlu.requests import Request, requests

FREE_TEXT_SLOTS = ("message",)
OTHERS = "others"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(GraphComponent):
    """Sets the intent, its ranking and the values that an open form asks for."""

    def __init__(self, classifier: Classifier | None, storage: ModelStorage, resource: Resource) -> None:
        self._classifier = classifier
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understanding:
        """Create the component before its training."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Understanding:
        """Load the trained classifier from the model."""
        with model_storage.read_from(resource) as folder:
            return cls(Classifier.load(folder), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the classifier on the examples and write it into the model."""
        examples = training_data.intent_examples
        self._classifier = Classifier.fit(
            [example.get(TEXT) for example in examples],
            [example.get(INTENT) for example in examples],
            [_writer(example) for example in examples],
        )
        with self._storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Understand every message of the list at once.

        At the free-text step of a form only `annuler` and an emergency are taken out of the text.
        """
        if self._classifier is None:
            raise RuntimeError("the component was asked before its training")
        asked = tracker.get_slot("requested_slot") if tracker and tracker.active_loop else None
        outcomes = understand(self._classifier, [message.get(TEXT) or "" for message in messages])
        for message, outcome in zip(messages, outcomes):
            if asked in FREE_TEXT_SLOTS:
                _write(message, outcome.at_free_text(), asked, [])
            else:
                asks = requests(self._classifier, message.get(TEXT) or "", outcome)
                _write(message, outcome, asked, asks)
        return messages


def _writer(example: Message) -> str:
    return str((example.get(METADATA) or {}).get(METADATA_INTENT, {}).get("writer", ""))


def _write(message: Message, outcome: Outcome, asked: str | None, asks: list[Request]) -> None:
    """Write what was understood; of several requests the first is the intent, the rest are `others`."""
    values = find_values(asked, message.get(TEXT) or "") if asked and outcome.intent != FREE_TEXT else {}
    intent, confidence, others = outcome.intent, outcome.confidence, asks[1:]
    if values and not outcome.stops_form:
        intent, others = "choisir", []
    elif asks:
        intent, confidence = asks[0].topic, asks[0].confidence
    ranking = [{"name": name, "confidence": confidence} for name, confidence in outcome.ranking]
    message.set(INTENT, {"name": intent, "confidence": confidence}, add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    entities = [{"entity": name, "value": value} for name, value in values.items()]
    message.set(ENTITIES, entities, add_to_output=True)
    if others:
        message.set(OTHERS, [asdict(other) for other in others], add_to_output=True)
