"""How to get LaTeX: what this user can do on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.latex import get_latex
from cvpdf.latex.get_latex import how_to_get, how_to_get_latex, how_to_get_patterns
from cvpdf.latex.toolchain import Toolchain


@pytest.fixture(autouse=True)
def _no_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_latex, "apt_command", lambda: None)
    monkeypatch.setattr(get_latex, "package_command", lambda name: f"pip install '{name}'")
    monkeypatch.setattr(get_latex, "find_embedded", lambda: None)


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_latex, "apt_command", lambda: "apt-get install")


def on(monkeypatch: pytest.MonkeyPatch, system: str, machine: str) -> None:
    monkeypatch.setattr("sys.platform", system.lower())
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr("platform.machine", lambda: machine)


@pytest.mark.parametrize(("system", "machine"), [("Linux", "x86_64"), ("Darwin", "arm64")])
@pytest.mark.usefixtures("root")
def test_the_embedded_latex_needs_no_rights(monkeypatch: pytest.MonkeyPatch, system: str, machine: str) -> None:
    on(monkeypatch, system, machine)
    assert how_to_get_latex() == "type `pip install 'cvpdf[tinytex]'`, which installs an embedded LaTeX"


def test_a_platform_without_embedded_latex(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "Linux", "aarch64")
    assert how_to_get_latex() == (
        "there is no embedded LaTeX for Linux aarch64; "
        "install TeX Live, which needs no root rights: https://tug.org/texlive"
    )


@pytest.mark.usefixtures("root")
def test_and_root(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "Linux", "aarch64")
    assert how_to_get_latex().endswith("type `apt-get install latexmk texlive-latex-base texlive-latex-recommended`")


def test_an_embedded_latex_that_is_not_executable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on(monkeypatch, "Linux", "x86_64")
    (tmp_path / "pdflatex").touch(0o644)
    monkeypatch.setattr(get_latex, "find_embedded", lambda: tmp_path / "pdflatex")
    assert how_to_get_latex().startswith(f"type `chmod +x '{tmp_path}/pdflatex'`")


ELSEWHERE = "install TeX Live, which needs no root rights: https://tug.org/texlive"


def tlmgr(folder: Path) -> Toolchain:
    """A TeX Live of the user's own."""
    (folder / "tlmgr").write_text("#!/bin/sh\n")
    (folder / "tlmgr").chmod(0o755)
    return Toolchain(path=str(folder))


def test_a_package_without_rights() -> None:
    assert how_to_get("lualatex", Toolchain()) == (
        f"ask an administrator for the package `texlive-luatex` of Debian or `luahbtex` of TeX Live, or {ELSEWHERE}"
    )
    assert how_to_get("a b.sty", Toolchain()) == f"ask an administrator for `a b.sty`, or {ELSEWHERE}"


@pytest.mark.usefixtures("root")
def test_a_package_with_rights(tmp_path: Path) -> None:
    assert how_to_get("xcolor.sty", Toolchain()) == "type `apt-get install texlive-latex-recommended`"
    both = "type `apt-get install texlive-latex-recommended` or `tlmgr install xcolor`"
    assert how_to_get("xcolor.sty", tlmgr(tmp_path)) == both


def test_a_package_of_the_users_own_tex_live(tmp_path: Path) -> None:
    assert how_to_get("xcolor.sty", tlmgr(tmp_path)) == "type `tlmgr install xcolor`"
    search = "type `tlmgr search --global --file 'a b.sty'`, which shows its package"
    assert how_to_get("a b.sty", tlmgr(tmp_path)) == search


def test_the_embedded_latex_cannot_be_extended(monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = Toolchain(embedded=True)
    assert how_to_get("csquotes.sty", embedded) == f"the embedded LaTeX does not have it; {ELSEWHERE}"
    monkeypatch.setattr(get_latex, "apt_command", lambda: "sudo apt-get install")
    assert how_to_get("csquotes.sty", embedded) == (
        "type `sudo apt-get install latexmk texlive-latex-base texlive-latex-recommended texlive-latex-extra`"
    )


@pytest.mark.usefixtures("root")
def test_hyphenation_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_latex, "find_toolchain", lambda: Toolchain())
    assert how_to_get_patterns("ngerman") == "type `apt-get install texlive-lang-german`"
    assert how_to_get_patterns("tlh") is None
