import pytest

from nlu.normalise import normalise


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  Où est MA carte ?\n", "ou est ma carte ?"),
        ("ça m’a coûté cher", "ca m'a coute cher"),
        ("sœur, Œdème, æ", "soeur, oedeme, ae"),
        ("suuuuper !!!!", "suuper !!"),
        ("suuper !!", "suuper !!"),
        ("12000 €", "12000 €"),
        ("attestation\u00a0:\u202foui", "attestation : oui"),
        ("rem\u200bbour\u00adsement", "remboursement"),
        ("rendez\u2011vous", "rendez-vous"),
        ("une\u2028deux", "une deux"),
        ("e\u0301cole", "ecole"),
        ("…", ".."),
        ("", ""),
    ],
)
def test_one_spelling(written: str, expected: str) -> None:
    assert normalise(written) == expected


@pytest.mark.parametrize("text", ["J’ai reçu… l'avis n°3 !!!", "😀 ok", "İstanbul", "ﬁn", "½ tarif"])
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
