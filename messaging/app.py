"""The desk put together: settings in, an application out."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware

import knowledge
from messaging import db, demo, page, responses, routes
from messaging.desk import Desk
from messaging.errors import DeskError
from messaging.health import Health
from messaging.identity import Keys, SharedKey, Verifier
from messaging.jwks import KeySet
from messaging.notify import Notifier
from messaging.rasa import Rasa
from messaging.worker import Worker
from nlu.emergency import is_emergency
from settings import Settings, settings

logger = logging.getLogger(__name__)


def create_app(config: Settings | None = None) -> Starlette:
    """Build the desk's application; its stores open when it starts."""
    config = config or settings()
    cors = Middleware(
        CORSMiddleware,
        allow_origins=config.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After"],
    )
    # Innermost, and not the framework's own, which answers outside the envelope.
    failures = Middleware(ServerErrorMiddleware, handler=responses.on_failure)
    app = Starlette(
        routes=[*routes.ROUTES, *demo.ROUTES, *page.routes()],
        middleware=[Middleware(responses.Envelope), cors, failures],
        exception_handlers={
            DeskError: responses.on_desk_error,
            HTTPException: responses.on_http_error,
        },
        lifespan=_lifespan,
    )
    keys: Keys = KeySet(config.token_jwks_url) if config.token_jwks_url else SharedKey(config.key("token"))
    app.state.settings = config
    app.state.verifier = Verifier(keys, config.token_issuer, config.token_audience)
    app.state.notifier = Notifier()
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    config: Settings = app.state.settings
    book = knowledge.load()
    for line in knowledge.warnings():
        logger.warning(line)
    is_emergency("")  # a table that cannot be read stops the start, not the first message
    made = db.engine(config.desk_db)
    await asyncio.to_thread(db.migrate, made)
    rasa = Rasa(config.rasa_url, config.key("turn"))
    desk = Desk(config, db.Store(made), app.state.notifier, rasa, book)
    worker = Worker(desk)
    app.state.desk, app.state.worker, app.state.health = desk, worker, Health(desk)
    recovering = asyncio.create_task(worker.recover())
    logger.info("desk started")
    yield
    desk.notifier.close()
    recovering.cancel()
    await worker.close()
    made.dispose()
    logger.info("desk stopped")


class Server(uvicorn.Server):
    """A uvicorn server that lets the long polls and streams go before it waits for them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop serving."""
        app = self.config.app
        if isinstance(app, Starlette):
            app.state.notifier.close()
        await super().shutdown(sockets)


def server(app: Starlette, host: str, port: int) -> Server:
    """Return the server of an application, without WebSockets, banner or access log (it holds addresses)."""
    trusted = app.state.settings.trusted_proxies
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted,
        timeout_graceful_shutdown=3,
    )
    return Server(config)
