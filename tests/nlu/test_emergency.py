"""Emergencies are caught in every voice, and what only sounds like one is not."""

import cProfile
import pstats
from pathlib import Path

import pytest
import yaml

from nlu.emergency import is_emergency

CASES = yaml.safe_load(Path(__file__).with_name("emergency_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES["emergencies"])
def test_emergency_is_caught(text: str) -> None:
    assert is_emergency(text)


@pytest.mark.parametrize("text", CASES["harmless"])
def test_harmless_is_let_through(text: str) -> None:
    assert not is_emergency(text)


@pytest.mark.parametrize("text", CASES["emergencies"][::5])
def test_capitals_accents_and_punctuation_change_nothing(text: str) -> None:
    assert is_emergency(text.upper())
    assert is_emergency(f"  {text} !!!")


@pytest.mark.parametrize("text", CASES["emergencies"][::7])
def test_an_emergency_is_found_in_a_long_message(text: str) -> None:
    before = "Bonjour, je vous écris au sujet de ma carte et de mon échéancier de cotisations. " * 8
    assert is_emergency(f"{before}{text}. Merci de votre réponse.")


def test_a_guard_removes_only_its_own_words() -> None:
    assert not is_emergency("j'ai failli faire une crise cardiaque en voyant la facture")
    assert is_emergency("j'ai failli faire une crise cardiaque en voyant le prix, et là je ne respire plus")


@pytest.mark.parametrize("text", ["", " ", "?", "😀😀", "42", "1234 5678", "_", "…", "'" * 50, "a" * 2000])
def test_text_without_words_is_no_emergency(text: str) -> None:
    assert not is_emergency(text)


def test_long_texts_of_signs_words_come_to_an_end() -> None:
    for text in ("mal " * 500, "pas plus de la vie " * 100, "je ne veux " * 180):
        assert isinstance(is_emergency(text), bool)


@pytest.mark.parametrize("words", ["bave ", "baver bave ", "convulc bave ", "arme ", "mal aux reins bave "])
def test_the_work_grows_with_the_text_and_no_faster(words: str) -> None:
    once, twice = work(words * 400), work(words * 800)
    assert twice < 2.5 * once


def work(text: str) -> int:
    """Return how many calls it takes to read a text whose words are known already."""
    is_emergency(text)
    profile = cProfile.Profile()
    profile.runcall(is_emergency, text)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
