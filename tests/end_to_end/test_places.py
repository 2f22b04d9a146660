"""Every complaint has a place: a defect in each kind of section is reported at its own line of cv.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options

pytestmark = pytest.mark.tex

LONG = "W" * 120
"""A word that fits on no line, so that LaTeX reports the line as overfull. Each place gets a number of its own."""

CV = """
basics:
  name: Jane Roe
  headline: {0}
  affiliations: [A university, {1}]
  summary: |
    A first paragraph.

    And a second one with {2} in it.
sections:
- kind: text
  title: Text
  text:
  - Fine.
  - {3}
- kind: education
  title: Education
  entries:
  - institution: {4}
  - institution: Fine
    area: {5}
    thesis: {6}
    advisors: [Ann, {7}]
    courses: [One, {8}]
- kind: experience
  title: Experience
  entries:
  - company: Fine
    position: {9}
    summary: Short and {10}.
    highlights:
    - Fine.
    - text: Bad, {11}.
  - company: Roles
    roles:
    - position: {12}
      highlights: [Fine, "{13}"]
- kind: projects
  title: Projects
  entries:
  - name: {14}
    highlights: ["{15}"]
- kind: skills
  title: Skills
  entries:
  - label: Tools
    keywords: [C, {16}]
- kind: languages
  title: Languages
  entries:
  - language: {17}
- kind: awards
  title: Awards
  entries:
  - title: {18}
- kind: grants
  title: Grants
  entries:
  - title: Grant
    funder: {19}
- kind: talks
  title: Talks
  entries:
  - title: Talk
    event: {20}
- kind: teaching
  title: Teaching
  entries:
  - course: {21}
- kind: service
  title: Service
  entries:
  - role: {22}
- kind: certificates
  title: Certificates
  entries:
  - name: {23}
- kind: volunteering
  title: Volunteering
  entries:
  - organization: {24}
- kind: references
  title: References
  entries:
  - name: {25}
    quote: So {26}!
- kind: custom
  title: {27}
  entries:
  - title: Custom
    subtitle: {28}
- kind: publications
  title: Publications
publications:
- key: a
  title: {29}
  authors: [Ann, {30}]
  venue: {31}
  note: Note {32}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    folder = tmp_path_factory.mktemp("places")
    words = [f"{LONG}{number}" for number in range(33)]
    (folder / "cv.yaml").write_text(CV.lstrip("\n").format(*words), encoding="utf-8")
    result = build(Options(folder / "cv.yaml", folder / "build", ("full",)))
    return [d for d in result.all_diagnostics() if d.code in ("overfull-line", "outside-margins")]


def test_every_overfull_line_is_reported_where_it_was_typed(found: list[Diagnostic]) -> None:
    typed = {number for number, text in enumerate(CV.lstrip("\n").splitlines(), 1) if "{" in text}
    assert all(d.span for d in found)
    assert {d.span.line for d in found if d.span} == typed


def test_a_text_that_a_template_forgets_is_named_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "latex_templates" / "sections"
    own.mkdir(parents=True)
    (own / "skills.tex.j2").write_text("%% for entry in section.entries\n\\cvskill{\\VAR{entry.label}}{}\n%% endfor\n")
    text = "basics: {name: Ann Lee}\nsections:\n- kind: skills\n  title: Skills\n  entries:\n"
    text += "  - label: Code\n    keywords: [Python]\n"
    (tmp_path / "cv.yaml").write_text(text)
    result = build(Options(tmp_path / "cv.yaml", tmp_path / "build", ("full",)))
    places = [(d.code, d.span.line) for d in result.all_diagnostics() if d.is_error and d.span]
    assert ("text-missing", 7) in places
    (tmp_path / "cv.yaml").write_text(text + "checks: {text-missing: {allow: [Python]}}\n")
    result = build(Options(tmp_path / "cv.yaml", tmp_path / "build", ("full",), strict=True))
    [allowed] = [d for d in result.all_diagnostics() if d.code == "text-missing"]
    assert (result.exit_code, allowed.severity, [r.message for r in allowed.related]) == (0, "note", ["allowed here"])
