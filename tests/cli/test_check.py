from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfWriter

from cvpdf.pdf.codes import CODES
from tests.cli.running import cvpdf, write
from tests.pdf.conftest import text_page
from tests.report.test_sarif import follows_the_schema

pytestmark = pytest.mark.tex


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a PDF whose font is not embedded, and that has no title, author and language."""
    writer = PdfWriter()
    text_page(writer, "Hello")
    path = tmp_path_factory.mktemp("plain") / "my plain é.pdf"
    writer.write(path)
    return path


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a PDF that cvpdf made."""
    folder = tmp_path_factory.mktemp("check é")
    file = write(folder / "cv.yaml")
    result = cvpdf("build", file, "--variant", "short", "-o", folder / "out")
    assert result.exit_code == 0, result.output
    return folder / "out" / "short.pdf"


def test_a_pdf_of_ours_passes(good: Path) -> None:
    result = cvpdf("check", good, "--strict")
    assert result.exit_code == 0, result.output
    assert re.search(rf"^{re.escape(str(good))}: 1 page, all \d+ checks passed$", result.stderr, re.M)
    assert "\n  passed: file, pages, " in result.stderr
    assert result.stdout == ""
    assert cvpdf("check", good, "-q").output == ""
    assert cvpdf("check", good, "--format", "lines").output == ""


def test_json(good: Path, plain: Path) -> None:
    result = cvpdf("check", good, plain, "--json")
    facts = json.loads(result.stdout)
    assert set(facts) == {"format", "command", "cvpdf", "ok", "exit_code", "files", "diagnostics"}
    assert (facts["format"], facts["command"], facts["ok"], facts["exit_code"]) == (1, "check", False, 5)
    for report in facts["files"]:
        assert set(report) == {"file", "pages", "ok", "passed", "failed", "diagnostics"}
    [ours, bad] = facts["files"]
    assert (ours["file"], ours["pages"], ours["ok"], ours["failed"], ours["diagnostics"]) == (
        str(good),
        1,
        True,
        [],
        [],
    )
    assert (bad["pages"], bad["ok"], bad["failed"]) == (1, False, ["fonts"])
    assert {one["check"] for one in bad["diagnostics"] if one["severity"] == "error"} == {"fonts"}
    assert sorted(map(json.dumps, facts["diagnostics"])) == sorted(map(json.dumps, bad["diagnostics"]))
    assert not set(bad["passed"]) & set(bad["failed"])


def test_sarif(good: Path, plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plain.parent)
    result = cvpdf("check", good, plain, "--format", "sarif")
    assert (result.exit_code, result.stderr) == (5, "")
    log = json.loads(result.stdout)
    follows_the_schema(log)
    [run] = log["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(CODES)
    assert "font-not-embedded" in {one["ruleId"] for one in run["results"]}
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    assert places == {"my%20plain%20%C3%A9.pdf"}


def test_what_fails_is_shown_by_check_and_what_passes_in_one_line(plain: Path) -> None:
    lines = cvpdf("check", plain).stderr.splitlines()
    assert re.fullmatch(r".*: 1 page, 1 of \d+ checks failed", lines[0])
    assert lines[1] == "  failed fonts:"
    assert lines[2].startswith(f"    {plain}:1:1: error[font-not-embedded]: ")
    assert "  remarks of metadata:" in lines
    assert lines[-1].startswith("  passed: file, pages, ")
    assert "metadata" in lines[-1]
    assert "fonts" not in lines[-1]
    strict = cvpdf("check", plain, "--strict").stderr
    assert "  failed metadata:\n" in strict
    assert "warning[" not in strict


def test_lines_and_quiet(plain: Path) -> None:
    for line in cvpdf("check", plain, "--format", "lines").stderr.splitlines():
        assert re.match(rf"{re.escape(str(plain))}:1:1: (error|warning|note)\[[a-z0-9-]+\]: ", line)
    quiet = cvpdf("check", plain, "-q", "--format", "lines").stderr.splitlines()
    assert len(quiet) == 1
    assert "error[font-not-embedded]" in quiet[0]


@pytest.mark.parametrize("content", [None, b"", b"no pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_fails(content: bytes | None, good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    if content is not None:
        bad.write_bytes(content)
    result = cvpdf("check", bad, good, "--json")
    facts = json.loads(result.stdout)
    assert (result.exit_code, facts["ok"]) == (5, False)
    assert [report["ok"] for report in facts["files"]] == [False, True]
    assert cvpdf("check", bad).exit_code == 5


def test_a_blank_page_fails(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "blank.pdf")
    result = cvpdf("check", tmp_path / "blank.pdf")
    assert result.exit_code == 5
    assert "error[" in result.stderr
