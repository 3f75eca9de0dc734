"""What the loader refuses, and how it says so: the file, the key, the problem."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.coverage import gaps, main, report
from knowledge.errors import InvalidKnowledgeError
from knowledge.files import HERE
from knowledge.loader import load, load_from

SMALL = Path(__file__).parent / "small"
Change = Callable[[str, str, str], None]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Copy the small knowledge, and change a text in one of its files."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)

    def put(file: str, old: str, new: str) -> None:
        path = tmp_path / file
        written = path.read_text(encoding="utf-8")
        assert old in written
        path.write_text(written.replace(old, new, 1), encoding="utf-8")

    return put


def test_the_small_knowledge_is_right() -> None:
    assert set(load_from(SMALL).entries) == {"carte", "echeance", "carte_envoyee", "bonjour"}


REFUSED = [
    ("answers/a.yml", "{delai}", "{delais}", "carte: unknown placeholder {delais}"),
    ("answers/a.yml", "{ligne_a}", "{ligne_b}", "carte: unknown placeholder {ligne_b}"),
    ("answers/a.yml", "{delai}", "{delai", "carte: a brace is left open or holds no name"),
    ("answers/a.yml", "[echeance]", "[echeanse]", "carte.choices: unknown topic 'echeanse'"),
    ("answers/a.yml", "ecrire: autres", "ecrire: autre", "echeance.choices: no label for theme 'autre'"),
    ("answers/a.yml", "ecrire: autres", "dire: autres", "echeance.choices: unknown choice 'dire'"),
    ("answers/a.yml", "links: [site]", "links: [sites]", "carte: unknown link 'sites'"),
    ("answers/a.yml", "links: [site]", "links: [delai]", "carte: unknown link 'delai'"),
    ("answers/a.yml", "sources: [Carte]", "sources: [Cartes]", "carte: unknown source heading 'Cartes'"),
    ("answers/a.yml", "sources: [Carte]", "sources: [record]", "carte: unknown source heading 'record'"),
    ("answers/a.yml", "sources: [Carte]\n", "\n", "carte: sources are missing"),
    ("answers/a.yml", "Votre carte", "Votre carte en 8 jours", "carte: '8' is not in a fact"),
    ("answers/a.yml", "Votre carte", "Vos deux cartes", "carte: 'deux' is not in a fact"),
    ("answers/a.yml", "Votre carte", "Sur www.exemple", "carte: 'www.' is not in a fact"),
    ("answers/a.yml", "Votre carte", "Écrivez à a@b.invalid", "is not in a fact"),
    ("answers/a.yml", "alpha: Pas", "alpha: Vos trois cartes, pas", "carte: 'trois' is not in a fact"),
    ("answers/a.yml", "alpha_note: Sans", "alpha_note: Sans ces cent", "carte: 'cent' is not in a fact"),
    ("answers/a.yml", "general: Votre", "alpha2: Votre", "carte.text: unknown key 'alpha2'"),
    ("answers/a.yml", "general: Votre carte", "visitor: Votre carte", "carte: the general text is missing"),
    ("answers/a.yml", "Votre carte", "mot " * 121, "carte: general text has"),
    ("answers/a.yml", "action:", "actions:", "carte: unknown key 'actions'"),
    ("answers/a.yml", "title: Ma carte", "title: Ma carte {rien}", "carte.title: unknown placeholder {rien}"),
    ("answers/a.yml", "title: Ma carte\n", "topic: carte\n", "carte.title: a text was expected"),
    ("answers/a.yml", "setting: mediator", "setting: mediateur", "carte: unknown setting 'mediateur'"),
    ("answers/a.yml", "echeance:", "carte:", "duplicate key 'carte'"),
    ("records/a.yml", "carte_envoyee:", "carte:", "carte: already in answers/a.yml"),
    ("records/a.yml", "topic: carte", "topic: cartes", "carte_envoyee: unknown topic 'cartes'"),
    ("records/a.yml", "values: [jour]", "values: []", "carte_envoyee: unknown placeholder {jour}"),
    ("records/a.yml", "values: [jour]", "values: [jour, an]", "carte_envoyee: the value 'an' is never said"),
    ("records/a.yml", "{jour}", "{jour} {delai}, 3 fois", "carte_envoyee: '3' is not in a fact"),
    ("records/a.yml", "values: [jour]", "values: [jour, delai]", "the value 'delai' hides a fact"),
    ("dialogue.yml", "entity: role", "entity: roles", "bonjour.choices: no label for roles 'enfant'"),
    ("facts.yml", "kind: delay", "kind: delais", "delai: kind is one of"),
    ("facts.yml", "heading: Carte", "heading: Cartes", "unknown heading 'Cartes'"),
    ("facts.yml", "https://", "http://", "site: a link has an https address and a title"),
    ("facts.yml", "kind: delay", "kind: delay\n  valeur: x", "delai: unknown key 'valeur'"),
    ("facts.yml", "delai:", "site:", "duplicate key 'site'"),
    ("hours.yml", "09:00-12:00", "9h-12h", "a: hours look like 09:00-12:00"),
    ("hours.yml", "09:00-12:00", "12:00-09:00", "a: hours go with days and end after they start"),
    ("hours.yml", "phone: numero_a", "phone: numero_b", "a: unknown phone 'numero_b'"),
    ("hours.yml", "next_today:", "next_todays:", "phrases: unknown key 'next_todays'"),
    ("hours.yml", '  first_day: "1er"\n', "", "phrases: the text 'first_day' is missing"),
    ("guide.yml", "title: Gratuit", "title: Carte", "Carte: heading written twice"),
    ("labels.yml", "theme:", "theme: [", "labels.yml: -: "),
]


@pytest.mark.parametrize(("file", "old", "new", "problem"), REFUSED, ids=[case[3] for case in REFUSED])
def test_a_mistake_is_refused_with_its_file_and_its_key(
    change: Change, tmp_path: Path, file: str, old: str, new: str, problem: str
) -> None:
    change(file, old, new)
    with pytest.raises(InvalidKnowledgeError) as caught:
        load_from(tmp_path)
    assert f"knowledge/{file}" in str(caught.value)
    assert problem in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidKnowledgeError, match=r"labels\.yml: -: the file cannot be read"):
        load_from(tmp_path)


def test_the_knowledge_is_read_once() -> None:
    assert load() is load()


def test_the_coverage_of_the_guide_has_no_gap(capsys: pytest.CaptureFixture[str]) -> None:
    assert gaps(load()) == ()
    assert main() == 0
    assert "0 gaps" in capsys.readouterr().out


def test_a_heading_that_nothing_answers_from_is_a_gap(change: Change, tmp_path: Path) -> None:
    assert gaps(load_from(SMALL)) == ()
    change("guide.yml", "    unused: nothing to say\n", "")
    book = load_from(tmp_path)
    assert gaps(book) == ("Gratuit",)
    assert "NO TOPIC ANSWERS FROM IT" in report(book)


def test_every_file_of_answers_is_read() -> None:
    files = {entry.file for entry in load().entries.values()}
    assert {f"answers/{path.name}" for path in (HERE / "answers").glob("*.yml")} <= files
