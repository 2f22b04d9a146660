from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cvpdf.fonts.find import folders
from cvpdf.fonts.find.folders import Place, places


def _files(*roots: Path) -> list[str]:
    return [Path(path).name for path, *_ in Place("system", roots).files()]


def test_files_of_all_folders_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b/B.TTF", "a/a.otf", "a/deep/c.ttc", "a/readme.txt", "z.otc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert _files(tmp_path) == ["a.otf", "c.ttc", "B.TTF", "z.otc"]
    assert _files(tmp_path / "a", tmp_path / "nothing") == ["a.otf", "c.ttc"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.ttf").write_bytes(b"")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "gone.ttf").symlink_to(tmp_path / "nowhere")
    assert _files(tmp_path) == ["a.ttf"]


def test_no_more_files_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_MOST_FILES", 3)
    for number in range(9):
        (tmp_path / f"{number}.ttf").write_bytes(b"")
    assert len(_files(tmp_path)) == 3


def test_packages_come_first_and_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fontpkg_a").mkdir()
    (tmp_path / "fontpkg_a" / "__init__.py").write_text("raise AssertionError", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = {place.name: place.folders for place in places()}
    names = list(found)
    assert names[0] == "fontpkg-a"
    assert names[-2:] == ["system", "TeX"]
    assert found["fontpkg-a"] == (tmp_path / "fontpkg_a",)
    assert "fontpkg_a" not in sys.modules


def test_folders_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("TEXMFHOME", raising=False)
    wanted = (".local/share/fonts", "texmf/fonts/opentype", "texlive/2024/texmf-dist/fonts/truetype")
    for name in (*wanted, "texlive/2025/texmf-dist/fonts/truetype"):
        (tmp_path / name).mkdir(parents=True)
    found = {place.name: place.folders for place in places()}
    assert found["system"][0] == tmp_path / ".local/share/fonts"
    trees = [str(path.relative_to(tmp_path)) for path in found["TeX"] if path.is_relative_to(tmp_path)]
    assert trees == [wanted[1], "texlive/2025/texmf-dist/fonts/truetype", wanted[2]]
