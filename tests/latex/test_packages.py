"""Where missing things come from."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from cvpdf.latex.packages import Provider, provider, provider_of_patterns


@pytest.mark.parametrize(
    ("name", "debian", "tex_live"),
    [
        ("latexmk", "latexmk", "latexmk"),
        ("lualatex", "texlive-luatex", "luahbtex"),
        ("enumitem.sty", "texlive-latex-extra", "enumitem"),
        ("bchr8t.tfm", "texlive-fonts-recommended", "charter"),
        ("charter.sty", "texlive-latex-base", "psnfss"),
        ("tgpagella.sty", "tex-gyre", "tex-gyre"),
        ("fontawesome5.sty", "texlive-fonts-extra", "fontawesome5"),
        ("moderncv.cls", "texlive-latex-extra", "moderncv"),
        ("swedish.ldf", "texlive-lang-european", "babel-swedish"),
        ("never-heard-of.sty", None, None),
    ],
)
def test_providers(name: str, debian: str | None, tex_live: str | None) -> None:
    assert provider(name) == Provider(debian, tex_live)


def test_hyphenation_patterns() -> None:
    assert provider_of_patterns("norsk") == Provider("texlive-lang-european", "hyphen-norwegian")
    assert provider_of_patterns("tr") == Provider(None, None)


@pytest.mark.skipif(not (shutil.which("dpkg") and shutil.which("kpsewhich")), reason="needs Debian with TeX")
@pytest.mark.parametrize(
    "name", ["keyval.sty", "xcolor.sty", "lmodern.sty", "charter.sty", "bchr8t.tfm", "tgheros.sty"]
)
def test_debian_agrees(name: str) -> None:
    path = subprocess.run(["kpsewhich", name], capture_output=True, text=True, check=False).stdout.strip()
    if not path:
        pytest.skip(f"{name} is not installed")
    owner = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True, check=False).stdout
    if not owner:
        pytest.skip(f"{name} is of no package")
    assert owner.partition(":")[0] == provider(name).debian
