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
HELVETICA = r"\pdfmapline{=rm-lmr10 Helvetica <lm-rm.enc}\font\x=rm-lmr10 \x x"


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


@pytest.mark.tex
@pytest.mark.parametrize(
    ("body", "preamble", "name", "code"),
    [
        (BODY + r"\newpage x", PREAMBLE, "pages", "too-many-pages"),
        (BODY.replace("fluffy", "puffy"), PREAMBLE, "text", "text-missing"),
        (BODY + r"\pdfglyphtounicode{section}{E001} \S", PREAMBLE, "characters", "bad-characters"),
        (BODY + HELVETICA, PREAMBLE, "fonts", "font-not-embedded"),
        (BODY.replace("a_b", "a-b"), PREAMBLE, "links", "link-missing"),
        (BODY + r" \href{ftp://example.org/}{x}", PREAMBLE, "links", "link-scheme"),
        (BODY, PREAMBLE.replace("pdftitle={Jane Roe – CV},", ""), "metadata", "metadata-title"),
        (BODY, PREAMBLE.replace("r={Jane", "r={J."), "metadata", "metadata-author"),
        (BODY, PREAMBLE.replace("=en", "=de"), "metadata", "metadata-language"),
    ],
)
def test_a_bad_pdf_fails_one_check(compiled: Compile, body: str, preamble: str, name: str, code: str) -> None:
    inspection = inspect(compiled(body, preamble), GOOD)
    assert inspection.failed == (name,), inspection.diagnostics
    assert {d.code for d in inspection.diagnostics} == {code}
    assert inspection.passed == ("file", *(other for other in NAMES if other != name))


@pytest.mark.tex
def test_more_is_expected_than_there_is(good_pdf: Path) -> None:
    assert inspect(good_pdf, replace(GOOD, texts=(*GOOD.texts, expected("Jane Roe")))).failed == ("text",)
    assert inspect(good_pdf, replace(GOOD, links=(*GOOD.links, ExpectedLink("tel:+1")))).failed == ("links",)


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
def test_ligatures_left_in_the_text(compiled: Compile) -> None:
    pdf = compiled(preamble=PREAMBLE.replace(r"\pdfgentounicode=1", r"\pdfgentounicode=0"))
    assert {d.code for d in inspect(pdf, None).diagnostics} == {"bad-characters"}
    inspection = inspect(pdf, GOOD)
    assert inspection.failed == ("text", "characters", "fonts")


@pytest.mark.tex
def test_font_without_unicode(compiled: Compile) -> None:
    # The glyphs have names, but the font is written without an encoding.
    symbols = r"\pdfmapline{=lmsy10 LMMathSymbols10-Regular <lmsy10.pfb}\font\x=lmsy10 {\pdfgentounicode=0 \x\char15}"
    pdf = compiled(BODY + symbols, PREAMBLE + r"\pdfgentounicode=0 ")
    found = inspect(pdf, None)
    assert "fonts" in found.failed
    assert "font-no-unicode" in {d.code for d in found.diagnostics}


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
