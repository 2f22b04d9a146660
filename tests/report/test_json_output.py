"""The JSON of validate, build, check and fit: every key is described in docs/output.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cvpdf.diagnostics import Diagnostic, Related, Span, error, note
from cvpdf.fitting.explain import Answer, Match, explain
from cvpdf.pdf.inspection import Inspection
from cvpdf.report.json_output import FORMAT, of_build, of_checks, of_fit, of_validation
from cvpdf.report.results import BuildReport, FileReport, VariantReport, VariantSummary
from tests.fitting.reports import HIDDEN, fit, never, report

PAGE = (Path(__file__).parents[2] / "docs" / "output.md").read_text("utf-8")
PLACE = Span("cv.yaml", 2, 3, 2, 9)
LOST = error("text-missing", "x", PLACE, "y", [Related("z", Span.point("cv.yaml"))])
GONE = note("not-replaced", "w")
ROW = VariantSummary("full", "build/full.pdf", 2, 0.123456, 3, 3, 1.23456, "pdflatex", ("file", "pages", "text"))
INSPECTION = Inspection((LOST,), ("file",), ("text",), 1)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def checked(path: str, *found: Diagnostic) -> FileReport:
    inspection = INSPECTION if found else Inspection(passed=("file", "text"), pages=3)
    return FileReport(Path(path), not found, found, inspection)


DOCUMENTS = (
    of_validation([checked("a.yaml"), checked("b.yaml", LOST)], 1),
    of_checks([checked("a.pdf"), checked("b.pdf", LOST)], 5),
    of_build(
        BuildReport(
            (GONE,),
            (
                VariantReport("full", "built", (GONE,), ROW),
                VariantReport("onepage", "failed", (LOST, GONE), None, 5, inspection=INSPECTION),
                VariantReport("publications", "skipped"),
                VariantReport("tex", "built", tex=Path("build/tex.tex")),
            ),
            5,
        )
    ),
    of_fit(
        [fit(), fit()],
        [LOST],
        5,
        [explain(report(), "looms", never, [HIDDEN]), Answer(too_many=(Match("entry", "a", PLACE),))],
    ),
)


def test_every_key_is_documented() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert {key for document in DOCUMENTS for key in keys(document)} - named == set()
    assert f"{FORMAT} |" in PAGE


def test_all_have_the_same_head() -> None:
    for document, command, code in zip(DOCUMENTS, ("validate", "check", "build", "fit"), (1, 5, 5, 5), strict=True):
        assert list(document)[:5] == ["format", "command", "cvpdf", "ok", "exit_code"]
        assert (document["command"], document["ok"], document["exit_code"]) == (command, False, code)


def test_files() -> None:
    [_, bad] = DOCUMENTS[1]["files"]
    assert (bad["file"], bad["pages"], bad["ok"], bad["passed"], bad["failed"]) == (
        *("b.pdf", 1, False, ["file"], ["text"]),
    )
    assert bad["diagnostics"] == DOCUMENTS[1]["diagnostics"] == DOCUMENTS[0]["diagnostics"]


def test_variants() -> None:
    full, onepage, publications, tex = DOCUMENTS[2]["variants"]
    assert full["pdf"] == {
        "path": "build/full.pdf",
        "pages": 2,
        "fill": 0.1235,
        "engine": "pdflatex",
        "seconds": 1.235,
        "fit": None,
    }
    assert (full["ok"], full["passed"], full["failed"]) == (True, ["file", "pages", "text"], [])
    assert (onepage["ok"], onepage["pdf"], onepage["passed"], onepage["failed"]) == (False, None, ["file"], ["text"])
    assert (publications["outcome"], publications["ok"], publications["passed"]) == ("skipped", True, [])
    assert (tex["tex"], tex["pdf"]) == ("build/tex.tex", None)
    assert [one["code"] for one in DOCUMENTS[2]["diagnostics"]] == ["text-missing", "not-replaced"], "each once"


def test_fits() -> None:
    first, second = DOCUMENTS[3]["variants"]
    assert first["items"] == second["items"]
    assert (first["variant"], first["fill"], first["free"], first["free_lines"]) == ("onepage", 0.9857, 10.0, 0)
    assert first["layout"] == {"font_size": 9.5, "line_spacing": 1.0, "spacing": 0.72}
    looms, shown = first["items"][5], first["items"][3]
    assert (looms["kind"], looms["shown"], looms["missing"], looms["parent"], looms["line"]) == (
        *("entry", False, 31.04, 1, 14),
    )
    assert (shown["missing"], shown["rule"], shown["value"], shown["weight"]) == (None, None, 400, 4.0)
    assert first["hidden"][0]["reason"] == HIDDEN.reason
    assert [(one["item"], one["verdict"], one["otherwise"]) for one in first["explained"]] == [
        (5, "impossible", None),
        (7, "impossible", None),
    ]
    assert second["explained"] == []
    assert [(one["text"], one["line"]) for one in second["too_many"]] == [("a", 2)]
    plain = of_fit([fit()], [], 0)["variants"][0]
    assert (plain["explained"], plain["too_many"]) == (None, [])
