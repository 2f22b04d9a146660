from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf import build
from tests.cli.running import cvpdf

GOOD = "@misc{good, title = {Good}, author = {Tess Hof}, year = 2020}\n"
BAD = GOOD + "@misc{bad, title = {A {b}, author = {Tess Hof}\n"
CV = "basics: {name: Tess Hof}\nsections: [{kind: publications, title: P}]\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.bib").write_text(GOOD, "utf-8")
    Path("bad.bib").write_text(BAD, "utf-8")


def test_what_is_imported_is_valid_in_a_cv() -> None:
    printed = cvpdf("import", "good.bib")
    assert printed.stdout.startswith("publications:\n  - key: good\n")
    Path("cv.yaml").write_text(CV + printed.stdout, "utf-8")
    assert cvpdf("validate").stderr == "cv.yaml is valid\n"


def test_errors_are_reported_at_their_line_and_can_be_left_out() -> None:
    failed = cvpdf("import", "bad.bib")
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert failed.stderr.startswith("bad.bib:2:1: error[bib-syntax]: `@misc{bad` is not closed\n 2 | @misc{bad, title")
    kept = cvpdf("import", "bad.bib", "--keep-going", "-q")
    assert (kept.exit_code, kept.stdout, kept.stderr) == (0, cvpdf("import", "good.bib").stdout, "")


def test_the_file_that_is_written() -> None:
    wrote = cvpdf("import", "good.bib", "-o", "works.yaml")
    assert (wrote.stdout, wrote.stderr) == ("", "wrote works.yaml: 1 publication\n")
    assert Path("works.yaml").read_text("utf-8") == cvpdf("import", "good.bib").stdout
    assert cvpdf("import", "good.bib", "-o", "works.yaml").exit_code == 2
    assert cvpdf("import", "good.bib", "-o", "works.yaml", "--force").exit_code == 0
    assert "cannot write `none/works.yaml`" in cvpdf("import", "good.bib", "-o", "none/works.yaml").stderr


def test_keep_going_is_an_option_of_all_that_read_a_cv() -> None:
    Path("cv.yaml").write_text(CV + "bibliography: [bad.bib]\n", "utf-8")
    assert (cvpdf("validate").exit_code, cvpdf("validate", "--keep-going").exit_code) == (1, 0)
    assert cvpdf("build", "--tex-only").exit_code == 1
    built = cvpdf("build", "--tex-only", "--keep-going")
    assert (built.exit_code, "an entry is left out because of errors: `bad`" in built.stderr) == (0, True)
    assert cvpdf("validate", "--keep-going", "--strict").exit_code == 1


def test_the_bibliography_is_an_input_of_the_build_also_if_it_is_wrong() -> None:
    """Make and watch build again when it is saved."""
    Path("cv.yaml").write_text(CV + "bibliography: [bad.bib]\n", "utf-8")
    assert Path("bad.bib") in build("cv.yaml", tex_only=True).inputs
    assert cvpdf("build", "--tex-only", "--keep-going", "--depfile", "cv.d").exit_code == 0
    assert "\nbad.bib:\n" in Path("cv.d").read_text("utf-8")
    assert '"uri": "bad.bib"' in cvpdf("validate", "--format", "sarif").stdout
