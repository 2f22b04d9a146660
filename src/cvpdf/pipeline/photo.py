"""The photo of a CV: read from beside cv.yaml, prepared for LaTeX, and refused if it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error, note
from cvpdf.files.picture import Format, PictureError, prepared
from cvpdf.files.read import read_bytes
from cvpdf.render.photo import photo_name
from cvpdf.schema.built_in import BUILT_IN
from cvpdf.schema.page import millimetres
from cvpdf.schema.photo import Photo, PhotoLook
from cvpdf.schema.resume import Resume
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve, variant_names

_FORMATS: Mapping[str, Format | None] = MappingProxyType({".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".pdf": None})
"""Suffixes that both engines can include, with the format of those that are pictures of pixels."""
_SIGNATURES = {"JPEG": b"\xff\xd8", "PNG": b"\x89PNG", "PDF": b"%PDF"}

MAX_BYTES = 50_000_000
"""Limit for a photo, which is scaled down later."""
_PIXELS_PER_MM = 600 / 25.4
"""The resolution of good printers; more would only make the PDF larger."""


class PhotoFile(NamedTuple):
    """A photo under the name that the templates use."""

    name: str
    content: bytes


def read_photo(folder: Path, photo: Photo, look: PhotoLook) -> PhotoFile | Diagnostic:
    """Read the photo, relative to the folder of cv.yaml: upright, without metadata, in its shape in print."""
    name = photo_name(photo, look)
    path, suffix = photo.file, Path(photo.file).suffix.lower()
    if suffix not in _FORMATS:
        message = f"`{path}` is not an image format that LaTeX can include"
        return error("bad-photo", message, path.span, "use " + ", ".join(sorted(_FORMATS)))
    content, problem = read_bytes(folder / path, limit=MAX_BYTES, code="bad-photo", span=path.span)
    if content is None:
        assert problem is not None
        return problem._replace(hint=problem.hint or "the path is relative to cv.yaml")
    kind = _FORMATS[suffix]
    if not content.startswith(_SIGNATURES[kind or "PDF"]):
        actual = next((name for name, start in _SIGNATURES.items() if content.startswith(start)), None)
        message = f"the contents of `{path}` are {f'{actual}, ' if actual else ''}not {kind or 'PDF'}"
        hint = f"rename it to end with .{actual.lower().replace('jpeg', 'jpg')}" if actual else None
        return error("bad-photo", message, path.span, hint)
    if kind is None:
        if look.shape != "as-is":
            hint = "use a JPEG or PNG file, or leave `shape` out"
            return error("bad-photo", f"a PDF file cannot be cropped to the shape `{look.shape}`", path.span, hint)
        return PhotoFile(name, content)
    try:
        width = round(millimetres(look.width) * _PIXELS_PER_MM)
        return PhotoFile(name, prepared(content, kind, width, look.shape != "as-is"))
    except PictureError as reason:
        return error("bad-photo", f"`{path}` {reason}", path.span, "save it again as a smaller JPEG or PNG file")


def invalid_photo(folder: Path, resume: Resume) -> tuple[Diagnostic, ...]:
    """Return the errors about a photo that cannot be used, in the looks that the variants give it."""
    photo = resume.basics.photo
    if photo is None:
        return ()
    looks = {repr(look): look for look in (photo.look(resolve(resume, n).design.photo) for n in variant_names(resume))}
    results = (read_photo(folder, photo, look) for look in looks.values())
    return tuple(dict.fromkeys(result for result in results if isinstance(result, Diagnostic)))


def photo_problems(
    photo: PhotoFile | Diagnostic | None, resume: Resume, selection: Selection
) -> tuple[Diagnostic, ...]:
    """Return the error about a photo that a variant shows, or the note that it leaves out the photo alone."""
    if selection.basics.photo is not None:
        return (photo,) if isinstance(photo, Diagnostic) else ()
    if resume.basics.photo is None or selection.settings.header != BUILT_IN["onepage"]["header"]:
        return ()
    message = f"variant `{selection.settings.name}` does not show the photo"
    hint = "list what it shows in `header`, such as `[headline, email, phone, photo]`; any list of yours ends this note"
    return (note("photo-left-out", message, resume.basics.photo.file.span, hint),)
