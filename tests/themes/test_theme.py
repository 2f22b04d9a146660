"""Where templates and support files are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.themes.theme import FOLDER, ThemeError, built_in_folder, folders_for, load_theme, own_files


def test_a_file_of_the_users_own_replaces_the_built_in_one(tmp_path: Path) -> None:
    assert folders_for(tmp_path) == (built_in_folder(),)
    own = tmp_path / FOLDER
    own.mkdir()
    (own / "cvpdf.cls").write_bytes(b"mine")
    (own / "notes.sty").write_bytes(b"not known to cvpdf")
    (own / "full.tex.j2").touch()
    (own / "other.tex.j2").touch()
    (own / "header.tex.j2").write_bytes((built_in_folder() / "header.tex.j2").read_bytes())
    assert own_files(own, built_in_folder()) == (own / "cvpdf.cls", own / "full.tex.j2", own / "other.tex.j2")
    assert folders_for(tmp_path, own_templates=False) == (built_in_folder(),)
    theme = load_theme(folders_for(tmp_path))
    built_in = load_theme((built_in_folder(),))
    assert theme.support == {**built_in.support, "cvpdf.cls": b"mine"}
    assert theme.find("full.tex.j2") == own / "full.tex.j2"
    assert theme.find("onepage.tex.j2") == built_in_folder() / "onepage.tex.j2"
    assert theme.find("nothing.tex.j2") is None
    assert theme.template_names() == sorted([*built_in.template_names(), "other.tex.j2"])


def test_a_class_that_links_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.cls").touch()
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "cvpdf.cls").symlink_to(tmp_path / "mine.cls")
    with pytest.raises(ThemeError) as raised:
        load_theme(folders_for(tmp_path))
    assert raised.value.diagnostic.code == "template-link"
