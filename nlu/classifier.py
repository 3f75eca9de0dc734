"""The intent classifier: a linear model over what `features` sees, stored without pickle."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from nlu.features import Features
from nlu.vectors import Vectors, french

C, TOLERANCE = 1.0, 0.01
FOLDS = 3
SHARPNESS = np.arange(1.0, 12.1, 0.25)


class Classifier:
    """Ranks intents for texts. Make one with `fit` or `load`."""

    def __init__(self, features: Features, weights: Any, bias: Any, labels: list[str]) -> None:
        self.features = features
        self.labels = labels
        self._weights = weights
        self._bias = bias

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], writers: Sequence[str]) -> Classifier:
        """Train on texts, their intents and who wrote them; the same input gives the same model.

        Probabilities are calibrated on sentences of writers that the model under test never saw.
        """
        factor = sharpness(held_out(texts, intents, writers), texts, intents)
        return cls.fit_plain(texts, intents).sharpened(factor)

    @classmethod
    def fit_plain(cls, texts: Sequence[str], intents: Sequence[str]) -> Classifier:
        """Train without calibration: right rankings, meaningless probabilities."""
        features = Features.fit(texts, french())
        model = LinearSVC(C=C, tol=TOLERANCE, random_state=0).fit(features.transform(texts), intents)
        coefficients, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:
            coefficients, bias = np.vstack([-coefficients, coefficients]), np.append(-bias, bias)
        weights = np.ascontiguousarray(coefficients.T, dtype=np.float32)
        return cls(features, weights, bias.astype(np.float32), [str(label) for label in model.classes_])

    def sharpened(self, factor: float) -> Classifier:
        """Return the same model with other probabilities: the higher the factor, the surer."""
        return Classifier(self.features, self._weights * factor, self._bias * factor, self.labels)

    def scores(self, texts: Sequence[str]) -> Any:
        """Return an array of shape (texts, labels); the higher, the likelier."""
        blocks = self.features.blocks(texts)
        ends = np.cumsum([block.shape[1] for block in blocks])
        parts = np.split(self._weights, ends[:-1])
        return sum(block @ part for block, part in zip(blocks, parts)) + self._bias

    def probabilities(self, texts: Sequence[str]) -> Any:
        """Return an array of shape (texts, labels); each row sums to one."""
        return softmax(self.scores(texts))

    def rank(self, texts: Sequence[str], count: int) -> list[list[tuple[str, float]]]:
        """Return for each text its `count` best intents, best first; nothing for a text without letters."""
        table = self.probabilities(texts)
        best = np.argsort(-table, axis=1, kind="stable")[:, :count]
        return [
            [(self.labels[i], float(row[i])) for i in order] if any(map(str.isalpha, text)) else []
            for text, row, order in zip(texts, table, best)
        ]

    def save(self, folder: Path) -> None:
        """Write the model as JSON and NumPy arrays."""
        seen = self.features
        words = {"labels": self.labels, "grams": seen.grams, "words": seen.words}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "weights.npz",
            weights=self._weights,
            bias=self._bias,
            rarity=seen.rarity,
            spellings=seen.vectors.spellings,
            rows=seen.vectors.rows,
            table=seen.vectors.table,
        )

    @classmethod
    def load(cls, folder: Path) -> Classifier:
        """Read a model that `save` wrote."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            vectors = Vectors(arrays["spellings"], arrays["rows"], arrays["table"])
            features = Features(words["grams"], words["words"], arrays["rarity"], vectors)
            return cls(features, arrays["weights"], arrays["bias"], words["labels"])


def softmax(scores: Any) -> Any:
    """Return scores as probabilities, row by row."""
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def held_out(
    texts: Sequence[str], intents: Sequence[str], writers: Sequence[str], folds: int = FOLDS
) -> list[tuple[Classifier, list[int]]]:
    """Return plain models, each with the places of the texts of the writers that it never saw."""
    folds = min(folds, len(set(writers)))
    if folds < 2:
        return []
    parts = GroupKFold(folds).split(texts, intents, writers)
    return [
        (Classifier.fit_plain([texts[i] for i in train], [intents[i] for i in train]), list(test))
        for train, test in parts
    ]


def sharpness(
    models: list[tuple[Classifier, list[int]]], texts: Sequence[str], intents: Sequence[str]
) -> float:
    """Return the factor on the scores that makes the probabilities of unseen writers' sentences truest."""
    scored = []
    for model, test in models:
        known = [i for i in test if intents[i] in model.labels]
        truth = [model.labels.index(intents[i]) for i in known]
        scored.append((model.scores([texts[i] for i in known]), np.arange(len(truth)), truth))

    def loss(factor: float) -> float:
        rights = (softmax(scores * factor)[rows, truth] for scores, rows, truth in scored)
        return sum(float(-np.log(right + 1e-9).sum()) for right in rights)

    return float(min(SHARPNESS, key=loss)) if scored else 1.0
