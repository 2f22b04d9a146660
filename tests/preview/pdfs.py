"""Small PDFs without LaTeX: lines of Helvetica at given places, and what is expected of them."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.report.results import VariantReport, VariantSummary

WIDTH, HEIGHT = 300, 400
FILE = "cv.yaml"


def pdf(*pages: list[str]) -> bytes:
    """Return a PDF whose pages have these lines, 20 points apart, the first one at 360 points, from 40 points on."""
    writer = PdfWriter()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    helvetica = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    for lines in pages:
        page = writer.add_blank_page(WIDTH, HEIGHT)
        fonts = DictionaryObject({NameObject("/F1"): helvetica})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        shown = [f"1 0 0 1 40 {360 - 20 * number} Tm ({line}) Tj" for number, line in enumerate(lines)]
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf {' '.join(shown)} ET".encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def expected(text: str, line: int, what: str = "text", column: int = 1) -> ExpectedText:
    return ExpectedText(text, what, Span(FILE, line, column, line, column + len(text)))


def expectation(*texts: ExpectedText, foot: str = "") -> Expectation:
    return Expectation(texts=texts, name=texts[0] if texts else None, foot=foot)


def result(variant: str = "full", path: str = "build/full.pdf") -> VariantReport:
    row = VariantSummary(variant, path, 1, 0.5, 2, 2, 0.1, "pdflatex", ("pages", "text"), "")
    return VariantReport(variant, "built", (), row)
