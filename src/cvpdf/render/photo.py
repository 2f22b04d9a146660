"""The photo as templates print it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cvpdf.render.latex import Latex
from cvpdf.render.printer import Printer
from cvpdf.schema.photo import Photo, PhotoLook


class PrintedPhoto(NamedTuple):
    """The name of the picture beside the ``.tex``, and how it is printed."""

    file: Latex
    width: str
    shape: str
    side: str


def photo_name(photo: Photo, look: PhotoLook) -> str:
    """Return the name of the picture beside the ``.tex``. Variants that scale or crop it otherwise have their own."""
    shape = "" if look.shape == "as-is" else f"-{look.shape}"
    return f"cvpdf-photo-{look.width}{shape}{Path(photo.file).suffix.lower()}"


def printed_photo(photo: Photo, design: PhotoLook, printer: Printer) -> PrintedPhoto:
    """Return the photo of ``basics`` in a design."""
    look = photo.look(design)
    file = Latex(printer.marker.mark(photo.file.span) + photo_name(photo, look))
    return PrintedPhoto(file, look.width, look.shape, look.side)
