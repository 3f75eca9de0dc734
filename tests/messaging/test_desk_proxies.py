"""What a proxy says is believed of the proxies trusted, and what leaves the desk has its envelope."""

from __future__ import annotations

import logging

import pytest
from conftest import Start

SPOOFED = ({"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"})


@pytest.mark.parametrize(
    ("given", "second"), [({}, 429), ({"TRUSTED_PROXIES": "127.0.0.1"}, 201)], ids=["nobody", "trusted"]
)
def test_address_of_a_visitor_is_taken_from_trusted_proxies_alone(
    start: Start, given: dict[str, str], second: int
) -> None:
    visitor = start(CONVERSATIONS_PER_MINUTE="1", **given).visitor()
    opened = [visitor.call("POST", "/v1/conversations", headers=headers).status_code for headers in SPOOFED]
    assert opened == [201, second]


def test_failure_of_our_own_leaves_in_the_envelope(start: Start) -> None:
    desk = start(ALLOWED_ORIGINS="https://espace.example.org")
    desk.app.state.verifier = None
    failed = desk.visitor().call("GET", "/v1/conversations", headers={"Origin": "https://espace.example.org"})
    assert (failed.status_code, failed.json()["error"]) == (500, "internal")
    assert failed.headers["Access-Control-Allow-Origin"] == "https://espace.example.org"
    assert failed.headers["X-Content-Type-Options"] == "nosniff"
    assert failed.headers["Cache-Control"] == "no-store"


def test_empty_settings_are_warned_of_when_the_desk_starts(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        start(CANCELLATION_URL="")
    assert any("CANCELLATION_URL is empty" in record.getMessage() for record in caplog.records)
