"""The template with a sidebar of docs/templates.md: two streams of text, which no check refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners
from cvpdf.themes.theme import FOLDER

ROOT = Path(__file__).parents[2]
CV = """
basics: {name: Ada Beispiel, email: ada@example.org, headline: Engineer of bridges}
sections:
  - kind: experience
    id: work
    title: Experience
    entries:
      - company: Muster AG
        position: Engineer
        location: Vienna
        start_date: 2018-01
        end_date: present
        highlights: [Rewrote the planner of bridges so that it takes a tenth of the time., Led the move of all data.]
      - {company: Acme, position: Intern, date: 2017, highlights: [Wrote tests.]}
  - {kind: skills, id: skills, title: Skills, entries: [{label: Code, keywords: [Python, C++]}]}
  - {kind: languages, id: languages, title: Languages, entries: [Dutch, {language: German, fluency: C1}]}
design: {standard: ua1}
variants:
  right: {extends: full, template: sidebar.tex.j2, sections: [skills, languages, work]}
  wrong: {extends: full, template: sidebar.tex.j2}
"""


@pytest.mark.tex
def test_the_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "templates.md").read_text("utf-8")
    template = re.search(r"```jinja\n(.*?cvsidebar.*?)```", page, re.DOTALL)
    assert template is not None
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "sidebar.tex.j2").write_text(template[1], "utf-8")
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    report = build(Options(tmp_path / "cv.yaml", tmp_path / "build", ("right",)))
    assert report.exit_code == ExitCode.OK, one_liners(report.all_diagnostics())
    report = build(Options(tmp_path / "cv.yaml", tmp_path / "build", ("wrong",)))
    assert report.exit_code == ExitCode.CHECK_FAILED
    assert {"tags-order", "order-sections"} & {one.code for one in report.all_diagnostics()}
