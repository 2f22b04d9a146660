"""The public functions: their examples run, they accept strings, and invalid input raises nothing."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cvpdf
from cvpdf.diagnostics import ExitCode
from tests.cli.running import GOOD, ROOT, write

WRONG = "basics:\n  name: Ada Lovelace\n  emial: ada@example.org\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "cv.yaml", GOOD)
    write(tmp_path / "wrong.yaml", WRONG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.tex
def test_the_examples(folder: Path) -> None:
    examples = [example for function in ("load", "validate", "build", "check") for example in _examples(function)]
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTest(examples, {}, "api", None, None, None))
    assert runner.summarize(verbose=False) == doctest.TestResults(0, len(examples))
    assert len(examples) > 10
    assert (folder / "out" / "onepage.pdf").is_file()


def _examples(function: str) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(getattr(cvpdf, function).__doc__ or "")


def test_the_page_is_current() -> None:
    command = [sys.executable, str(ROOT / "scripts/generate_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_its_names() -> None:
    assert sorted(dir(cvpdf)) == ["__version__", "build", "check", "load", "validate"]
    assert not set(cvpdf.__all__) - set(dir(cvpdf))


def test_importing_it_is_light() -> None:
    script = "import sys; before = set(sys.modules); import cvpdf; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    modules = done.stdout.split()
    assert [name for name in modules if name.startswith("cvpdf")] == ["cvpdf", "cvpdf.version"]
    assert not {"typer", "pydantic", "yaml", "pypdf", "inspect"} & {*modules}


@pytest.mark.parametrize("path", ["missing.yaml", ".", "wrong.yaml", "a\0b", "\ud800", Path("missing.yaml")])
def test_a_cv_that_cannot_be_read(path: str | Path, folder: Path) -> None:
    report = cvpdf.validate(path)
    assert (report.ok, bool(report.diagnostics)) == (False, True)
    assert (report.source is not None) == (path == "wrong.yaml")
    assert cvpdf.load(path).resume is None
    built = cvpdf.build(path)
    assert (built.exit_code, built.variants) == (ExitCode.INVALID_CV, ())
    assert not (folder / "build").exists()


@pytest.mark.parametrize("path", ["missing.pdf", ".", "wrong.yaml", "a\0b", "\ud800"])
@pytest.mark.usefixtures("folder")
def test_a_pdf_that_cannot_be_read(path: str) -> None:
    report = cvpdf.check(path)
    assert not report.ok
    assert report.inspection is not None
    assert report.inspection.failed == ("file",)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"variants": "nonsense"}, "unknown-variant"),
        *(({"output_dir": path}, "bad-output") for path in ("cv.yaml", "a\0b", "\ud800", "resume.pdf", Path("cv.md"))),
        *(({"timeout": timeout}, "bad-timeout") for timeout in (-1, 0, float("nan"))),
        ({"engine": "word"}, "unknown-engine"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_options_that_cannot_be(options: dict[str, Any], code: str) -> None:
    report = cvpdf.build("cv.yaml", tex_only=True, **options)
    assert (report.exit_code, report.variants) == (ExitCode.USAGE, ())
    assert [d.code for d in report.all_diagnostics()] == [code]


def test_the_output_may_name_the_pdf(folder: Path) -> None:
    report = cvpdf.build(variants=["short", "short"], output_dir="out/Ada.PDF", tex_only=True)
    assert [(variant.variant, variant.tex) for variant in report.variants] == [("short", Path("out/Ada.tex"))]
    assert (folder / "out" / "Ada.tex").is_file()
