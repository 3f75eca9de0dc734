"""What the classifier does not know, the search finds: among our topics, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import knowledge
from bot.finding import found_topics
from knowledge.passages import NOT_SEARCHED, passages, synonyms
from nlu.search import THRESHOLD, Search

CASES = yaml.safe_load(Path(__file__).with_name("search_questions.yml").read_text(encoding="utf-8"))
SMALL = Search(
    {"carte": ["Ma carte perdue", "Une carte volée"], "devis": ["Faire étudier un devis dentaire"]},
    {"dentaire devis": ["râtelier"], "carte perdue": ["badge égaré"]},
    ["ma un une le mon j ai"],
)


def topics(question: str) -> list[str | None]:
    return [choice.topic for choice in found_topics(question)]


def test_the_topic_is_among_three_for_seven_questions_in_ten() -> None:
    missed = [question for question, *right in CASES["questions"] if not set(right) & set(topics(question))]
    assert len(CASES["questions"]) == 100
    assert len(missed) <= 30, missed


def test_little_is_offered_for_what_is_not_ours() -> None:
    offered = [question for question in CASES["nothing"] if topics(question)]
    assert len(offered) <= 0.3 * len(CASES["nothing"]), offered


def test_every_case_names_topics_that_can_be_found() -> None:
    known = set(passages(knowledge.load()))
    assert {topic for _, *right in CASES["questions"] for topic in right} <= known
    assert not {key for key in known if knowledge.load().entries[key].file in NOT_SEARCHED}


def test_no_everyday_word_is_one_that_says_nothing() -> None:
    said = [word for words in synonyms().everyday.values() for word in dict.fromkeys(words)]
    empty = set(synonyms().empty)
    assert not [word for word in said if word in empty]


@pytest.mark.parametrize("question", ["CARTES PERDUES", "carte perdu", "mon badge égaré", "carte"])
def test_spelling_endings_and_everyday_words_find_the_same(question: str) -> None:
    assert SMALL.find(question)[0].topic == "carte"


def test_scores_are_ordered_and_above_the_threshold() -> None:
    found = SMALL.find("un râtelier, et ma carte ?")
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(THRESHOLD <= score <= 1 for score in scores)


@pytest.mark.parametrize("question", ["", "?", "😀", "ma une le", "xyzzy plugh", "12 345"])
def test_nothing_known_finds_nothing(question: str) -> None:
    assert SMALL.find(question) == []


def test_a_word_that_is_unknown_weakens_what_is_found() -> None:
    alone, among_others = SMALL.find("carte"), SMALL.find("carte géologique du Massif")
    assert alone[0].score > among_others[0].score


@pytest.mark.parametrize("question", ["verres", "Opticien ?", "ma couronne"])
def test_one_word_of_ours_is_enough(question: str) -> None:
    assert found_topics(question)


def test_the_choices_have_the_titles_of_their_topics() -> None:
    choice = found_topics("dentier")[0]
    assert choice.title == knowledge.load().topics[choice.intent].title
