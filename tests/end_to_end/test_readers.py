"""Every text of a CV is found by four readers that share no code, and three of them read it in order."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.generated_cvs import generate
from pdfminer.high_level import extract_text

from cvpdf.diagnostics import ExitCode
from cvpdf.pdf.checks import order, text
from cvpdf.pdf.read.document import read
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners
from tests.render.rendering import of_file
from tests.render.test_lists import CV as LISTS

pytestmark = [pytest.mark.tex, pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")]

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "cv.yaml", *sorted((ROOT / "examples").glob("*.yaml"))]
GENERATED = (4, 31, 41, 57, 64)
"""One with Greek and Cyrillic, one with Han, and those in which most texts were torn when dates were in a column."""

LONG = "that is so long that it does not fit on one line beside its date or beside the place where all this was"
LONG_HEADS = f"""
basics: {{name: Maria Fernanda de los Ángeles Rodríguez y Gutiérrez, native_name: 刘子铭, headline: Engineer {LONG}}}
sections:
- kind: experience
  title: A heading {LONG}
  entries:
  - company: Office {LONG}
    position: Engineer {LONG}
    location: Springfield
    date: 2021
    highlights: &bullet
    - Built a pipeline that handles fifty million messages a day, and is up for ninety-nine percent of the time, or more
  - {{company: Short, position: Clerk, location: A place {LONG}, date: 2019, highlights: *bullet}}
  - company: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverwaltung
    location: Town
    date: 2018
    roles:
    - {{position: Director {LONG}, location: Town, start_date: 2017-09, end_date: 2018-01, highlights: *bullet}}
    - {{position: Clerk, start_date: 2016-09, end_date: 2017-08, highlights: *bullet}}
- kind: projects
  title: Projects
  entries:
  - {{name: Example, location: Springfield, date: 2016, highlights: *bullet}}
  - {{name: Example {LONG}, location: A place {LONG}, date: 2015, highlights: *bullet}}
- kind: awards
  title: Awards
  entries: [{{title: Prize, date: 2015}}, {{title: Prize {LONG}, date: 2014}}, {{title: Prize, date: 2013}}]
design:
"""
CASES = {
    **{file.stem: file.read_text("utf-8") for file in FILES},
    **{f"generated-{number}": generate(number) for number in GENERATED},
    "lists": LISTS,
    "long-heads": f"{LONG_HEADS}  font: charter",
    "long-heads-inline": f"{LONG_HEADS}  {{font: heros, entry_heads: inline, spacing: 0.6}}",
    "long-heads-small": f"{LONG_HEADS}  {{font: pagella, font_size: 9, line_spacing: 0.92}}",
    "long-heads-large": f"{LONG_HEADS}  {{font: termes, font_size: 11, spacing: 1.2}}",
}


def poppler(pdf: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, pdf, "-"], capture_output=True, check=True).stdout.decode()


def pdfminer(pdf: Path) -> str:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return extract_text(pdf)


def read_as(layer: str, facts: PdfFacts) -> PdfFacts:
    """Return facts with another reader's text layer for both of theirs; a page break is a form feed."""
    pages = tuple(PageFacts(page, 0, 0) for page in layer.removesuffix("\f").split("\f"))
    return PdfFacts(facts.path, pages)


def joined(text: str) -> str:
    """Join words at hyphens, as ``pdftotext`` without ``-raw`` does at the end of a line."""
    return re.sub(r"-\s*", "", text)


@pytest.mark.parametrize("case", CASES)
def test_all_texts_and_their_order(case: str, tmp_path: Path) -> None:
    cv = tmp_path / "cv.yaml"
    cv.write_text(CASES[case], "utf-8")
    result = build(Options(cv, tmp_path / "build", ("full",)))
    assert result.exit_code == ExitCode.OK, one_liners(result.all_diagnostics())
    expectation, pdf = of_file(cv, "full").expectation, tmp_path / "build" / "full.pdf"
    facts, _ = read(pdf)
    assert facts is not None
    for readings in (facts, read_as(poppler(pdf, "-raw"), facts), read_as(pdfminer(pdf), facts)):
        assert text.check(readings, expectation) == []
        assert order.check(readings, expectation) == []
    texts = tuple(expected._replace(text=joined(expected.text)) for expected in expectation.texts)
    expectation = replace(expectation, texts=texts, foot=joined(expectation.foot))
    assert text.check(read_as(joined(poppler(pdf)), facts), expectation) == []
