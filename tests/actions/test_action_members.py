"""Every demonstration member, every topic, every person and several days of the year: an answer each time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from action_material import CONVERSATION, claim

import clock
from actions import (  # noqa: F401  (each registers its action)
    assistance,
    beneficiaires,
    carte,
    echeancier,
    garanties,
    prise_en_charge,
    remboursements,
    teletransmission,
)
from actions.turn import RecordAction, Turn, replies
from knowledge.figures import word_count
from members import demo

LAID = "2026-11-23"
ACTIONS = [action() for action in RecordAction.__subclasses__()]
MEMBERS = {member["adherent"]: member for member in demo.members()}


def ask(topic: str, adherent: str, person: int | None, text: str = "?") -> list[str]:
    """Return the texts that answer a topic."""
    action = next(action for action in ACTIONS if topic in action.topics)
    turn = Turn(topic, text, CONVERSATION, "general", claim(adherent, person))
    return [reply.text for reply in replies(action, turn)]


@pytest.mark.parametrize("day", ["2026-11-23", "2026-12-20", "2027-02-28"])
def test_everyone_gets_an_answer_that_can_be_read(
    members_db: Path, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    monkeypatch.setenv("CLOCK", f"{day}T18:30")  # the phone line is closed: the longest texts
    assert clock.today() == date.fromisoformat(day)
    for adherent, member in MEMBERS.items():
        for topic in (topic for action in ACTIONS for topic in action.topics):
            for person in (None, *member["person_ids"]) if day == LAID else member["person_ids"][:1]:
                texts = ask(topic, adherent, person)
                assert texts
                for text in texts:
                    assert text and "{" not in text
                    assert word_count(text) <= 120, f"{adherent} {topic}: {word_count(text)} words\n{text}"


def test_the_five_members_of_the_demonstration_get_five_answers(members_db: Path) -> None:
    alpha, late = "20418733", "20731254"
    weeks, months = "21975340", "22146798"
    for topic in ("carte_reception", "teletransmission_verifier", "cotisation_premier_mois"):
        answers = {
            tuple(ask(topic, adherent, int(adherent) * 10 + 1)) for adherent in (alpha, late, weeks, months)
        }
        assert len(answers) == 4


def test_a_late_card_says_since_when_and_what_to_do(members_db: Path) -> None:
    (text,) = ask("carte_reception", "20731254", 207312541)
    assert "vous auriez dû la recevoir vers le 14 novembre 2026" in text
    assert "3 place Drouet d'Erlon, 51100 Reims" in text
    assert "écrivez à un conseiller" in text


def test_two_weeks_are_normal_and_two_months_are_not(members_db: Path) -> None:
    (weeks,) = ask("teletransmission_activer", "21975340", 219753401)
    (months,) = ask("teletransmission_activer", "22146798", 221467981)
    assert "C'est normal" in weeks and "10 décembre 2026" in weeks
    assert "il est dépassé" in months and "22 septembre 2026" in months


def test_the_next_debits_are_listed_with_what_is_left(members_db: Path) -> None:
    (text,) = ask("echeancier_consulter", "25218694", 252186941)
    assert "- le 5 décembre 2026 : 74,50 € (à venir)" in text
    assert "- puis 9 autres, pour 703,80 € en tout" in text
    assert "l'année 2026, sans les prélèvements annulés : 894,00 €" in text
    assert "l'année 2027, sans les prélèvements annulés : 938,40 €" in text


def test_the_first_debit_is_the_soonest_day_while_it_is_unknown(members_db: Path) -> None:
    (text,) = ask("cotisation_premier_mois", "25072381", 250723811)
    assert "au plus tôt le 14 décembre 2026" in text


def test_a_lost_card_repeats_the_address(members_db: Path) -> None:
    (text,) = ask("carte_perdue", "21250948", 212509481)
    assert "7 cours Gambetta, 34000 Montpellier" in text


def test_ima_is_named_whatever_the_contract(members_db: Path) -> None:
    for adherent in MEMBERS:
        (text,) = ask("assistance_conditions", adherent, None)
        assert text.startswith("Pour une demande, appelez IMA : 05 49 34 88 42")


def test_a_refused_act_shows_no_amount_and_no_refusal(members_db: Path) -> None:
    acts, _ = ask("remboursement_suivi", "25603928", 256039281)
    (line,) = (line for line in acts.splitlines() if "Cure thermale" in line)
    assert line == (
        "- Christophe, Cure thermale du 24 septembre 2026 (état : étudié). "
        "Écrivez à un conseiller : il vous dira la suite"
    )


def test_persons_of_the_same_name_are_told_apart(members_db: Path) -> None:
    father = "\n".join(ask("remboursement_suivi", "24478103", 244781031))
    assert "Paul (titulaire du contrat), Détartrage" in father
