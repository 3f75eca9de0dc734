"""`python -m messaging.token MEMBER [PERSON]`: print a token for a demonstration member."""

from __future__ import annotations

import argparse

from messaging.identity import sign
from settings import keep_private, settings


def main() -> None:
    """Print the token."""
    parser = argparse.ArgumentParser(prog="messaging.token", description=__doc__)
    parser.add_argument("member", help="numero d'adherent")
    parser.add_argument("person", nargs="?", type=int, help="which person of the contract signs in")
    given = parser.parse_args()
    keep_private()
    config = settings()
    signed = sign(
        given.member,
        given.person,
        key=config.key("token"),
        issuer=config.token_issuer,
        audience=config.token_audience,
    )
    print(signed)


if __name__ == "__main__":
    main()
