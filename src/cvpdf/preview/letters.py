"""The letters of a PDF with their places, as pdfium reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.read.facts import Box
from cvpdf.pdf.read.pdfium_reader import LOCK as PDFIUM
from cvpdf.pdf.read.text_runs import Frame

MAX_LETTERS = 200_000
"""So many letters of a file are read; a page has a few thousand."""
_LINE_END_HYPHENS = "\x02\ufffe"
"""What pdfium makes of a hyphen that ends a line."""


class Letter(NamedTuple):
    """A printed character with the accents on it."""

    key: str
    """The normalised character; a few characters if it is normalised to that."""
    page: int
    """From 0."""
    box: Box
    """As wide as the character's step, as high as the font; points, the origin at the page's lower left corner."""
    begins: bool
    """Whether white space or the page's edge is in front of it."""


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page as it is shown, in points; none of a file that pdfium cannot read."""
    with PDFIUM:
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            return ()
        try:
            # The file's own words, as loading each page would take ten times as long.
            return tuple(document.get_page_size(number) for number in range(len(document)))
        finally:
            document.close()


def read(pdf: bytes) -> list[Letter]:
    """Return the letters of all pages in the order of the text layer, white space left out."""
    letters: list[Letter] = []
    with PDFIUM:
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        try:
            for number in range(len(document)):
                page = document[number]
                text_page = page.get_textpage()
                left, bottom, right, top = page.get_cropbox()
                frame = Frame(left, bottom, right, top, page.get_rotation())
                letters += _folded(_characters(pypdfium2.raw, text_page.raw, frame, number))
                text_page.close()
                page.close()
                if len(letters) > MAX_LETTERS:
                    break
        finally:
            document.close()
    return letters


def _characters(raw: Any, text_page: Any, frame: Frame, page: int) -> Iterator[Letter]:
    """Yield the characters of a page as they are, joined to code points."""
    found = raw.FS_RECTF()
    begins, high = True, 0
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = "-" if chr(code) in _LINE_END_HYPHENS else chr(code)
        if char.isspace() or code == 0 or 0xD800 <= code < 0xE000:
            begins = True
            continue
        if raw.FPDFText_GetLooseCharBox(text_page, index, found):
            box = frame.box(found.left, found.bottom, found.right, found.top)
            yield Letter(char, page, box, begins)
            begins = False


def _folded(characters: Iterator[Letter]) -> Iterator[Letter]:
    """Put accents on their letters, and normalise."""
    group: list[Letter] = []
    for one in characters:
        if group and unicodedata.combining(one.key):
            group.append(one)
            continue
        yield from _joined(group)
        group = [one]
    yield from _joined(group)


def _joined(group: list[Letter]) -> Iterator[Letter]:
    if not group:
        return
    first = group[0]
    text = "".join(one.key for one in group)
    if len(group) == 1 and text.isascii():
        yield first
        return
    key = squeezed(text)
    if key:
        yield Letter(key, first.page, first.box, first.begins)
