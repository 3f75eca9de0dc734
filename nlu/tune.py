"""Chooses the thresholds that cost least on writers that the model never saw: `python -m nlu.tune`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from nlu.classifier import held_out, sharpness
from nlu.corpus import columns, training_data
from nlu.disturb import typos
from nlu.emergency import is_emergency
from nlu.outcome import EMERGENCY, TABLE, Thresholds, thresholds

COSTS = Path(__file__).with_name("costs.yml")
OUT_OF_SCOPE = "hors_sujet"
TYPOS = 2
GRID: dict[str, Any] = {
    "sure": np.arange(0.40, 0.96, 0.05),
    "pair": np.arange(0.30, 0.81, 0.10),
    "rival": (0.05, 0.10, 0.15, 0.20, 0.25),
    "answer": np.arange(0.15, 0.66, 0.05),
}
ALARMS = np.arange(0.05, 0.71, 0.05)


def main() -> None:
    """Write the best thresholds of the grid into the table that `outcome` reads."""
    costs = yaml.safe_load(COSTS.read_text(encoding="utf-8"))
    table, truth, labels, alarms = _unseen()
    said = truth == labels.index(EMERGENCY)
    shown = table[:, labels.index(EMERGENCY)]

    def alarm_cost(limit: float) -> float:
        rung = shown >= limit  # without the lexicon: its author may have read these very sentences
        return float(
            costs["missed_emergency"] * (said & ~rung).sum() + costs["false_alarm"] * (~said & rung).sum()
        )

    alarm = min(ALARMS, key=alarm_cost)
    quiet = ~(alarms | (shown >= alarm) | said)
    settings = _settings(replace(thresholds(), emergency=float(alarm)))
    ranked = _ranked(table[quiet], truth[quiet], labels, thresholds())
    best = min(settings, key=lambda limits: _cost(ranked, limits, costs))
    print(f"{_cost(ranked, best, costs) / quiet.sum():.3f} a message, {alarm_cost(alarm)} for alarms: {best}")
    text = TABLE.read_text(encoding="utf-8")
    for name in (*GRID, "emergency"):
        text = re.sub(rf"(?m)^{name}: .*$", f"{name}: {getattr(best, name):.2f}", text)
    TABLE.write_text(text, encoding="utf-8")


def _unseen() -> tuple[Any, Any, list[str], Any]:
    """Return probabilities, right labels and alarms of the lexicon, for sentences clean and mistyped."""
    texts, intents, writers = columns(training_data())
    labels = sorted(set(intents))
    models = held_out(texts, intents, writers)
    factor = sharpness(models, texts, intents)
    tables, truth, alarms = [], [], []
    for model, test in models:
        clean = [texts[i] for i in test]
        shown = clean + [typos(text, TYPOS) for text in clean]
        tables.append(model.sharpened(factor).probabilities(shown))
        truth += [labels.index(intents[i]) for i in test] * 2
        alarms += [is_emergency(text) for text in shown]
    return np.vstack(tables), np.array(truth), labels, np.array(alarms)


def _settings(start: Thresholds) -> Iterator[Thresholds]:
    for sure, pair, rival, answer in itertools.product(*map(list, GRID.values())):
        yield replace(start, sure=sure, pair=pair, rival=rival, answer=answer)


def _ranked(table: Any, truth: Any, labels: list[str], limits: Thresholds) -> dict[str, Any]:
    order = np.argsort(-table, axis=1, kind="stable")[:, :2]
    rows = np.arange(len(table))
    never = np.array([label in limits.never_offered for label in labels])
    return {
        "best": table[rows, order[:, 0]],
        "second": table[rows, order[:, 1]],
        "offered": ~never[order].any(axis=1),
        "right": order[:, 0] == truth,
        "either": (order == truth[:, None]).any(axis=1),
        "outside": truth == labels.index(OUT_OF_SCOPE),
    }


def _cost(ranked: dict[str, Any], limits: Thresholds, costs: dict[str, float]) -> float:
    best, second = ranked["best"], ranked["second"]
    sure = best >= limits.sure
    asked = ~sure & ranked["offered"] & (second >= limits.rival) & (best + second >= limits.pair)
    answered = sure | (~asked & (best >= limits.answer))
    missed = ~answered & ~asked
    return float(
        costs["wrong_answer"] * (answered & ~ranked["right"]).sum()
        + costs["question_right"] * (asked & ranked["either"]).sum()
        + costs["question_wrong"] * (asked & ~ranked["either"]).sum()
        + costs["rejected"] * (missed & ~ranked["outside"]).sum()
    )


if __name__ == "__main__":
    main()
