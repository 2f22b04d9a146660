"""The photo of a CV: read from beside cv.yaml, and refused if LaTeX cannot include it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.files.read import read_bytes
from cvpdf.render.rendering import PHOTO
from cvpdf.schema.text import Line

SIGNATURES = {".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".png": b"\x89PNG", ".pdf": b"%PDF"}
"""Suffixes that both engines can include, and the first bytes of such files."""

MAX_BYTES = 50_000_000
"""Limit for a photo; the limit for the PDF that contains it is usually lower."""


class Photo(NamedTuple):
    """A photo under the name that the templates use."""

    name: str
    content: bytes


def read_photo(folder: Path, path: Line) -> Photo | Diagnostic:
    """Read the photo at a path relative to the folder of cv.yaml."""
    suffix = Path(path).suffix.lower()
    if suffix not in SIGNATURES:
        message = f"`{path}` is not an image format that LaTeX can include"
        return error("bad-photo", message, path.span, "use " + ", ".join(sorted(SIGNATURES)))
    content, problem = read_bytes(folder / path, limit=MAX_BYTES, code="bad-photo", span=path.span)
    if content is None:
        assert problem is not None
        return problem._replace(hint=problem.hint or "the path is relative to cv.yaml")
    if not content.startswith(SIGNATURES[suffix]):
        kind = "JPEG" if suffix in (".jpg", ".jpeg") else suffix.lstrip(".").upper()
        return error("bad-photo", f"the contents of `{path}` are not {kind}", path.span)
    return Photo(PHOTO + suffix, content)
