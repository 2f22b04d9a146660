from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Pdf, String

from cvpdf.diagnostics import Diagnostic
from cvpdf.expectation import Expectation, ExpectedSection
from cvpdf.pdf.checks import structure
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read import qpdf_reader
from cvpdf.pdf.read.facts import FileFacts, OutlineEntry, PdfFacts
from tests.pdf.conftest import BODY, GOOD, Compile, expected
from tests.pdf.edits import only, spoilt

YEARS = "<FEFF" + "2019–2023".encode("utf-16-be").hex() + ">"
OUTLINED = BODY.replace(
    r"\section*{Experience}",
    r"\pdfdest name{a} xyz \pdfoutline goto name{a} count -1 {Experience}"
    rf"\pdfoutline goto name{{a}}{{{YEARS}}}\section*{{Experience}}",
)
SECTIONS = (
    ExpectedSection(expected("Experience", "section title", 5)),
    ExpectedSection(expected("2019–2023", "heading", 5), level=2),
)
WITH_SECTIONS = replace(GOOD, sections=SECTIONS)


def entries(*given: tuple[str, int, str]) -> tuple[OutlineEntry, ...]:
    return tuple(OutlineEntry(title, level, target) for title, level, target in given)  # type: ignore[arg-type]


def outline(*given: tuple[str, int, str], expectation: Expectation | None = WITH_SECTIONS) -> list[Diagnostic]:
    return structure.check(PdfFacts("a.pdf", (), file=FileFacts(outline=entries(*given))), expectation)


GOOD_OUTLINE = (("Experience", 1, "page"), ("2019–2023", 2, "page"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (GOOD_OUTLINE, None),
        ((("Experience ", 1, "page"), GOOD_OUTLINE[1]), None),
        ((), "entry 1 should be `Experience` (level 1); there is none"),
        ((GOOD_OUTLINE[0],), "entry 2 should be `2019–2023` (level 2); there is none"),
        ((GOOD_OUTLINE[0], ("2019–2023", 1, "page")), "it is `2019–2023` (level 1)"),
        ((GOOD_OUTLINE[1], GOOD_OUTLINE[0]), "(level 1); it is `2019–2023` (level 2)"),
        ((("Experience", 1, "nowhere"), GOOD_OUTLINE[1]), "`Experience` leads to no page"),
        ((("Experience", 1, "none"), GOOD_OUTLINE[1]), "`Experience` leads to no page"),
        ((*GOOD_OUTLINE, ("More", 1, "page")), "an entry `More` that belongs to no section"),
    ],
)
def test_outline(given: tuple[tuple[str, int, str], ...], words: str | None) -> None:
    found = outline(*given)
    assert [d.code for d in found] == (["outline-mismatch"] if words else [])
    assert all(words in d.message for d in found if words)


def test_outline_without_a_source() -> None:
    assert outline(("x", 1, "page"), ("y", 5, "elsewhere"), ("z", 2, "none"), expectation=None) == []
    [found] = outline(("x", 1, "page"), ("y", 2, "nowhere"), expectation=None)
    assert (str(found.severity), found.code) == ("warning", "outline-mismatch")
    assert outline(("x", 1, "page"), expectation=Expectation()) == []


@pytest.mark.tex
def test_a_good_outline(compiled: Compile) -> None:
    pdf = compiled(OUTLINED)
    assert inspect(pdf, WITH_SECTIONS).diagnostics == ()
    assert inspect(pdf, None).diagnostics == ()
    assert qpdf_reader.read(pdf.read_bytes()).outline == entries(*GOOD_OUTLINE)


@pytest.mark.tex
def test_outline_mismatch(compiled: Compile) -> None:
    other = compiled(OUTLINED.replace(r"{Experience}\pdfoutline", r"{Experiences}\pdfoutline"))
    found = only(other, "structure", "outline-mismatch", WITH_SECTIONS, foreign=None)
    assert found.span == SECTIONS[0].title.span


@pytest.mark.tex
def test_an_entry_that_leads_nowhere(compiled: Compile, tmp_path: Path) -> None:
    def lead_astray(pdf: Pdf) -> None:
        pdf.Root.Outlines.First.A.D = String("b")

    only(spoilt(compiled(OUTLINED), tmp_path / "a.pdf", lead_astray), "structure", "outline-mismatch", WITH_SECTIONS)


def wrong_start(data: bytes) -> bytes:
    return re.sub(rb"startxref\n(\d)(\d+)", rb"startxref\n9\2", data)


def wrong_length(data: bytes) -> bytes:
    return re.sub(rb"/Length (\d)(\d+)", rb"/Length 1\2", data, count=1)


@pytest.mark.tex
@pytest.mark.parametrize("damage", [wrong_start, wrong_length])
def test_irregular(good_pdf: Path, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(damage(good_pdf.read_bytes()))
    assert path.read_bytes() != good_pdf.read_bytes()
    found = only(path, "structure", "pdf-irregular", GOOD)
    assert found.message.startswith("the file needs repair: ")
    assert "BytesIO" not in found.message


@pytest.mark.tex
def test_too_large(good_pdf: Path) -> None:
    size = good_pdf.stat().st_size
    assert inspect(good_pdf, replace(GOOD, max_file_size=size)).ok
    found = only(good_pdf, "structure", "file-too-large", replace(GOOD, max_file_size=size - 1), foreign=None)
    assert "max_file_size" in str(found.hint)
    assert structure.check(PdfFacts("a.pdf", (), size=20_000_000), None) == []
    [foreign] = structure.check(PdfFacts("a.pdf", (), size=21_000_000), None)
    assert (str(foreign.severity), foreign.code) == ("warning", "file-too-large")
