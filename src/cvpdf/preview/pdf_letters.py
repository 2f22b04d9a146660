"""The letters of a PDF with their boxes, as read by pdfium."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.read.facts import Box
from cvpdf.pdf.read.pdfium_reader import LOCK as PDFIUM
from cvpdf.pdf.read.text_runs import Frame

MAX_LETTERS = 200_000
"""Reading stops after this many letters. A page has a few thousand."""
_LINE_END_HYPHENS = "\x02\ufffe"
"""The characters that pdfium returns for a hyphen at the end of a line."""


class Letter(NamedTuple):
    """A printed character with its accents."""

    key: str
    """The normalised character; normalisation can give several characters."""
    page: int
    """From 0."""
    box: Box
    """Advance width and font height, in points from the lower left corner of the page."""
    begins: bool
    """Whether white space or the edge of the page is before it."""


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points, or nothing if pdfium cannot read the file."""
    with PDFIUM:
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            return ()
        try:
            # The file has the sizes; loading each page would take ten times as long.
            return tuple(document.get_page_size(number) for number in range(len(document)))
        finally:
            document.close()


def read_letters(pdf: bytes) -> list[Letter]:
    """Return the letters of all pages in the order of the text layer, without white space."""
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
    """Yield the characters of a page, with surrogates joined to code points."""
    rectangle = raw.FS_RECTF()
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
        if raw.FPDFText_GetLooseCharBox(text_page, index, rectangle):
            box = frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield Letter(char, page, box, begins)
            begins = False


def _folded(characters: Iterator[Letter]) -> Iterator[Letter]:
    """Join accents with their letters, and normalise."""
    group: list[Letter] = []
    for character in characters:
        if group and unicodedata.combining(character.key):
            group.append(character)
            continue
        yield from _joined(group)
        group = [character]
    yield from _joined(group)


def _joined(group: list[Letter]) -> Iterator[Letter]:
    if not group:
        return
    first = group[0]
    text = "".join(letter.key for letter in group)
    if len(group) == 1 and text.isascii():
        yield first
        return
    key = squeezed(text)
    if key:
        yield Letter(key, first.page, first.box, first.begins)
