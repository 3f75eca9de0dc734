"""The plain page in a real browser, on a desktop and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from desk_running import RunningDesk
from playwright.sync_api import Browser, Page, expect, sync_playwright
from rasa_stand_in import Answer, StandIn, echo, reply

from members import demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 800), (360, 640)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, desk: RunningDesk) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(8000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
    page.goto(desk.url)
    yield page
    context.close()
    assert troubles == []


HOSTILE = '<img src=x onerror="document.title=1"><b>gras</b>'


def answer(turn: dict[str, Any]) -> Answer:
    if turn.get("text") != "ma carte":
        return echo(turn)
    choice = {"title": "Carte perdue", "intent": "carte_perdue", "entities": {}, "topic": "carte_perdue"}
    link = {"title": "Appeler", "href": "tel:0153381888"}
    source = {"kind": "record", "label": "Votre dossier", "date": "2026-03-12"}
    return 200, {"messages": [reply(HOSTILE, choices=[choice], links=[link], sources=[source])]}


def say(page: Page, text: str) -> None:
    page.get_by_label("Votre message").fill(text)
    page.get_by_label("Votre message").press("Enter")


def test_member_signs_in_asks_chooses_and_resumes(page: Page, rasa: StandIn) -> None:
    rasa.answer = answer
    member = demo.members()[0]
    page.get_by_label("Adhérent de démonstration").select_option(member["adherent"])
    page.get_by_role("button", name="Se connecter", exact=True).click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("assistant automatique")
    expect(page.locator("#who")).to_contain_text(member["first_name"])
    say(page, "ma carte")
    expect(log).to_contain_text(HOSTILE)
    expect(log).to_contain_text("Votre dossier au 12 mars 2026")
    expect(log.get_by_role("link", name="Appeler")).to_have_attribute("href", "tel:0153381888")
    log.get_by_role("button", name="Carte perdue").click()
    expect(log).to_contain_text("réponse à carte_perdue")
    count = log.locator("> li").count()
    page.reload()
    expect(log.locator("> li")).to_have_count(count)
    expect(log).to_contain_text("réponse à carte_perdue")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Changer de personne").click()
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()


def test_visitor_talks_and_sees_the_assistant_type(page: Page, rasa: StandIn) -> None:
    gate = rasa.hold("bonjour")
    page.get_by_role("button", name="Continuer sans se connecter").click()
    expect(page.locator("#who")).to_contain_text("visiteur")
    say(page, "bonjour")
    expect(page.get_by_role("status")).to_have_text("L’assistant écrit…")
    gate.set()
    expect(page.get_by_role("log")).to_contain_text("réponse à bonjour")
    expect(page.get_by_role("status")).to_have_text("")


def test_lost_network_sends_once_when_it_is_back(page: Page, rasa: StandIn) -> None:
    page.get_by_role("button", name="Continuer sans se connecter").click()
    expect(page.get_by_role("log")).to_contain_text("assistant automatique")
    page.context.set_offline(True)
    say(page, "hors ligne")
    expect(page.get_by_role("alert")).to_contain_text("connexion est coupée")
    page.context.set_offline(False)
    expect(page.get_by_role("log")).to_contain_text("réponse à hors ligne")
    expect(page.get_by_role("alert")).to_have_text("")
    assert [turn["text"] for turn in rasa.turns] == ["hors ligne"]


def test_page_follows_by_long_poll_when_streams_fail(page: Page, rasa: StandIn) -> None:
    page.route("**/stream*", lambda route: route.abort())
    page.get_by_role("button", name="Continuer sans se connecter").click()
    expect(page.get_by_role("log")).to_contain_text("assistant automatique")
    say(page, "bonjour")
    expect(page.get_by_role("log")).to_contain_text("réponse à bonjour")


def test_leaving_stops_what_was_being_sent(page: Page, rasa: StandIn) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.clock.install()
    page.get_by_role("button", name="Continuer sans se connecter").click()
    page.route("**/messages", lambda route: route.abort())
    say(page, "à ne pas renvoyer")
    expect(page.get_by_role("alert")).to_contain_text("La connexion est coupée")
    page.get_by_role("button", name="Changer de personne").click()
    page.get_by_role("button", name="Continuer sans se connecter").click()
    expect(page.get_by_label("Votre message")).to_be_focused()
    page.unroute("**/messages")
    page.clock.run_for(1000)
    say(page, "bonjour")
    expect(page.get_by_role("log")).to_contain_text("réponse à bonjour")
    expect(page.get_by_role("alert")).to_be_empty()
    expect(page.get_by_label("Votre message")).to_have_value("")
    assert sum("à ne pas renvoyer" in body for body in sent) == 1


def test_page_without_its_texts_says_so(page: Page) -> None:
    page.route("**/texts.json", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("La connexion est coupée")
