"""The intent classifier: TF-IDF of character and word n-grams, a linear model, stored without pickle."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from nlu.normalise import normalise

# Chosen by cross-validation by writer: docs/nlu-experiments.md.
VIEWS: tuple[dict[str, Any], ...] = (
    {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"\w+"},
)
C = 1.0
FOLDS = 5
SHARPNESS = np.arange(1.0, 8.1, 0.25)


class Classifier:
    """Ranks intents for texts. Make one with `fit` or `load`."""

    def __init__(self, views: list[TfidfVectorizer], weights: Any, bias: Any, labels: list[str]) -> None:
        self._views = views
        self._weights = weights
        self._bias = bias
        self.labels = labels

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], writers: Sequence[str]) -> Classifier:
        """Train on texts, their intents and who wrote them; the same input gives the same model.

        Probabilities are calibrated on sentences of writers that the model under test never saw.
        """
        model = cls._fit(texts, intents)
        sharpness = _calibrate(texts, intents, writers)
        return cls(model._views, model._weights * sharpness, model._bias * sharpness, model.labels)

    @classmethod
    def _fit(cls, texts: Sequence[str], intents: Sequence[str]) -> Classifier:
        views = [_vectorizer(view) for view in VIEWS]
        features = sparse.hstack([view.fit_transform(texts) for view in views], format="csr")
        model = LinearSVC(C=C, random_state=0).fit(features, intents)
        coefficients, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:
            coefficients, bias = np.vstack([-coefficients, coefficients]), np.append(-bias, bias)
        weights = np.ascontiguousarray(coefficients.T, dtype=np.float32)
        return cls(views, weights, bias.astype(np.float32), [str(label) for label in model.classes_])

    def probabilities(self, texts: Sequence[str]) -> Any:
        """Return an array of shape (texts, labels); each row sums to one."""
        return _softmax(self._scores(texts))

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
        vocabularies = [{word: int(i) for word, i in view.vocabulary_.items()} for view in self._views]
        words = {"labels": self.labels, "vocabularies": vocabularies}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        idfs = {f"idf_{i}": view.idf_.astype(np.float32) for i, view in enumerate(self._views)}
        np.savez(folder / "weights.npz", weights=self._weights, bias=self._bias, **idfs)

    @classmethod
    def load(cls, folder: Path) -> Classifier:
        """Read a model that `save` wrote."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        arrays = np.load(folder / "weights.npz", allow_pickle=False)
        views = []
        for i, (view, vocabulary) in enumerate(zip(VIEWS, words["vocabularies"])):
            vectorizer = _vectorizer({**view, "min_df": 1}, vocabulary)
            vectorizer.idf_ = arrays[f"idf_{i}"]
            views.append(vectorizer)
        return cls(views, arrays["weights"], arrays["bias"], words["labels"])

    def _scores(self, texts: Sequence[str]) -> Any:
        features = sparse.hstack([view.transform(texts) for view in self._views], format="csr")
        return features @ self._weights + self._bias


def _vectorizer(view: dict[str, Any], vocabulary: dict[str, int] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        **view, vocabulary=vocabulary, sublinear_tf=True, preprocessor=normalise, dtype=np.float32
    )


def _calibrate(texts: Sequence[str], intents: Sequence[str], writers: Sequence[str]) -> float:
    """Return the factor on the scores that makes the probabilities of unseen writers' sentences truest."""
    folds = min(FOLDS, len(set(writers)))
    if folds < 2:
        return 1.0
    scored: list[tuple[Any, Any]] = []
    for train, test in GroupKFold(folds).split(texts, intents, writers):
        model = Classifier._fit([texts[i] for i in train], [intents[i] for i in train])
        known = [i for i in test if intents[i] in model.labels]
        truth = np.array([model.labels.index(intents[i]) for i in known])
        scored.append((model._scores([texts[i] for i in known]), truth))

    def loss(sharpness: float) -> float:
        return sum(
            float(-np.log(_softmax(scores * sharpness)[np.arange(len(truth)), truth] + 1e-9).sum())
            for scores, truth in scored
        )

    return float(min(SHARPNESS, key=loss))


def _softmax(scores: Any) -> Any:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
