"""`python -m messaging`: serve the desk on HOST and PORT."""

from __future__ import annotations

from messaging import logs
from messaging.app import create_app, server
from settings import keep_private, settings


def main() -> None:
    """Serve until told to stop."""
    keep_private()
    config = settings()
    logs.configure(config.log_level)
    server(create_app(config), config.host, config.port).run()


if __name__ == "__main__":
    main()
