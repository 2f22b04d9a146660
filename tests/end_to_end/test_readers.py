"""Every text of a CV is found by four readers that share no code, and three of them read it in order."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.generated_cvs import generate

from cvpdf.diagnostics import ExitCode
from cvpdf.fitting.report import FitReport
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners
from tests.end_to_end.text_layers import expected_of, facts_of, lost_texts, misread, needs_pdftotext
from tests.render.test_lists import CV as LISTS

pytestmark = [pytest.mark.tex, needs_pdftotext]

ROOT = Path(__file__).parents[2]
HERE, EXAMPLES = Path(__file__).parent, ROOT / "examples"
ENGLISH = ("deutsch", "graduate", "industry-25-years", "non-latin", "professor")
FILES = [ROOT / "cv.yaml", *(EXAMPLES / f"{name}.yaml" for name in ENGLISH)]
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


@dataclass(frozen=True)
class Example:
    """A file, and the variant of it that is read back."""

    file: Path
    variant: str = "full"


LANGUAGES = {
    "Chinese": Example(EXAMPLES / "bilingual.yaml", "onepage-zh"),
    "Japanese": Example(EXAMPLES / "japanese.yaml", "onepage"),
    "Korean": Example(EXAMPLES / "korean.yaml", "onepage"),
    "Greek": Example(EXAMPLES / "greek.yaml", "onepage"),
    "Polish": Example(EXAMPLES / "polish.yaml", "onepage"),
    "Vietnamese": Example(EXAMPLES / "vietnamese.yaml", "onepage"),
    "Russian": Example(HERE / "languages" / "russian.yaml"),
    "Turkish": Example(HERE / "languages" / "turkish.yaml"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_each_language(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = LANGUAGES[language]
    differences: list[float] = []
    difference = FitReport.difference

    def recorded(report: FitReport, figures: Mapping[str, float] | None) -> float:
        differences.append(difference(report, figures))
        return differences[-1]

    monkeypatch.setattr(FitReport, "difference", recorded)
    result = build(Options(example.file, tmp_path, (example.variant,)))
    assert result.exit_code == ExitCode.OK, one_liners(result.all_diagnostics())
    pdf = tmp_path / f"{example.variant}.pdf"
    assert all(abs(points) < 1 for points in differences)
    assert bool(differences) == example.variant.startswith("onepage")
    assert len(facts_of(pdf).pages) == 1
    expectation = expected_of(example.file, example.variant)
    assert lost_texts(pdf, expectation) == {}
    assert misread(pdf, expectation) == []


@pytest.mark.parametrize("case", CASES)
def test_all_texts_and_their_order(case: str, tmp_path: Path) -> None:
    cv = tmp_path / "cv.yaml"
    cv.write_text(CASES[case], "utf-8")
    for bibliography in (file.with_name(f"{case}.bib") for file in FILES if file.stem == case):
        if bibliography.exists():
            shutil.copy(bibliography, tmp_path)
    result = build(Options(cv, tmp_path / "build", ("full",)))
    assert result.exit_code == ExitCode.OK, one_liners(result.all_diagnostics())
    expectation, pdf = expected_of(cv, "full"), tmp_path / "build" / "full.pdf"
    # Hyphens at line ends are letters more.
    assert expectation.hyphenated or lost_texts(pdf, expectation) == {}
    assert misread(pdf, expectation) == []
