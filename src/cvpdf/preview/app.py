"""The preview as a web application: the page, its events, the images of PDF pages, and the places in cv.yaml."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from cvpdf.preview import snapshot
from cvpdf.preview.image_cache import ImageCache
from cvpdf.preview.page_image import RenderError
from cvpdf.preview.source_lines import locate
from cvpdf.preview.state import ShownPdf
from cvpdf.preview.view_stream import ViewStream
from cvpdf.source.read import read_source

KEEPALIVE = 15.0
"""Seconds without an event after which a comment is sent, so that the connection stays open."""
_MEDIA_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Preview:
    """Answers requests. ``prefer`` is called with the variant that the browser shows."""

    def __init__(
        self, views: ViewStream, images: ImageCache, prefer: Callable[[str], None], cv: Path, begin: str
    ) -> None:
        self._views = views
        self._images = images
        self._prefer = prefer
        self._cv = cv
        self._begin = begin

    def application(self) -> Starlette:
        """Return the ASGI application, without the access control of :mod:`cvpdf.preview.same_origin`."""
        page = {"/" if name == "index.html" else f"/{name}": (name, text) for name, text in _page_files().items()}
        static = [Route(path, partial(_static, name, text)) for path, (name, text) in page.items()]
        variant = "/variants/{variant}/{version}"
        return Starlette(
            routes=[
                *static,
                Route("/events", self._events),
                Route(variant + "/pages/{page:int}.png", self._image),
                Route(variant + "/lines", self._lines),
                Route(variant + "/lines/{line:int}", self._line),
                Route("/prefer/{variant}", self._preferred, methods=["POST"]),
            ]
        )

    async def _events(self, _request: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        # The browser reconnects half a second after the connection is lost.
        yield "retry: 500\n\n"
        async for view in self._views.changes(KEEPALIVE):
            if view is None:
                yield ": keep-alive\n\n"
            else:
                yield f"data: {json.dumps(snapshot.of_view(view, str(self._cv), self._begin))}\n\n"

    async def _image(self, request: Request) -> Response:
        shown = self._shown(request)
        width = request.query_params.get("width", "")
        if shown is None:
            return _gone()
        if not (width.isascii() and width.isdigit()):
            return PlainTextResponse("the width is missing\n", 400)
        page, in_view = request.path_params["page"], "in_view" in request.query_params
        future = self._images.get(request.path_params["variant"], shown, page - 1, int(width[:9]), in_view)
        try:
            image = await asyncio.wrap_future(future)
        except RenderError as problem:
            return PlainTextResponse(f"{problem}\n", 404)
        headers = {"etag": f'"{image.tag}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(image.png, media_type="image/png", headers=headers)

    def _lines(self, request: Request) -> Response:
        shown = self._shown(request)
        if shown is None:
            return _gone()
        return JSONResponse(snapshot.of_lines(shown.lines, shown.sizes))

    def _line(self, request: Request) -> Response:
        shown = self._shown(request)
        if shown is None or shown.source is None:
            return _gone()
        lines, number = shown.lines, request.path_params["line"]
        if number >= len(lines):
            return PlainTextResponse("unknown line\n", 404)
        now, _ = read_source(self._cv)
        span, same = locate(lines[number], shown.source, now or shown.source)
        return JSONResponse({**snapshot.of_place(span, now or shown.source), "same": same})

    def _preferred(self, request: Request) -> Response:
        name = request.path_params["variant"]
        if self._views.view.variant(name) is None:
            return _gone()
        self._prefer(name)
        return Response(status_code=204)

    def _shown(self, request: Request) -> ShownPdf | None:
        """Return the PDF that a request names, or ``None`` if there is a newer one."""
        variant = self._views.view.variant(request.path_params["variant"])
        shown = variant.shown if variant else None
        return shown if shown and shown.version == request.path_params["version"] else None


async def _static(name: str, text: bytes, _request: Request) -> Response:
    return Response(text, media_type=_MEDIA_TYPES[Path(name).suffix])


def _gone() -> Response:
    return PlainTextResponse("replaced by a newer version\n", 410)


def _page_files() -> dict[str, bytes]:
    """Return the files of the web page by name."""
    folder = files("cvpdf.preview") / "page"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if Path(entry.name).suffix in _MEDIA_TYPES}
