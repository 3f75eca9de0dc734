"""Every figure and every link that is said is a fact, and every fact is the guide's."""

from __future__ import annotations

import re

from knowledge_material import MOMENTS, data, everything

import knowledge
from knowledge.figures import addresses, figures, placeholders
from knowledge.model import LINE_PREFIX

SECOND = data("fact_values.yml")


def test_the_facts_are_those_of_the_second_transcription() -> None:
    assert {key: fact.text for key, fact in knowledge.load().facts.items()} == SECOND["facts"]


def test_the_addresses_behind_the_links_are_those_of_the_second_transcription() -> None:
    links = {key: fact.value for key, fact in knowledge.load().facts.items() if fact.kind == "link"}
    assert links == SECOND["links"]


def test_every_fact_is_said_somewhere() -> None:
    house = knowledge.load()
    used = {name for entry in house.entries.values() for text in entry.texts() for name in placeholders(text)}
    used |= {link for entry in house.entries.values() for link in entry.links}
    used |= {line.phone for line in house.lines.values()}
    in_titles = {"cent_pour_cent_sante_nom", "deuxieme_avis_nom"}
    assert set(house.facts) - used - in_titles == set()


def allowed(key: str) -> list[str]:
    """Return the pieces of an entry that may hold a figure or an address: its facts and its lines."""
    house = knowledge.load()
    names = {name for text in house.entry(key).texts() for name in placeholders(text)}
    pieces = [house.facts[name].text for name in names if name in house.facts]
    lines = [name[len(LINE_PREFIX) :] for name in names if name.startswith(LINE_PREFIX)]
    return [house.line(line, moment) for line in lines for moment in MOMENTS] + pieces


def test_every_figure_and_address_said_belongs_to_a_fact_or_to_the_hours() -> None:
    loose = []
    for key, variant, reply in everything():
        text = reply.text
        for piece in sorted(allowed(key), key=len, reverse=True):
            text = text.replace(piece, " ")
        loose += [(key, variant, found) for found in (*figures(text), *addresses(text))]
    assert loose == []


def test_every_link_is_a_fact() -> None:
    known = {fact.link.href for fact in knowledge.load().facts.values() if fact.kind in ("link", "phone")}
    hrefs = {link.href for _, _, reply in everything() for link in reply.links}
    assert hrefs <= known
    assert all(re.fullmatch(r"https://\S+|tel:\+?\d+", href) for href in hrefs)


def test_a_number_that_has_hours_is_never_said_without_them() -> None:
    house = knowledge.load()
    timed = {line.phone for line in house.lines.values() if not line.always}
    bare = [
        (entry.key, name)
        for entry in house.entries.values()
        for text in entry.texts()
        for name in placeholders(text)
        if name in timed
    ]
    assert bare == []


def test_every_title_of_a_button_holds_only_figures_of_facts() -> None:
    house = knowledge.load()
    for _, _, reply in everything():
        for choice in reply.choices:
            title = choice.title
            for fact in house.facts.values():
                title = title.replace(fact.text, " ")
            assert figures(title) == () and addresses(title) == ()


def test_the_number_words_are_found() -> None:
    assert figures("sous Dix jours, une fois, trente-deux euros et la moitié") == (
        "dix",
        "trente",
        "deux",
        "moitié",
    )
    assert addresses("voir www.exemple.fr ou écrire à moi@exemple.fr") != ()
