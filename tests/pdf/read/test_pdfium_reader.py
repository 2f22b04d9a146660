"""The second reader: its text, and place, size and colour of each piece of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read import pdfium_reader
from cvpdf.pdf.read.document import read
from cvpdf.pdf.read.facts import Box, PdfFacts, TextRun
from cvpdf.pdf.read.text_runs import Frame, restore_hyphens
from tests.pdf.conftest import PREAMBLE, Compile, facts_of, names, text_page

BODY = r"""
\parindent0pt
{\Large Large} {\color[rgb]{0.2,0.4,0.6}blue} \rotatebox{90}{Turned} \scalebox{0.5}{Half}
\pdfliteral direct{3 Tr}hidden\pdfliteral direct{0 Tr}

\parbox{3cm}{\raggedright state-of-\linebreak the-art, 2019--\linebreak 2023 and re-\linebreak search}
"""


@pytest.fixture(scope="module")
def facts(compiled: Compile) -> PdfFacts:
    return facts_of(compiled(BODY, PREAMBLE + r"\usepackage{graphicx,xcolor}"))


def run(facts: PdfFacts, text: str) -> TextRun:
    [found] = [run for run in facts.pages[0].runs if run.text == text]
    return found


@pytest.mark.tex
def test_size_colour_and_font(facts: PdfFacts) -> None:
    assert facts.read_by_pdfium
    large, blue, half = (run(facts, text) for text in ("Large", "blue", "Half"))
    assert large.size == pytest.approx(14.346, abs=0.01)
    assert (half.size, run(facts, "Turned").size) == pytest.approx((4.981, 9.963), abs=0.01)
    assert (large.colour, blue.colour) == ((0, 0, 0), (51, 102, 153))
    assert large.font == "LMRoman12-Regular"
    assert [one.text for one in facts.pages[0].runs if one.invisible] == ["hidden"]


@pytest.mark.tex
def test_boxes(facts: PdfFacts) -> None:
    turned, blue = run(facts, "Turned").box, run(facts, "blue").box
    assert turned.top - turned.bottom > 3 * (turned.right - turned.left)
    assert run(facts, "Large").box.right < blue.left < blue.right < turned.left
    assert 0 < blue.left < blue.right < facts.pages[0].width
    assert blue.top - blue.bottom == pytest.approx(7, abs=0.5)


@pytest.mark.tex
def test_hyphens_at_line_ends(facts: PdfFacts) -> None:
    page = facts.pages[0]
    for text in (page.text, page.pdfium_text):
        assert "state-of-\nthe-art, 2019–\n2023 and re-\nsearch" in text


def test_what_pdfium_makes_of_them() -> None:
    assert restore_hyphens("a\ufffeb c\x02\r\nd\r\ne") == "a-\nb c-\nd\ne"


def form(writer: PdfWriter, data: str, matrix: tuple[float, ...], resources: DictionaryObject) -> DictionaryObject:
    """Return resources with one form XObject, named /X."""
    stream = DecodedStreamObject()
    stream.set_data(data.encode())
    stream.update(names({"/Type": "/XObject", "/Subtype": "/Form"}))
    stream[NameObject("/BBox")] = ArrayObject(NumberObject(n) for n in (0, 0, 300, 400))
    stream[NameObject("/Matrix")] = ArrayObject(FloatObject(n) for n in matrix)
    stream[NameObject("/Resources")] = resources
    return DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/X"): writer._add_object(stream)})})


@pytest.fixture
def nested(tmp_path: Path) -> tuple[PdfWriter, Path]:
    """A form in a form: 10 points high in the file, 30 on the page, at 30, 165."""
    writer = PdfWriter()
    page = text_page(writer, "page")
    fonts: DictionaryObject = page["/Resources"]  # type: ignore[assignment]
    inner = form(writer, "1 0 0 rg BT /F1 10 Tf 5 5 Td (inner) Tj ET", (2, 0, 0, 2, 0, 0), fonts)
    outer = form(writer, "q 1 0 0 1 10 0 cm /X Do Q", (1, 0, 0, 1, 0, 100), inner)
    fonts.update(outer)
    page["/Contents"].set_data(b"BT /F1 12 Tf 40 300 Td (page) Tj ET q 1.5 0 0 1.5 0 0 cm /X Do Q")  # type: ignore[attr-defined]
    return writer, tmp_path / "nested.pdf"


def test_texts_in_forms(nested: tuple[PdfWriter, Path]) -> None:
    writer, path = nested
    writer.write(path)
    page, inner = facts_of(path).pages[0].runs
    assert (page.text, inner.text, inner.size, inner.colour) == ("page", "inner", 30, (255, 0, 0))
    assert (inner.box.left, inner.box.bottom) == pytest.approx((32, 164.6), abs=0.1)


def test_rotation_crop_box_and_unit(nested: tuple[PdfWriter, Path]) -> None:
    writer, path = nested
    page = writer.pages[0]
    page[NameObject("/Rotate")] = NumberObject(90)
    page[NameObject("/CropBox")] = ArrayObject(NumberObject(n) for n in (20, 30, 280, 900))
    page[NameObject("/UserUnit")] = NumberObject(2)
    writer.write(path)
    facts = facts_of(path)
    # The crop box ends at the edge of the medium, which is 400 high.
    assert (facts.pages[0].width, facts.pages[0].height) == (740, 520)
    _, inner = facts.pages[0].runs
    assert inner.size == 60
    # Where y was, x is: (165 - 30) · 2, and x is counted down from the right: (280 - 30) · 2.
    assert (inner.box.left, inner.box.top) == pytest.approx((269, 496), abs=0.5)


@pytest.mark.parametrize(
    ("rotation", "box"),
    [
        (0, Box(0, 0, 10, 20)),
        (90, Box(0, 90, 20, 100)),
        (180, Box(90, 180, 100, 200)),
        (270, Box(180, 0, 200, 10)),
        (360, Box(0, 0, 10, 20)),
    ],
)
def test_frames(rotation: int, box: Box) -> None:
    frame = Frame(5, 7, 105, 207, rotation)
    assert frame.box(5, 7, 15, 27) == frame.box(15, 27, 5, 7) == box
    assert frame.size == ((200, 100) if rotation % 180 else (100, 200))


def test_links_have_places(plain_pdf: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=plain_pdf)
    writer.add_uri(0, "https://a.org", rect=(10, 20, 30, 50))  # type: ignore[arg-type]
    writer.write(tmp_path / "a.pdf")
    facts, _ = read(tmp_path / "a.pdf")
    assert facts is not None
    [link] = facts.pages[0].link_boxes
    assert (link.uri, link.box) == ("https://a.org", Box(10, 20, 30, 50))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.4\n%%EOF", b"\0" * 5000])
def test_nothing_is_raised(data: bytes) -> None:
    layouts, problem = pdfium_reader.read(data, [Frame()], [""])
    assert layouts == (pdfium_reader.PdfiumPage(),)
    assert problem


def test_another_number_of_pages(plain_pdf: Path) -> None:
    layouts, problem = pdfium_reader.read(plain_pdf.read_bytes(), [Frame()], [""])
    assert len(layouts) == 1
    assert problem == "it finds 2 pages, pypdf 1"


def test_a_file_that_pdfium_cannot_read(plain_pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pdfium_reader,
        "read",
        lambda _data, _frames, texts: (tuple(pdfium_reader.PdfiumPage("", t) for t in texts), "it does not open"),
    )
    facts, found = read(plain_pdf)
    assert facts is not None
    assert not facts.read_by_pdfium
    assert [d.code for d in found] == ["pdf-second-reader"]
    assert inspect(plain_pdf, None).failed[0] == "file"


def test_cut_and_bent_files(plain_pdf: Path) -> None:
    data = plain_pdf.read_bytes()
    for place in range(0, len(data), 7):
        for spoilt in (data[:place], data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]):
            pdfium_reader.read(spoilt, [Frame(0, 0, 300, 400)] * 2, [""] * 2)


def test_in_threads(plain_pdf: Path) -> None:
    data, frames = plain_pdf.read_bytes(), [Frame(0, 0, 300, 400)] * 2
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: pdfium_reader.read(data, frames, [""] * len(frames)), range(60)))
    assert len(found) == 1
