from datetime import date

import pytest

from nlu.form_values import find_values

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("slot", "text", "value"),
    [
        ("situation", "je sors de l'hôpital", "hospitalisation"),
        ("situation", "Opération du genou", "hospitalisation"),
        ("situation", "j'ai la jambe dans le plâtre", "immobilisation"),
        ("situation", "pas hospitalisé, une entorse", "immobilisation"),
        ("situation", "un cancer", "maladie_grave"),
        ("situation", "une maladie", "maladie_grave"),
        ("situation", "maladie d'Alzheimer", "perte_autonomie"),
        ("situation", "autre chose", "autre"),
        ("lieu", "Espagne", "etranger"),
        ("lieu", "aux États-Unis", "etranger"),
        ("lieu", "je ne suis pas en France", "etranger"),
        ("lieu", "en France", "france"),
        ("lieu", "outre-mer", "france"),
        ("lieu", "chez moi", "france"),
        ("quand", "maintenant", "maintenant"),
        ("quand", "là", "maintenant"),
        ("quand", "cet après-midi", "maintenant"),
        ("quand", "pas maintenant", "plus_tard"),
        ("quand", "demain matin", "sous_3_jours"),
        ("quand", "après-demain", "sous_3_jours"),
        ("quand", "dans 3 jours", "sous_3_jours"),
        ("quand", "dans 10 jours", "plus_tard"),
        ("quand", "la semaine prochaine", "sous_3_jours"),
        ("quand", "le 12 mars", "plus_tard"),
        ("quand", "la semaine dernière", "deja"),
        ("quand", "lundi dernier", "deja"),
        ("quand", "avant-hier", "deja"),
        ("quand", "le mois prochain", "plus_tard"),
        ("quand", "lundi", "sous_3_jours"),
        ("quand", "vendredi", "plus_tard"),
        ("quand", "mardi 3 mars", "plus_tard"),
        ("quand", "le 20/11", "deja"),
        ("quand", "le 24/11", "sous_3_jours"),
        ("quand", "il y a trois semaines", "deja"),
        ("quand", "dans deux heures", "maintenant"),
        ("quand", "sous 48 h", "sous_3_jours"),
        ("quand", "cette semaine", "sous_3_jours"),
        ("quand", "fin décembre", "plus_tard"),
        ("quand", "pas maintenant, demain", "sous_3_jours"),
        ("quand", "il y a urgence", "maintenant"),
        ("quand", "depuis lundi", "deja"),
    ],
)
def test_value_is_found(slot: str, text: str, value: str) -> None:
    assert find_values(slot, text, SATURDAY) == {slot: value}


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("lieu", "ça marche à l'étranger ?"),
        ("quand", "quand est-ce que c'est possible maintenant ?"),
        ("quand", "la carte"),
        ("lieu", "bonjour"),
        ("situation", ""),
        ("inconnu", "maintenant"),
    ],
)
def test_nothing_is_found(slot: str, text: str) -> None:
    assert find_values(slot, text, SATURDAY) == {}
