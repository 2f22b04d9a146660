from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tests.cli.running import cvpdf, write

pytestmark = pytest.mark.tex


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
    assert result.exit_code == 0
    assert f"{good}: 1 page, " in result.stderr
    assert cvpdf("check", good, "-q").output == ""


def test_json(good: Path) -> None:
    result = cvpdf("check", good, "--json")
    facts = json.loads(result.stdout)
    assert facts["ok"] is True
    [report] = facts["files"]
    assert set(report) == {"file", "pages", "ok", "passed", "failed", "diagnostics"}
    assert (report["file"], report["pages"], report["failed"]) == (str(good), 1, [])
    assert report["passed"]


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
