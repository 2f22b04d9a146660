"""``cvpdf watch`` and ``cvpdf clean``: what they refuse, and what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.cli import clean, watch
from cvpdf.cli.output import Form
from cvpdf.diagnostics import ExitCode


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert watch.run(tmp_path / "cv.yaml") == ExitCode.USAGE
    assert "file-missing" in capsys.readouterr().err


def test_a_document_without_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert watch.run(tmp_path / "cv.yaml", form=Form.JSON) == ExitCode.USAGE
    assert "--format lines" in capsys.readouterr().err


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(watch, "find_spec", lambda _name: None)
    assert watch.run() == ExitCode.USAGE
    assert "cvpdf[watch]" in capsys.readouterr().err


def test_clean_frees_the_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    formats = tmp_path / "cache" / "cvpdf" / "formats"
    formats.mkdir(parents=True)
    (formats / "cvpdf-pdflatex-0.fmt").write_bytes(bytes(2_000_000))
    assert clean.run() == 0
    assert "2.0 MB of caches are removed" in capsys.readouterr().out
    assert list(formats.iterdir()) == []
    assert clean.run() == 0
    assert "nothing in the caches" in capsys.readouterr().out
