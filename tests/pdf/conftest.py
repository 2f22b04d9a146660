"""PDFs for the checks: one good one, bad ones made by small LaTeX files, and others made by editing with pypdf."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NullObject

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation, ExpectedLink, ExpectedText
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.pdf.read.document import read
from cvpdf.pdf.read.facts import PdfFacts
from tests.waiting import PATIENCE

Compile = Callable[..., Path]

PREAMBLE = r"""
\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\input{glyphtounicode}\pdfgentounicode=1
\usepackage[hidelinks,pdftitle={Jane Roe – CV},pdfauthor={Jane Roe},pdflang=en]{hyperref}
\hyphenpenalty=10000 \raggedright \pagestyle{empty}
\pdfinfoomitdate=1 \pdftrailerid{} \pdfsuppressptexinfo=-1
"""

BODY = r"""
\section*{Jane Roe}
\href{https://example.org/a_b#c}{example.org}, \href{mailto:jane@example.org}{jane@example.org}
\section*{Experience}
Difficult Offices, Zürich \hfill 2019--2023
\begin{itemize}
\item Efficient and fluffy “affine” maps: 30~\% faster, don’t ask
\item Wrote C and C++ at the same time, which is a state-of-the-art way to lose a whole long week or two
\end{itemize}
"""


def expected(text: str, what: str = "highlight", line: int = 1) -> ExpectedText:
    return ExpectedText(text, what, Span("cv.yaml", line, 3, line, 3 + len(text)))


GOOD = Expectation(
    texts=(
        expected("Jane Roe", "name", 2),
        expected("example.org", "url", 3),
        expected("jane@example.org", "email", 4),
        expected("Difficult Offices", "company", 6),
        expected("2019–2023", "date", 7),
        expected("Efficient and fluffy “affine” maps: 30 % faster, don’t ask", line=8),
        expected(
            "Wrote C and C++ at the same time, which is a state-of-the-art way to lose a whole long week or two", line=9
        ),
    ),
    links=(
        ExpectedLink("https://example.org/a_b#c", Span.point("cv.yaml", 3, 8)),
        ExpectedLink("mailto:jane@example.org", Span.point("cv.yaml", 4, 8)),
    ),
    title="Jane Roe – CV",
    author="Jane Roe",
    language="en",
    max_pages=1,
    span=Span.point("cv.yaml", 20, 3),
)
"""What the good PDF holds."""


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compile:
    """``compiled(body, preamble)``: run pdfLaTeX once and return the PDF."""
    engine = find_toolchain().pdflatex
    if engine is None:
        pytest.skip("no LaTeX")

    def run(body: str = BODY, preamble: str = PREAMBLE) -> Path:
        folder = tmp_path_factory.mktemp("tex")
        source = f"{preamble}\\begin{{document}}{body}\\end{{document}}\n"
        (folder / "a.tex").write_text(source, encoding="utf-8")
        command = [str(engine), "-interaction=batchmode", "-halt-on-error", "-no-shell-escape", "a.tex"]
        subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE)
        return folder / "a.pdf"

    return run


@pytest.fixture(scope="session")
def good_pdf(compiled: Compile) -> Path:
    return compiled()


@pytest.fixture(scope="session")
def plain_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF without LaTeX: two pages in Helvetica, which is not embedded."""
    path = tmp_path_factory.mktemp("plain") / "plain.pdf"
    writer = PdfWriter()
    for number in (1, 2):
        text_page(writer, f"Hello from page {number}")
    writer.add_metadata({"/Title": "Plain", "/Author": "Nobody"})
    writer.write(path)
    return path


def text_page(writer: PdfWriter, text: str) -> DictionaryObject:
    """Add a page with one line of text."""
    page = writer.add_blank_page(300, 400)
    helvetica = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): names(helvetica)})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 40 300 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    return page


def names(values: dict[str, str]) -> DictionaryObject:
    """Return a PDF dictionary whose values are names."""
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in values.items()})


def edited(pdf: Path, target: Path, edit: Callable[[PdfWriter], None]) -> Path:
    """Write a copy of a PDF with something changed."""
    writer = PdfWriter(clone_from=pdf)
    edit(writer)
    writer.write(target)
    return target


def pages_of(pdf: Path, target: Path, *numbers: int, outline: tuple[str, ...] = ()) -> Path:
    """Write some of a PDF's pages, counted from 0, with an outline that leads to the first of them."""

    def keep(writer: PdfWriter) -> None:
        for number in reversed(range(len(writer.pages))):
            if number not in numbers:
                # Data that no page shows are an error, and pypdf keeps them.
                writer._replace_object(writer.pages[number].raw_get("/Contents"), NullObject())
                writer.remove_page(number)
        for title in outline:
            writer.add_outline_item(title=title, page_number=0)

    return edited(pdf, target, keep)


def facts_of(pdf: Path) -> PdfFacts:
    """Return the facts of a PDF that has no problems as a file."""
    facts, problems = read(pdf)
    assert facts is not None
    assert problems == []
    return facts
