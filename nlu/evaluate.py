"""Measures the understanding: `python -m nlu.evaluate [set.jsonl…]`.

Always on writers that the model never saw; then on each set with the model of all our data. Prints a
table and writes `results/evaluation.json` and `.md`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlu.classifier import Classifier, held_out, sharpness
from nlu.corpus import Example, columns, read_set, training_data
from nlu.disturb import sms, typos
from nlu.measure import best, confusions, f1_by_intent, figures, is_right
from nlu.outcome import Outcome, understand
from settings import ROOT

RESULTS = ROOT / "results"
DISTURBANCES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "one typo": lambda text: typos(text, 1),
    "two typos": lambda text: typos(text, 2),
    "sms": sms,
}
TIMED = 300
OWN = "own sentences, unseen writers"

Understand = Callable[[Sequence[str]], list[Outcome]]


def main() -> None:
    """Evaluate on our own folds and on every set of the command line."""
    examples = training_data()
    report: dict[str, Any] = {}
    models = held_out(*columns(examples))
    factor = sharpness(models, *columns(examples)[:2])
    tests = [index for _, test in models for index in test]

    def unseen(texts: Sequence[str]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for model, test in models:
            outcomes += understand(model.sharpened(factor), texts[len(outcomes) : len(outcomes) + len(test)])
        return outcomes

    report[OWN] = evaluate([examples[i] for i in tests], unseen)
    report[OWN]["by_writer"] = _by_writer([examples[i] for i in tests], unseen)
    if sets := [Path(name) for name in sys.argv[1:]]:
        texts, intents, _ = columns(examples)
        classifier = Classifier.fit_plain(texts, intents).sharpened(factor)
        for path in sets:
            report[path.stem] = evaluate(read_set(path), lambda texts: understand(classifier, texts))
        report["speed"] = _speed(classifier, read_set(sets[0]))
    write(report, RESULTS)


def evaluate(examples: Sequence[Example], understanding: Understand) -> dict[str, Any]:
    """Return every figure for some examples."""
    texts = [example.text for example in examples]
    outcomes = understanding(texts)
    found = figures(examples, outcomes)
    found["right_when"] = {
        name: figures(examples, understanding([disturb(text) for text in texts]))["right"]
        for name, disturb in DISTURBANCES.items()
    }
    found["f1"] = f1_by_intent(examples, outcomes)
    found["confusions"] = confusions(examples, outcomes)
    return found


def markdown(report: dict[str, Any]) -> str:
    """Return the figures as tables."""
    sets = {name: found for name, found in report.items() if "f1" in found}
    first = next(iter(sets.values()))
    names = [
        name
        for name, value in first.items()
        if isinstance(value, (int, float, list)) and name != "confusions"
    ]
    rows = [(name, [_cell(found[name]) for found in sets.values()]) for name in names]
    rows += [
        (f"right, {name}", [_cell(found["right_when"][name]) for found in sets.values()])
        for name in DISTURBANCES
    ]
    for cover in first["risk_by_coverage"]:
        risks = [_cell(found["risk_by_coverage"][cover]) for found in sets.values()]
        rows.append((f"wrong if the surest {cover} were answered", risks))
    rows += [
        (
            "F1, mean of intents",
            [_cell(float(np.mean(list(found["f1"].values())))) for found in sets.values()],
        )
    ]
    lines = ["| % | " + " | ".join(sets) + " |", "| --- |" + " ---: |" * len(sets)]
    lines += [f"| {name.replace('_', ' ')} | " + " | ".join(cells) + " |" for name, cells in rows]
    for name, found in sets.items():
        weak = sorted(found["f1"].items(), key=lambda item: item[1])[:10]
        lines += ["", f"## {name}", "", "Weakest F1: " + ", ".join(f"{i} {f:.0f}" for i, f in weak), ""]
        lines += [f"- {meant} taken for {said}: {count}" for meant, said, count, _ in found["confusions"]]
    if "by_writer" in first:
        worst = sorted(first["by_writer"].items(), key=lambda item: item[1])[:5]
        lines += ["", "Hardest writers: " + ", ".join(f"{writer} {right:.1f}" for writer, right in worst)]
    if "speed" in report:
        lines += ["", "Speed: " + ", ".join(f"{name} {value}" for name, value in report["speed"].items())]
    return "\n".join(lines) + "\n"


def write(report: dict[str, Any], folder: Path) -> None:
    """Print the tables, and write them and every figure into the folder."""
    folder.mkdir(exist_ok=True)
    text = markdown(report)
    (folder / "evaluation.md").write_text(text, encoding="utf-8")
    (folder / "evaluation.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    print(text)


def _cell(value: Any) -> str:
    return (
        str(len(value))
        if isinstance(value, list)
        else f"{value:.2f}"
        if isinstance(value, float)
        else str(value)
    )


def _by_writer(examples: Sequence[Example], understanding: Understand) -> dict[str, float]:
    outcomes = understanding([example.text for example in examples])
    rights: dict[str, list[bool]] = {}
    for example, outcome in zip(examples, outcomes):
        rights.setdefault(example.writer, []).append(is_right(example, best(outcome)))
    return {writer: round(100 * float(np.mean(right)), 2) for writer, right in sorted(rights.items())}


def _speed(classifier: Classifier, examples: Sequence[Example]) -> dict[str, float]:
    """Time messages one by one and all at once, on texts that the caches have not seen."""
    texts = [example.text for example in examples]
    alone = []
    for text in texts[:TIMED]:
        started = time.perf_counter()
        understand(classifier, [text])
        alone.append(1000 * (time.perf_counter() - started))
    started = time.perf_counter()
    understand(classifier, texts)
    batch = len(texts) / (time.perf_counter() - started)
    return {
        "ms a message (p50)": round(float(np.median(alone)), 3),
        "ms a message (p95)": round(float(np.quantile(alone, 0.95)), 3),
        "messages a second in batch": round(batch),
    }


if __name__ == "__main__":
    main()
