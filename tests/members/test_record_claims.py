"""The claim: read back as signed, refused in every other case."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest

from members.claims import Claim, sign_claim, verify_claim
from members.errors import ClaimInvalid

KEY = "k" * 64


def signed(**changes: Any) -> str:
    """A token whose payload differs from a good one by `changes`; None removes."""
    now = int(time.time())
    good = {"sub": "24263578", "person": 242635781, "conv": "c1", "iat": now, "exp": now + 30}
    payload = {name: value for name, value in (good | changes).items() if value is not None}
    return jwt.encode(payload, KEY, algorithm="HS256")


@pytest.mark.parametrize("person_id", [242635781, None])
def test_claim_reads_back_as_signed(person_id: int | None) -> None:
    token = sign_claim("24263578", person_id, "c1", key=KEY)
    assert verify_claim(token, key=KEY) == Claim("24263578", person_id, "c1")


def test_claim_holds_though_the_clock_is_set_for_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOCK", "2020-01-01T09:00:00")
    assert verify_claim(sign_claim("24263578", None, "c1", key=KEY), key=KEY).conversation == "c1"


def test_the_token_made_here_is_good() -> None:
    assert verify_claim(signed(), key=KEY).adherent == "24263578"


@pytest.mark.parametrize(
    "token",
    [
        sign_claim("24263578", None, "c1", key="another key" * 6),
        sign_claim("24263578", None, "c1", key=KEY, ttl=-1),
        sign_claim("24263578", None, "c1", key=KEY)[:-4],
        "",
        "not a token",
        jwt.encode({"sub": "24263578", "conv": "c1", "iat": 0, "exp": 9999999999}, "", algorithm="none"),
        jwt.encode({"sub": "1", "conv": "c1", "iat": 0, "exp": 9999999999}, KEY, algorithm="HS512"),
        signed(exp=None),
        signed(iat=None),
        signed(sub=None),
        signed(conv=None),
        signed(conv=7),
        signed(person="242635781"),
        signed(person=True),
    ],
)
def test_any_other_claim_is_invalid(token: str) -> None:
    with pytest.raises(ClaimInvalid):
        verify_claim(token, key=KEY)


def test_the_error_names_no_member() -> None:
    with pytest.raises(ClaimInvalid) as raised:
        verify_claim(signed(person="242635781"), key=KEY)
    assert "24263578" not in str(raised.value)
