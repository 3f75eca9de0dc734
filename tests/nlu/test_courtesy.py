"""A greeting never hides the request that follows it."""

from __future__ import annotations

import pytest

from nlu.courtesy import without_courtesy
from nlu.normalise import normalise


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bonjour je n'ai pas reçu ma carte", "je n'ai pas recu ma carte"),
        ("Bonjour Madame, Monsieur, où envoyer ma facture ? Merci d'avance", "ou envoyer ma facture ?"),
        ("Bonsoir, quel est le montant s'il vous plaît ?", "quel est le montant"),
        ("Hello, je veux résilier. Cordialement.", "je veux resilier"),
        ("bjr mon mari est mort ce matin", "mon mari est mort ce matin"),
        (
            "Merci pour votre réponse mais je ne suis pas remboursé",
            "merci pour votre reponse mais je ne suis pas rembourse",
        ),
    ],
)
def test_what_is_wanted_is_left(text: str, wanted: str) -> None:
    assert without_courtesy(normalise(text)) == wanted


@pytest.mark.parametrize("text", ["Bonjour", "merci beaucoup", "Bonsoir, merci", "salut", "Cordialement"])
def test_courtesy_alone_is_what_was_meant(text: str) -> None:
    assert without_courtesy(normalise(text)) == normalise(text)
