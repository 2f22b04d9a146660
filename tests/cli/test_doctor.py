"""``cvpdf doctor``: what it tells of LaTeX, and of what is kept between builds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cvpdf.cli import doctor
from cvpdf.diagnostics import ExitCode
from cvpdf.latex.get_latex import how_to_get_latex
from cvpdf.latex.toolchain import Toolchain


@pytest.fixture(autouse=True)
def _nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_what_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doctor.run()
    said = capsys.readouterr().out
    assert f"Precompiled formats: 0, 0 MB in {tmp_path / 'cache' / 'cvpdf'}" in said
    (tmp_path / "cache" / "cvpdf" / "formats" / "cvpdf-pdflatex-0.fmt").write_bytes(bytes(3_000_000))
    doctor.run()
    said = capsys.readouterr().out
    assert "Precompiled formats: 1, 3 MB" in said
    doctor.run(json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["formats"] == [{"name": "cvpdf-pdflatex-0", "bytes": 3_000_000}]


def test_without_latex(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("cvpdf.latex.toolchain.find_toolchain", lambda: Toolchain()._replace(path=""))
    assert doctor.run() == ExitCode.LATEX_MISSING
    printed = capsys.readouterr().out
    assert "cvpdf cannot build PDFs on this machine yet." in printed
    assert printed.count(how_to_get_latex()) == 1, "said once for all that is missing"
    assert "Fonts: XCharter and Noto Serif CJK of cvpdf" in printed
    assert doctor.run(json=True) == ExitCode.LATEX_MISSING
    assert json.loads(capsys.readouterr().out)["usable"] is False


def test_without_a_cache_folder(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("cvpdf.latex.formats.default_folder", lambda: None)
    doctor.run()
    assert "None" not in capsys.readouterr().out
