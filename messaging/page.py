"""The plain page at `/`, until the widget takes its place."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from settings import ROOT

FOLDER = ROOT / "web" / "plain"


async def index(_: Request) -> Response:
    """Return the page."""
    return FileResponse(FOLDER / "index.html", headers={"Cache-Control": "no-cache"})


def routes() -> list[BaseRoute]:
    """Return the page and its files."""
    return [Route("/", index, methods=["GET"]), Mount("/plain", StaticFiles(directory=FOLDER), name="plain")]
