"""``cvpdf watch`` and ``cvpdf clean``: what they refuse, and their output."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cvpdf.cli import clean, watch
from cvpdf.cli.output import TextForm
from cvpdf.diagnostics import ExitCode, error
from cvpdf.report.results import BuildReport, VariantReport, VariantSummary
from tests.cli.running import cvpdf, write
from tests.waiting import PATIENCE


@pytest.mark.parametrize("command", [("build",), ("watch",), ("preview", "--no-open")])
def test_a_file_that_is_not_there(command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = cvpdf(*command)
    assert result.exit_code == ExitCode.INVALID_CV
    hint = "  hint: `cvpdf new` writes a starter cv.yaml\n"
    assert result.stderr.startswith(f"cv.yaml:1:1: error[file-missing]: the file does not exist\n{hint}")


def test_only_formats_for_a_session_are_offered() -> None:
    result = cvpdf("watch", "--format", "json")
    assert result.exit_code == ExitCode.USAGE
    assert "people" in result.stderr
    assert "lines" in result.stderr
    assert "sarif" not in cvpdf("watch", "--help").output


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(watch, "find_spec", lambda _name: None)
    assert watch.run() == ExitCode.USAGE
    assert "cvpdf[watch]" in capsys.readouterr().err


def test_clean_empties_the_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    formats = tmp_path / "cache" / "cvpdf" / "formats"
    formats.mkdir(parents=True)
    (formats / "cvpdf-pdflatex-0.fmt").write_bytes(bytes(2_000_000))
    clean.run()
    assert capsys.readouterr().out == "Removed 2.0 MB of cached files.\n"
    assert list(formats.iterdir()) == []
    clean.run()
    assert capsys.readouterr().out == "The caches are empty.\n"


@pytest.mark.tex
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=lambda one: str(int(one))
)
def test_a_signal_stops_it(tmp_path: Path, number: signal.Signals, code: int) -> None:
    pytest.importorskip("watchfiles")
    write(tmp_path / "cv.yaml")
    process = subprocess.Popen(
        [sys.executable, "-m", "cvpdf", "watch", "--variant", "short"], cwd=tmp_path, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline() == "watching cv.yaml; Ctrl-C stops it\n"
    process.send_signal(number)
    output, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors.strip()) == (code, "")
    assert re.fullmatch(r"\d\d:\d\d:\d\d  short 1 page: \d+\.\d\d s(, .*)?\n", output), output


def test_the_line_for_a_build(capsys: pytest.CaptureFixture[str]) -> None:
    row = VariantSummary("full", "build/full.pdf", 2, 0.5, 14, 14, 0.3, "pdflatex")
    built, failed = VariantReport("full", "built", (), row), VariantReport("short", "failed", (), row)
    unchanged = VariantReport("long", "unchanged", (), row)
    complaint = error("odd", "something is odd")
    lines = {
        "full 2 pages, short failed: 0.25 s, 1 error": BuildReport((complaint,), (built, failed, unchanged), 4),
        "nothing to do: 0.25 s": BuildReport((), (unchanged,)),
        "nothing was built: 0.25 s, 1 error": BuildReport((complaint,), (), 1),
    }
    for line, result in lines.items():
        watch._report(result, 0.25, TextForm.LINES, False)
        assert capsys.readouterr().out.partition("  ")[2] == f"{line}\n"
        watch._report(result, 0.25, TextForm.LINES, True)
        shown = capsys.readouterr()
        assert (shown.out, bool(shown.err)) == ("", bool(result.diagnostics))
