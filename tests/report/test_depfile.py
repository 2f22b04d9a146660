from __future__ import annotations

from pathlib import Path

from cvpdf.report.depfile import rules
from cvpdf.report.results import BuildReport, VariantReport, VariantSummary


def test_a_rule_and_an_empty_rule_for_each_input() -> None:
    pdf = VariantReport("full", "built", summary=VariantSummary("full", "out/a b.pdf", 1, 0.5, 1, 1, 0.1, "pdflatex"))
    tex = VariantReport("short", "built", tex=Path("out/short.tex"))
    report = BuildReport((), (pdf, tex, VariantReport("none", "skipped")), inputs=(Path("cv.yaml"), Path("$x#y:z")))
    assert rules(report) == "out/a\\ b.pdf out/short.tex: cv.yaml $$x\\#y\\:z\ncv.yaml:\n$$x\\#y\\:z:\n"


def test_without_results() -> None:
    assert rules(BuildReport((), (VariantReport("none", "skipped"),), inputs=(Path("cv.yaml"),))) == ""
