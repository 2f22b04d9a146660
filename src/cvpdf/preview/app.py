"""The preview as a web application: the page, its events, its pictures, and the way back to cv.yaml."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from functools import partial
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from cvpdf.preview import letters, places, snapshot
from cvpdf.preview.drawing import CannotDraw
from cvpdf.preview.hub import Hub
from cvpdf.preview.lookup import locate
from cvpdf.preview.pictures import Pictures
from cvpdf.preview.state import Shown
from cvpdf.source.read import read_source

PATIENCE = 15.0
"""Seconds of silence after which a sign of life is sent."""
_MAX_PLACES = 8
"""PDFs whose printed lines are remembered."""
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Preview:
    """Answers requests. ``prefer`` is told the variant that is looked at."""

    def __init__(self, hub: Hub, pictures: Pictures, prefer: Callable[[str], None], cv: Path, begin: str) -> None:
        self._hub = hub
        self._pictures = pictures
        self._prefer = prefer
        self._cv = cv
        self._begin = begin
        self._places: OrderedDict[tuple[str, str], list[places.Line]] = OrderedDict()

    def application(self) -> Starlette:
        """Return the ASGI application; it trusts everybody, see :mod:`cvpdf.preview.hosts`."""
        page = {"/" if name == "index.html" else f"/{name}": (name, text) for name, text in _page_files().items()}
        fixed = [Route(path, partial(_fixed, name, text)) for path, (name, text) in page.items()]
        variant = "/variants/{variant}/{version}"
        return Starlette(
            routes=[
                *fixed,
                Route("/events", self._events),
                Route(variant + "/pages/{page:int}.png", self._picture),
                Route(variant + "/lines", self._lines),
                Route(variant + "/lines/{line:int}", self._line),
                Route("/prefer/{variant}", self._preferred, methods=["POST"]),
            ]
        )

    async def _events(self, _request: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        # A server that was started again is found within half a second.
        yield "retry: 500\n\n"
        async for view in self._hub.changes(PATIENCE):
            if view is None:
                yield ": still here\n\n"
            else:
                yield f"data: {json.dumps(snapshot.of_view(view, str(self._cv), self._begin))}\n\n"

    async def _picture(self, request: Request) -> Response:
        shown = self._shown(request)
        width = request.query_params.get("width", "")
        if shown is None:
            return _gone()
        if not (width.isascii() and width.isdigit()):
            return PlainTextResponse("the width is missing\n", 400)
        page, looking = request.path_params["page"], "looking" in request.query_params
        future = self._pictures.get(request.path_params["variant"], shown, page - 1, int(width[:9]), looking)
        try:
            picture = await asyncio.wrap_future(future)
        except CannotDraw as problem:
            return PlainTextResponse(f"{problem}\n", 404)
        headers = {"etag": f'"{picture.tag}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(picture.png, media_type="image/png", headers=headers)

    def _lines(self, request: Request) -> Response:
        shown = self._shown(request)
        if shown is None:
            return _gone()
        return JSONResponse(snapshot.of_lines(self._found(request, shown), shown.sizes))

    def _line(self, request: Request) -> Response:
        shown = self._shown(request)
        if shown is None or shown.source is None:
            return _gone()
        found, number = self._found(request, shown), request.path_params["line"]
        if number >= len(found):
            return PlainTextResponse("there is no such line\n", 404)
        now, _ = read_source(self._cv)
        span, same = locate(found[number], shown.source, now or shown.source)
        return JSONResponse({**snapshot.of_place(span, now or shown.source), "same": same})

    def _preferred(self, request: Request) -> Response:
        name = request.path_params["variant"]
        if self._hub.view.variant(name) is None:
            return _gone()
        self._prefer(name)
        return Response(status_code=204)

    def _shown(self, request: Request) -> Shown | None:
        """Return the pages that a request is about, if they are still the last ones."""
        variant = self._hub.view.variant(request.path_params["variant"])
        shown = variant.shown if variant else None
        return shown if shown and shown.version == request.path_params["version"] else None

    def _found(self, request: Request, shown: Shown) -> list[places.Line]:
        key = request.path_params["variant"], f"{shown.version}-{shown.revision}"
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = places.find(letters.read(shown.pdf), shown.expectation)
            while len(self._places) > _MAX_PLACES:
                self._places.popitem(last=False)
        return found


async def _fixed(name: str, text: bytes, _request: Request) -> Response:
    return Response(text, media_type=_KINDS[Path(name).suffix])


def _gone() -> Response:
    return PlainTextResponse("there is something newer\n", 410)


def _page_files() -> dict[str, bytes]:
    """Return the files of the page by name."""
    folder = files("cvpdf.preview") / "page"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if Path(entry.name).suffix in _KINDS}
