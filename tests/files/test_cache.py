"""Where the caches are, and when there are none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cvpdf.files.cache import cache_folder
from cvpdf.latex.formats import default_folder


def test_below_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))
    assert cache_folder("formats") == tmp_path / "cache" / "cvpdf" / "formats"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="HOME decides elsewhere only")
@pytest.mark.parametrize("home", ["", "missing"])
def test_a_missing_home_stays_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / home) if home else "")
    assert cache_folder("formats") is None
    assert default_folder() is None
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = default_folder()
    assert folder is not None
    assert folder.is_dir()


def test_no_cache_is_in_the_present_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", ".")
    assert default_folder() not in (tmp_path / "cvpdf" / "formats", Path("cvpdf", "formats"))
    assert list(tmp_path.iterdir()) == []
