"""All checks together: a good PDF passes all, and each bad one fails its check and no other."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from cvpdf.diagnostics import error, warning
from cvpdf.expectation import ExpectedLink
from cvpdf.pdf.codes import CHECKS
from cvpdf.pdf.inspection import Inspection, inspect
from tests.pdf.conftest import BODY, GOOD, PREAMBLE, Compile, expected

NAMES = tuple(check.name for check in CHECKS)


@pytest.mark.tex
def test_a_good_pdf_passes_everything(good_pdf: Path) -> None:
    inspection = inspect(good_pdf, GOOD)
    assert inspection._replace(fills=()) == Inspection((), ("file", *NAMES), (), 1)
    [fill] = inspection.fills
    assert 0.2 < fill < 0.4


@pytest.mark.tex
def test_without_a_source_only_what_needs_none(good_pdf: Path) -> None:
    inspection = inspect(good_pdf, None)
    assert inspection.ok
    assert inspection.diagnostics == ()
    assert inspection.passed == ("file", *(check.name for check in CHECKS if not check.needs_source))


def assert_only(pdf: Path, name: str, *codes: str) -> None:
    """Both with and without a source, this check fails with these codes, and no other does."""
    inspection = inspect(pdf, GOOD)
    assert inspection.failed == (name,), inspection.diagnostics
    assert tuple(dict.fromkeys(d.code for d in inspection.diagnostics)) == codes
    assert inspection.passed == ("file", *(other for other in NAMES if other != name))


@pytest.mark.tex
def test_too_many_pages(compiled: Compile) -> None:
    assert_only(compiled(BODY + r"\newpage x"), "pages", "too-many-pages")


@pytest.mark.tex
def test_blank_page(compiled: Compile) -> None:
    pdf = compiled(BODY + r"\newpage\null\newpage a\\b\\c\\d\\e\\f")
    inspection = inspect(pdf, replace(GOOD, max_pages=3))
    assert inspection.failed == ("pages",)
    assert [d.code for d in inspection.diagnostics] == ["blank-page"]
    foreign = inspect(pdf, None)
    assert foreign.ok
    assert [d.code for d in foreign.diagnostics] == ["blank-page"]


@pytest.mark.tex
def test_text_missing(good_pdf: Path, compiled: Compile) -> None:
    assert_only(compiled(BODY.replace("fluffy", "puffy")), "text", "text-missing")
    more = replace(GOOD, texts=(*GOOD.texts, expected("Jane Roe")))
    assert inspect(good_pdf, more).failed == ("text",)


@pytest.mark.tex
def test_private_use_characters(compiled: Compile) -> None:
    icon = r"\pdfglyphtounicode{section}{E001} \S"
    assert_only(compiled(BODY + icon), "characters", "bad-characters")


@pytest.mark.tex
def test_ligatures_left_in_the_text(compiled: Compile) -> None:
    pdf = compiled(preamble=PREAMBLE.replace(r"\pdfgentounicode=1", r"\pdfgentounicode=0"))
    assert {d.code for d in inspect(pdf, None).diagnostics} == {"bad-characters"}
    inspection = inspect(pdf, GOOD)
    assert inspection.failed == ("text", "characters", "fonts")


@pytest.mark.tex
def test_font_not_embedded(compiled: Compile) -> None:
    pdf = compiled(BODY + r"\pdfmapline{=phvr8r Helvetica <8r.enc}\font\x=phvr8r \x x")
    assert_only(pdf, "fonts", "font-not-embedded")


@pytest.mark.tex
def test_font_without_unicode(compiled: Compile) -> None:
    # The glyphs of Computer Modern's symbols have names, but the font is written without an encoding.
    pdf = compiled(BODY + r"\font\x=cmsy10 {\pdfgentounicode=0 \x\char15}", PREAMBLE + r"\pdfgentounicode=0 ")
    found = inspect(pdf, None)
    assert "fonts" in found.failed
    assert "font-no-unicode" in {d.code for d in found.diagnostics}


@pytest.mark.tex
def test_links(compiled: Compile, good_pdf: Path) -> None:
    assert_only(compiled(BODY.replace("a_b", "a-b")), "links", "link-missing")
    assert_only(compiled(BODY + r" \href{ftp://example.org/}{x}"), "links", "link-scheme")
    more = replace(GOOD, links=(*GOOD.links, ExpectedLink("tel:+1")))
    assert inspect(good_pdf, more).failed == ("links",)


@pytest.mark.tex
@pytest.mark.parametrize(
    ("written", "instead", "name"),
    [("pdftitle={Jane Roe – CV},", "", "title"), ("r={Jane", "r={J.", "author"), ("=en", "=de", "language")],
)
def test_metadata(compiled: Compile, written: str, instead: str, name: str) -> None:
    assert_only(compiled(preamble=PREAMBLE.replace(written, instead)), "metadata", f"metadata-{name}")


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    inspection = inspect(tmp_path / "a.pdf", GOOD)
    assert (inspection.passed, inspection.failed, inspection.pages) == ((), ("file",), 0)


def test_adding_a_check() -> None:
    inspection = Inspection().plus("log", [warning("x", "y")]).plus("other", [error("a", "b")])
    assert (inspection.passed, inspection.failed) == (("log",), ("other",))
    assert len(inspection.diagnostics) == 2
    assert not inspection.ok


def test_preloading_leaves_nothing_to_import(tmp_path: Path) -> None:
    script = """
import sys
from cvpdf.pdf.inspection import preload
preload()
before = set(sys.modules)
from pathlib import Path
from cvpdf.pdf.inspection import inspect
assert inspect(Path(sys.argv[1]), None).pages
print(*sorted(name for name in set(sys.modules) - before if name.startswith(("cvpdf", "pypdf", "pikepdf"))))
"""
    pdf = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(pdf)
    command = [sys.executable, "-c", script, str(pdf)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
