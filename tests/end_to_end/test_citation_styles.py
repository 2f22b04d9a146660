"""Lists in every citation style are read back by four readers, and a field that is not printed is missed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.pdf.checks import text
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners
from tests.end_to_end.text_layers import expected_of, facts_of, lost_texts, misread, needs_pdftotext
from tests.render.content.styles.test_styles import DATA, STYLES

pytestmark = [pytest.mark.tex, needs_pdftotext]

WORKS = (DATA / "works.yaml").read_text("utf-8")
CSL = ["csl:american-chemical-society"] if find_spec("pypandoc") else []
SECTIONS = "".join(
    f"- {{kind: publications, title: In {style}, style: '{style}', numbered: true}}\n" for style in (*STYLES, *CSL)
)


def test_every_style_is_read_back(tmp_path: Path) -> None:
    cv = tmp_path / "cv.yaml"
    cv.write_text(f"{WORKS}sections:\n{SECTIONS}", "utf-8")
    result = build(Options(cv, tmp_path / "build", ("full",)))
    assert result.exit_code == ExitCode.OK, one_liners(result.all_diagnostics())
    pdf = tmp_path / "build" / "full.pdf"
    assert lost_texts(pdf, expected_of(cv, "full")) == {}
    assert misread(pdf, expected_of(cv, "full")) == []
    # A volume, a month and the name of an editor that are not in the PDF are missed in each style that prints them.
    changed = WORKS.replace('"88"', '"8806"').replace("2021-03", "2021-05").replace("Rae Stone]", "Rea Stine]")
    cv.write_text(f"{changed}sections:\n{SECTIONS}", "utf-8")
    lost = [one for one in text.check(facts_of(pdf), expected_of(cv, "full")) if one.code == "text-missing"]
    assert sorted({one.message.split("`")[0] for one in lost}) == ["the date ", "the editor ", "the volume "]
    # The style of the ACS prints no month.
    assert len(lost) == 7 + 4 + 7 + 2 * len(CSL), one_liners(lost)
