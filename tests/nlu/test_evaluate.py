"""The measuring itself: known outcomes give known figures; the same text gives the same mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlu.corpus import Example, read_set
from nlu.disturb import sms, typos
from nlu.evaluate import evaluate, write
from nlu.measure import confusions, f1_by_intent, figures
from nlu.outcome import AMBIGUOUS, EMERGENCY, FALLBACK, Outcome

EXAMPLES = [
    Example("carte", "carte_perdue"),
    Example("carte ?", "carte_perdue", frozenset({"carte_reception"})),
    Example("argent", "remboursement_suivi"),
    Example("aide", "action_sociale"),
    Example("météo", "hors_sujet"),
    Example("chat malade", "hors_sujet"),
    Example("il ne respire plus", EMERGENCY),
    Example("résilier", "resiliation"),
]


def outcome(intent: str, *ranking: tuple[str, float]) -> Outcome:
    return Outcome(intent, 1.0, ranking, 1)


OUTCOMES = [
    outcome("carte_perdue", ("carte_perdue", 0.9)),
    outcome("carte_reception", ("carte_reception", 0.8)),
    outcome("devis_analyse", ("devis_analyse", 0.8)),
    outcome(AMBIGUOUS, ("aide_cotisation", 0.4), ("action_sociale", 0.3)),
    outcome(FALLBACK, ("carte_perdue", 0.2)),
    outcome(EMERGENCY, (EMERGENCY, 0.5)),
    outcome(EMERGENCY, (EMERGENCY, 1.0)),
    outcome(FALLBACK, ("resiliation", 0.3)),
]


def test_each_figure_counts_what_it_says() -> None:
    found = figures(EXAMPLES, OUTCOMES)
    assert found["right"] == pytest.approx(50.0)
    assert found["confidently_wrong"] == pytest.approx(25.0)
    assert found["in_scope_rejected"] == pytest.approx(100 / 6)
    assert found["out_of_scope_recognised"] == pytest.approx(50.0)
    assert (found["asked"], found["right_among_the_two"]) == (pytest.approx(12.5), pytest.approx(100.0))
    assert (found["emergencies"], found["emergencies_missed"]) == (1, [])
    assert found["false_alarms"] == ["chat malade"]
    assert found["risk_by_coverage"]["50%"] == pytest.approx(25.0)


def test_an_alternative_counts_as_what_was_meant() -> None:
    f1 = f1_by_intent(EXAMPLES, OUTCOMES)
    assert (f1["carte_perdue"], f1["carte_reception"], f1["remboursement_suivi"]) == (100.0, 100.0, 0.0)


def test_confusions_name_a_sentence() -> None:
    assert ("remboursement_suivi", "devis_analyse", 1, "argent") in confusions(EXAMPLES, OUTCOMES)


def test_a_set_is_read_and_a_report_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.jsonl"
    lines = [{"text": e.text, "intent": e.intent, "alt": sorted(e.also)} for e in EXAMPLES]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert read_set(path) == EXAMPLES
    write({"own": evaluate(EXAMPLES, lambda texts: OUTCOMES)}, tmp_path)
    assert "confidently wrong | 25.00" in capsys.readouterr().out
    assert json.loads((tmp_path / "evaluation.json").read_text(encoding="utf-8"))["own"]["lines"] == 8


def test_mistakes_are_the_same_every_time_and_as_many_as_asked() -> None:
    text = "Je n'ai pas reçu ma carte"
    assert typos(text, 2) == typos(text, 2) != text
    assert typos("12 !", 2) == "12 !"
    assert sms("Je suis pour, c'est quand ?") == "jsuis pr c qd"
