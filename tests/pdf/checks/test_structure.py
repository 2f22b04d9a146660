from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from cvpdf.diagnostics import Diagnostic
from cvpdf.expectation import ExpectedSection
from cvpdf.pdf import Expectation, PdfFacts, inspect
from cvpdf.pdf.checks import structure
from cvpdf.pdf.read.file_facts import FileFacts, OutlineEntry, read
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
    return structure.check(FileFacts("a.pdf", outline=entries(*given)), PdfFacts("a.pdf", ()), expectation)


GOOD_OUTLINE = (("Experience", 1, "page"), ("2019–2023", 2, "page"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (GOOD_OUTLINE, None),
        ((("Experience ", 1, "page"), GOOD_OUTLINE[1]), None),
        ((), "should have “Experience” (level 1) as entry 1; it has none there"),
        ((GOOD_OUTLINE[0],), "should have “2019–2023” (level 2) as entry 2; it has none there"),
        ((GOOD_OUTLINE[0], ("2019–2023", 1, "page")), "it has “2019–2023” (level 1)"),
        ((GOOD_OUTLINE[1], GOOD_OUTLINE[0]), "as entry 1; it has “2019–2023” (level 2)"),
        ((("Experience", 1, "nowhere"), GOOD_OUTLINE[1]), "“Experience” leads to no page"),
        ((("Experience", 1, "none"), GOOD_OUTLINE[1]), "“Experience” leads to no page"),
        ((*GOOD_OUTLINE, ("More", 1, "page")), "an entry “More”, for which there is no section"),
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
    assert read(pdf).outline == entries(*GOOD_OUTLINE)


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


def targets(plain_pdf: Path, path: Path, *items: Dictionary) -> list[str]:
    def write(pdf: Pdf) -> None:
        pdf.Root.Names = Dictionary(
            Dests=Dictionary(Names=[String("here"), Dictionary(D=[pdf.pages[0].obj, Name.Fit]), String("x"), [5]])
        )
        pdf.Root.Dests = Dictionary(Old=[pdf.pages[1].obj, Name.Fit])
        made = [pdf.make_indirect(item) for item in items]
        for number, item in enumerate(made):
            item.Title = String(f"Entry {number}")
            if item.get("/Dest") == "page":
                item.Dest = Array([pdf.pages[1].obj, Name.Fit])
            if number:
                made[number - 1].Next = item
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=made[0]))

    return [str(entry.target) for entry in read(spoilt(plain_pdf, path, write)).outline]


def test_targets_of_outlines(plain_pdf: Path, tmp_path: Path) -> None:
    given = {
        "page": [
            Dictionary(Dest=String("page")),
            Dictionary(Dest=String("here")),
            Dictionary(Dest=Name.Old),
            Dictionary(A=Dictionary(S=Name.GoTo, D=String("here"))),
        ],
        "nowhere": [
            Dictionary(Dest=String("gone")),
            Dictionary(Dest=String("x")),
            Dictionary(Dest=Name.Gone),
            Dictionary(Dest=Array([Dictionary(Type=Name.Page), Name.Fit])),
            Dictionary(A=Dictionary(S=Name.GoTo)),
        ],
        "elsewhere": [Dictionary(A=Dictionary(S=Name.URI, URI=String("https://a.org")))],
        "none": [Dictionary()],
    }
    wanted = [target for target, items in given.items() for _ in items]
    assert targets(plain_pdf, tmp_path / "a.pdf", *(item for items in given.values() for item in items)) == wanted


def test_an_outline_that_bites_its_tail(plain_pdf: Path, tmp_path: Path) -> None:
    def loop(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=String("x")))
        item.Next = item
        pdf.Root.Outlines = Dictionary(First=item)

    facts = read(spoilt(plain_pdf, tmp_path / "a.pdf", loop))
    assert any("outline" in remark for remark in facts.remarks)


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


def test_a_page_tree_that_miscounts(plain_pdf: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf.read_bytes().replace(b"/Count 2", b"/Count 3"))
    assert any("3 pages, there are 2" in remark for remark in read(path).remarks)
    assert "pdf-irregular" in {d.code for d in inspect(path, None).diagnostics}


def test_good_files(plain_pdf: Path) -> None:
    facts = read(plain_pdf)
    assert (facts.remarks, facts.active, facts.attachments, facts.outline) == ((), (), (), ())
    assert facts.size == plain_pdf.stat().st_size


@pytest.mark.tex
def test_too_large(good_pdf: Path) -> None:
    size = good_pdf.stat().st_size
    assert inspect(good_pdf, replace(GOOD, max_file_size=size)).ok
    found = only(good_pdf, "structure", "file-too-large", replace(GOOD, max_file_size=size - 1), foreign=None)
    assert "max_file_size" in str(found.hint)
    facts = PdfFacts("a.pdf", ())
    assert structure.check(FileFacts("a.pdf", size=20_000_000), facts, None) == []
    [foreign] = structure.check(FileFacts("a.pdf", size=21_000_000), facts, None)
    assert (str(foreign.severity), foreign.code) == ("warning", "file-too-large")


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", bytes(100)])
def test_reading_what_is_no_pdf(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert read(path).remarks
    assert read(tmp_path / "none.pdf").remarks
