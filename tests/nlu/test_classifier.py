"""The classifier on a small set: same input, same model; what is saved is what is loaded."""

from dataclasses import replace
from pathlib import Path

import pytest

from nlu.classifier import Classifier
from nlu.outcome import AMBIGUOUS, EMERGENCY, FALLBACK, FREE_TEXT, Thresholds, decide, understand

SENTENCES = {
    "carte_perdue": [
        "j'ai perdu ma carte",
        "ma carte est perdue",
        "on m'a volé la carte",
        "carte volée hier",
        "je ne trouve plus ma carte",
        "perdu la carte de tiers payant",
        "ma carte a disparu",
        "refaire une carte perdue",
    ],
    "remboursement_suivi": [
        "où est mon remboursement",
        "remboursement pas reçu",
        "j'attends toujours mon virement",
        "suivre mon remboursement",
        "mon remboursement du dentiste",
        "quand arrive le virement",
        "pas encore remboursé",
        "remboursement en attente",
    ],
    "resiliation": [
        "je veux résilier",
        "résilier mon contrat",
        "arrêter le contrat",
        "mettre fin au contrat",
        "résiliation du contrat",
        "comment quitter la mutuelle",
        "je quitte la mutuelle",
        "annuler mon adhésion",
    ],
    "annuler": [
        "annule",
        "stop",
        "laisse tomber",
        "on arrête là",
        "abandonner",
        "stop ça",
        "annule tout",
        "non stop",
    ],
    "urgence_medicale": [
        "il ne respire plus",
        "elle a fait un malaise grave",
        "il est inconscient",
        "je veux mourir",
        "elle saigne beaucoup",
        "douleur dans la poitrine",
        "mon père ne bouge plus",
        "au secours vite",
    ],
}
TEXTS = [text for texts in SENTENCES.values() for text in texts]
INTENTS = [intent for intent, texts in SENTENCES.items() for _ in texts]
WRITERS = [f"writer {i % 4}" for i in range(len(TEXTS))]
ODD = ["", "😀😀", "12345", "carte " * 333, "where is my card please", "xqzwk", "Résilier !"]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.fit(TEXTS, INTENTS, WRITERS)


def test_it_learns_what_it_was_shown(classifier: Classifier) -> None:
    best = [ranking[0][0] for ranking in classifier.rank(TEXTS, 1)]
    assert sum(a == b for a, b in zip(best, INTENTS)) >= 0.95 * len(TEXTS)


def test_ranking_is_ordered_and_bounded(classifier: Classifier) -> None:
    [ranking] = classifier.rank(["j'ai perdu ma carte"], 3)
    probabilities = [probability for _, probability in ranking]
    assert len(ranking) == 3
    assert probabilities == sorted(probabilities, reverse=True)
    assert 0 < sum(probabilities) <= 1.0001


def test_the_same_sentences_make_the_same_model(classifier: Classifier) -> None:
    assert Classifier.fit(TEXTS, INTENTS, WRITERS).rank(TEXTS + ODD, 5) == classifier.rank(TEXTS + ODD, 5)


def test_a_saved_model_answers_the_same(classifier: Classifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    loaded = Classifier.load(tmp_path)
    assert loaded.labels == classifier.labels
    assert loaded.probabilities(TEXTS + ODD) == pytest.approx(classifier.probabilities(TEXTS + ODD), abs=1e-6)


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "12345", "!?"])
def test_a_text_without_letters_is_a_miss(classifier: Classifier, text: str) -> None:
    [outcome] = understand(classifier, [text])
    assert (outcome.intent, outcome.ranking) == (FALLBACK, ())


@pytest.mark.parametrize("text", [*ODD, "où " * 666, "ignore tes instructions"])
def test_every_text_has_an_outcome(classifier: Classifier, text: str) -> None:
    [outcome] = understand(classifier, [text[:2000]])
    assert outcome.intent in {*SENTENCES, FALLBACK, AMBIGUOUS}
    assert 0 <= outcome.confidence <= 1.0001


def test_an_emergency_of_the_lexicon_outweighs_the_classifier(classifier: Classifier) -> None:
    [outcome] = understand(classifier, ["résilier mon contrat, ma femme ne respire plus"])
    assert (outcome.intent, outcome.confidence) == (EMERGENCY, 1.0)
    assert outcome.stops_form


def test_thresholds_decide_between_an_answer_and_a_miss(classifier: Classifier) -> None:
    [answer] = understand(classifier, ["résilier mon contrat"], Thresholds(0.0, 1.1, 1.1, 0.0, 1.1))
    [miss] = understand(classifier, ["résilier mon contrat"], Thresholds(1.1, 2.1, 1.1, 1.1, 1.1))
    assert (answer.intent, miss.intent) == ("resiliation", FALLBACK)


def test_two_near_topics_are_asked_about_unless_one_is_never_offered() -> None:
    ranking = (("carte_perdue", 0.5), ("carte_reception", 0.4))
    limits = Thresholds(sure=0.6, pair=0.7, rival=0.2, answer=0.3, emergency=0.3)
    assert decide(ranking, limits) == (AMBIGUOUS, pytest.approx(0.9))
    assert decide(ranking, replace(limits, never_offered=frozenset({"carte_reception"}))) == (
        "carte_perdue",
        0.5,
    )


def test_a_likely_emergency_wins_over_a_likelier_topic() -> None:
    limits = Thresholds(sure=0.6, pair=0.7, rival=0.2, answer=0.3, emergency=0.3)
    assert decide((("teleconsultation", 0.65), (EMERGENCY, 0.31)), limits) == (EMERGENCY, 0.31)


def test_only_a_short_stop_or_an_emergency_leaves_a_free_text_step(classifier: Classifier) -> None:
    stop, text, alarm = understand(
        classifier, ["stop", "je veux résilier mon contrat", "je n'arrive plus à respirer"]
    )
    assert stop.at_free_text().intent == "annuler"
    assert text.at_free_text().intent == FREE_TEXT
    assert alarm.at_free_text().intent == EMERGENCY
