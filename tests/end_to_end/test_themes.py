"""Every theme prints the same words in the same order, passes all checks, and is tagged rightly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import page
import pypdf
import pypdfium2
import pytest

from cvpdf.pdf.read import pdfium_reader
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners
from cvpdf.schema.design import DEFAULT_THEME
from cvpdf.themes.theme import built_in_folder
from cvpdf.themes.theme_files import theme_names
from tests.end_to_end.text_layers import needs_pdftotext, poppler

ROOT = Path(__file__).parents[2]
THEMES = [name for name in theme_names((built_in_folder(),)) if name != DEFAULT_THEME]
FILES = {path.stem: path for path in (ROOT / "cv.yaml", *sorted((ROOT / "examples").glob("*.yaml")))}
BY_DEFAULT = ("industry-25-years",)

pytestmark = [pytest.mark.tex, needs_pdftotext]


@cache
def words(pdf: Path) -> dict[str, list[str]]:
    """Return the words of a PDF as three readers give them, without the foot of pages and case."""
    layers = {
        "pypdf": "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages),
        "poppler": poppler(pdf, "-raw"),
    }
    with pdfium_reader.LOCK:
        document = pypdfium2.PdfDocument(pdf.read_bytes())
        layers["pdfium"] = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
    return {name: list(_words(text)) for name, text in layers.items()}


def _words(text: str) -> Iterator[str]:
    """Yield the words, without accents, which Greek capitals lack. A text in Han or kana is one: lines end in it."""
    text = re.sub(r"(?m)^.{0,60}\b\d{1,2}/\d{1,2} *\r?$", "", text)
    text = re.sub(r"(?<=[\u3040-\u9fff])\s+(?=[\u3040-\u9fff])", "", text)
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    words = re.findall(r"\w+", bare.casefold())
    if sum("\u3040" <= char <= "\u9fff" for char in text) > len(text) / 4:
        words = ["".join(words)]
    yield from words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("themes")


def pdf_in(theme: str, name: str, folder: Path, variants: tuple[str, ...] = ("full",)) -> Path:
    """Build an example without its own design, in a theme; stacked heads, since other ones have another order."""
    pdf = folder / theme / name / "full.pdf"
    if not pdf.is_file():
        cv = folder / f"{name}.yaml"
        text = re.sub(r"(?m)^design:\n((?: .*)?\n)*", "", FILES[name].read_text("utf-8"))
        cv.write_text(f"{text}\ndesign: {{standard: ua1, entry_heads: stacked}}\n", "utf-8")
        report = build(Options(cv, pdf.parent, variants, theme=theme))
        found = report.all_diagnostics()
        assert report.exit_code == 0, one_liners(found)
        assert "fit-inexact" not in {one.code for one in found}
    return pdf


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", FILES)
def test_the_same_words_in_the_same_order(name: str, theme: str, folder: Path, pytestconfig: pytest.Config) -> None:
    if name not in BY_DEFAULT and not pytestconfig.getoption("--every-theme"):
        pytest.skip("with --every-theme")
    variants = ("full", "onepage") if pytestconfig.getoption("--every-theme") else ("full",)
    pdf_in(theme, name, folder, variants)
    for reader, expected in words(pdf_in(DEFAULT_THEME, name, folder)).items():
        actual = words(pdf_in(theme, name, folder))[reader]
        place = next((i for i, pair in enumerate(zip(expected, actual, strict=False)) if pair[0] != pair[1]), 0)
        assert actual == expected, (reader, expected[place - 3 : place + 8], actual[place - 3 : place + 8])


@pytest.mark.parametrize("theme", [DEFAULT_THEME, *THEMES])
@pytest.mark.parametrize("name", BY_DEFAULT)
def test_another_program_finds_the_tags_right(name: str, theme: str, folder: Path) -> None:
    """104 rules of PDF/UA-1, about fonts and glyphs too."""
    result = page.validate_pdf(str(pdf_in(theme, name, folder)), profile=page.ValidationProfile.PDF_UA_1)
    assert result.rules.total > 100
    assert [(one.rule_id, one.message) for one in result.failures] == []
