"""The smallest font size that cv.yaml allows: still nothing is set in less than 8 points, and all words are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options

CV = """
basics: {{name: Ελένη Roe, headline: "Γλωσσολόγος, a linguist", email: eleni@example.org}}
sections:
- kind: experience
  title: Work
  entries:
  - company: Πανεπιστήμιο Νέας
    position: Reader of old and new words
    start_date: 2020-01
    end_date: present
    highlights: ["Η γλώσσα και the words that it has lent to others over two long millennia"]
- {{kind: publications, title: Papers}}
publications:
- {{key: a, title: "Words, και λόγια", authors: [Eleni Roe], date: 2020, note: "a note, σε μικρά"}}
design: {{font: {font}, font_size: 8}}
"""


@pytest.mark.tex
@pytest.mark.parametrize("font", ["charter", "EB Garamond"])
def test_smallest_size(tmp_path: Path, font: str) -> None:
    cv = tmp_path / "cv.yaml"
    cv.write_text(CV.format(font=font), encoding="utf-8")
    result = build(Options(cv=cv, output_dir=tmp_path / "out", variants=("full",)))
    assert [d for one in result.variants for d in one.diagnostics if d.code == "font-too-small"] == []
    assert result.exit_code == ExitCode.OK
