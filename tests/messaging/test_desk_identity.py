"""Who speaks comes from the token alone; nobody sees what is somebody else's."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from conftest import Start
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from desk_running import Client, RunningDesk
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

GOOD = {"iss": "espace-assure", "aud": "assistant-adherent", "sub": "9000001"}


def status(desk: RunningDesk, authorization: str | None) -> int:
    return Client(desk.url, authorization).call("POST", "/v1/conversations").status_code


def bearer(claims: dict[str, Any], key: Any, algorithm: str | None = "HS256", **header: Any) -> str:
    return "Bearer " + jwt.encode(claims, key, algorithm=algorithm, headers=header or None)


def good(**changes: Any) -> dict[str, Any]:
    claims = {**GOOD, "exp": time.time() + 60, **changes}
    return {name: value for name, value in claims.items() if value is not None}


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"exp": None},
        {"iss": None},
        {"iss": "somebody"},
        {"aud": None},
        {"aud": "another"},
        {"sub": None},
        {"sub": ""},
        {"sub": "a" * 65},
        {"sub": "a\nb"},
        {"person": "1"},
        {"person": True},
        {"nbf": 9_999_999_999},
    ],
)
def test_bad_claims_are_401(desk: RunningDesk, claims: dict[str, Any]) -> None:
    assert status(desk, bearer(good(**claims), desk.settings.key("token"))) == 401


def test_good_token_is_taken(desk: RunningDesk) -> None:
    assert status(desk, bearer(good(person=3), desk.settings.key("token"))) == 201


def test_bad_credentials_are_401_and_never_a_visitor(desk: RunningDesk) -> None:
    key = desk.settings.key("token")
    none = "Bearer " + jwt.encode(good(), None, algorithm="none")
    assert status(desk, none) == 401
    assert status(desk, bearer(good(), "x" * 64)) == 401
    assert status(desk, bearer(good(), desk.settings.key("claim"))) == 401
    assert status(desk, bearer(good(), key, "HS512")) == 401
    assert status(desk, bearer(good(), key) + "x") == 401
    for header in ("Bearer", "Bearer  ", "Bearer abc", "Basic abc", "Bearer " + "a" * 9000, "Visitor"):
        assert status(desk, header) == 401, header
    member = desk.member().open()
    assert (
        Client(desk.url, "Bearer x").call("GET", f"/v1/conversations/{member.id}/messages").status_code == 401
    )


def test_secret_that_signs_claims_signs_no_token(desk: RunningDesk) -> None:
    from members.claims import sign_claim

    claim = sign_claim("9000001", None, "c", key=desk.settings.key("claim"))
    assert status(desk, f"Bearer {claim}") == 401


def paths(id: str) -> list[tuple[str, str]]:
    base = f"/v1/conversations/{id}"
    return [
        ("GET", f"{base}/messages"),
        ("POST", f"{base}/messages"),
        ("GET", f"{base}/stream"),
        ("POST", f"{base}/messages/1/feedback"),
    ]


def test_conversations_of_others_do_not_exist(desk: RunningDesk) -> None:
    body = {"client_id": "00000000-0000-4000-8000-000000000000", "text": "à moi ?", "useful": True}
    member = desk.member("9000001", 1).open()
    visitor = desk.visitor().open()
    other_visitor = desk.visitor().open()
    strangers = {
        member.id: [
            desk.visitor(),
            desk.member("9000002", 1),
            desk.member("9000001", 2),
            desk.member("9000001"),
            visitor,
        ],
        visitor.id: [desk.visitor(), other_visitor, member, Client(desk.url, "Visitor wrong")],
        "unknown": [member, visitor],
    }
    for id, callers in strangers.items():
        for caller in callers:
            for method, path in paths(id):
                assert caller.call(method, path, json=body).status_code == 404, (id, path)
    assert len(member.look()["messages"]) == 1
    assert len(visitor.look()["messages"]) == 1


def test_lists_hold_only_the_callers(desk: RunningDesk) -> None:
    member = desk.member("9000001", 1).open()
    visitor = desk.visitor().open()

    def listed(caller: Client) -> list[str]:
        answer = caller.call("GET", "/v1/conversations?state=open").json()
        return [item["id"] for item in answer["conversations"]]

    assert listed(member) == [member.id]
    assert listed(desk.member("9000001", 2)) == []
    assert listed(desk.member("9000001")) == []
    assert listed(visitor) == [visitor.id]
    assert listed(desk.visitor()) == []


def test_visitor_secret_is_kept_as_a_hash(desk: RunningDesk) -> None:
    visitor = desk.visitor().open()
    assert visitor.authorization is not None
    secret = visitor.authorization.removeprefix("Visitor ")
    assert len(secret) >= 40
    assert secret not in str(desk.rows("SELECT * FROM conversations"))
    assert "secret" not in str(visitor.look())


def test_signing_in_starts_a_new_conversation(desk: RunningDesk) -> None:
    visitor = desk.visitor().open()
    member = desk.member().open()
    assert member.id != visitor.id


class KeyServer:
    """A key set on loopback that counts how often it is read."""

    def __init__(self) -> None:
        self.keys: list[dict[str, Any]] = []
        self.reads = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.reads += 1
                raw = json.dumps({"keys": outer.keys}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/jwks"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def key_server() -> Iterator[KeyServer]:
    server = KeyServer()
    yield server
    server.stop()


def test_key_set_pins_the_algorithm_to_the_key(start: Start, key_server: KeyServer) -> None:
    rsa_key = rsa.generate_private_key(65537, 2048)
    ec_key = ec.generate_private_key(ec.SECP256R1())
    rsa_jwk = RSAAlgorithm.to_jwk(rsa_key.public_key(), as_dict=True) | {"kid": "r"}
    ec_jwk = ECAlgorithm.to_jwk(ec_key.public_key(), as_dict=True) | {"kid": "e"}
    key_server.keys = [
        rsa_jwk,
        ec_jwk,
        rsa_jwk | {"kid": "enc", "use": "enc"},
        {"kty": "oct", "kid": "o", "k": base64.urlsafe_b64encode(b"k" * 32).decode()},
    ]
    desk = start(TOKEN_JWKS_URL=key_server.url)
    assert status(desk, bearer(good(), rsa_key, "RS256", kid="r")) == 201
    assert status(desk, bearer(good(), ec_key, "ES256", kid="e")) == 201
    assert status(desk, bearer(good(exp=1), ec_key, "ES256", kid="e")) == 401
    assert status(desk, bearer(good(), rsa_key, "RS512", kid="r")) == 401
    assert status(desk, bearer(good(), rsa_key, "RS256", kid="e")) == 401
    assert status(desk, bearer(good(), rsa_key, "RS256", kid="enc")) == 401
    assert status(desk, bearer(good(), "k" * 32, "HS256", kid="o")) == 401
    assert status(desk, bearer(good(), desk.settings.key("token"), kid="r")) == 401
    assert status(desk, f"Bearer {jwt.encode(good(), None, algorithm='none', headers={'kid': 'r'})}") == 401
    public = rsa_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert status(desk, hs256_with(public)) == 401
    assert desk.visitor().call("POST", "/demo/token", json={"adherent": "9000001"}).status_code == 403


def test_unknown_keys_do_not_hammer_the_key_set(start: Start, key_server: KeyServer) -> None:
    desk = start(TOKEN_JWKS_URL=key_server.url)
    key = ec.generate_private_key(ec.SECP256R1())
    for number in range(10):
        assert status(desk, bearer(good(), key, "ES256", kid=f"k{number}")) == 401
    assert key_server.reads == 1


def hs256_with(public: bytes) -> str:
    """Sign with a public key as if it were a shared secret; PyJWT itself refuses to."""
    import hashlib
    import hmac

    def part(value: dict[str, Any]) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    signed = part({"alg": "HS256", "typ": "JWT", "kid": "r"}) + b"." + part(good())
    signature = base64.urlsafe_b64encode(hmac.new(public, signed, hashlib.sha256).digest()).rstrip(b"=")
    return "Bearer " + (signed + b"." + signature).decode()
