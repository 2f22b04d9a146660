"""The variables of the engines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cvpdf.latex.environment import environment
from cvpdf.latex.toolchain import Toolchain

TOOLS = Toolchain(pdflatex=Path("/opt/te x/pdflatex"), path="/usr/bin")


def test_the_fixed_part(tmp_path: Path) -> None:
    made = environment(TOOLS, "pdflatex", tmp_path, 5, {"SECRET": "x", "HOME": str(tmp_path), "TEXMFOUTPUT": "/tmp"})
    assert made["SOURCE_DATE_EPOCH"] == "5"
    assert (made["openin_any"], made["openout_any"]) == ("p", "p")
    assert made["PATH"] == f"/opt/te x{os.pathsep}/usr/bin"
    assert made["HOME"] == str(tmp_path)
    assert not {"SECRET", "TEXMFOUTPUT"} & set(made)


def test_no_program_of_the_present_folder_is_found(tmp_path: Path) -> None:
    tools = TOOLS._replace(path=os.pathsep.join(("", "/usr/bin", ".", "bin")))
    assert environment(tools, "pdflatex", tmp_path, 0, {})["PATH"] == f"/opt/te x{os.pathsep}/usr/bin"


@pytest.mark.parametrize("home", ["", "missing"])
def test_without_a_usable_home(tmp_path: Path, home: str) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    outer = {"HOME": str(tmp_path / home) if home else ""}
    assert environment(TOOLS, "pdflatex", folder, 0, outer)["HOME"] == str(folder)
    assert list(folder.iterdir()) == []
    tools = TOOLS._replace(lualatex=Path("/opt/te x/lualatex"))
    assert environment(tools, "lualatex", folder, 0, outer)["HOME"] == str(folder / "home")
    assert list(folder.iterdir()) == [folder / "home"]
    assert list(tmp_path.iterdir()) == [folder]


def test_the_home_of_the_account_without_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "account").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "account")
    assert environment(TOOLS, "pdflatex", tmp_path, 0, {})["HOME"] == str(tmp_path / "account")


def test_search_paths_are_taken_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outer = {"TEXINPUTS": "sty//:/abs:~/x:$Y:.:", "TEXMFHOME": "/h", "HOME": str(tmp_path)}
    made = environment(TOOLS, "pdflatex", tmp_path, 0, outer)
    assert made["TEXINPUTS"] == f".:{tmp_path}/sty//:/abs:~/x:$Y:.:"
    assert made["TEXMFHOME"] == "/h"


def test_the_embedded_one_gets_no_trees_of_another(tmp_path: Path) -> None:
    tools = Toolchain(pdflatex=Path("/e/pdflatex"), embedded=True, tree=Path("/e"))
    outer = {"TEXMFCNF": "/c", "TEXMFHOME": "/h", "TEXINPUTS": "/mine:", "TFMFONTS": "/t"}
    made = environment(tools, "pdflatex", tmp_path, 0, outer)
    assert not {"TEXMFCNF", "TEXMFHOME", "TFMFONTS"} & set(made)
    assert made["TEXINPUTS"] == ".:/mine:"
    assert made["MKTEXPK"] == "0"
