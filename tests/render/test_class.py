"""What ``cvpdf.cls`` reads, and when: nothing twice, and as much as it can before the first word."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import cast

import pypdf
import pytest
from pypdf.generic import DictionaryObject

from cvpdf.render.preamble import dumpable
from cvpdf.typeset import Cancellation, find_toolchain
from cvpdf.typeset.environment import environment
from cvpdf.typeset.formats import find_or_make
from cvpdf.typeset.waiting import head_of, wait

CLASS = Path(__file__).parents[2] / "latex_templates" / "cvpdf.cls"

pytestmark = [pytest.mark.tex, pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex")]


def document(body: str, setup: str = "") -> str:
    head = f"\\documentclass{{cvpdf}}\n\\cvsetup{{{setup}}}\n\\nofiles\n"
    return f"{head}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def read_by(tex: str, folder: Path) -> list[str]:
    """Set a document; return the names of the files that LaTeX has read, in order."""
    shutil.copy(CLASS, folder)
    (folder / "cv.tex").write_text(tex, "utf-8")
    command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", "-recorder", "cv.tex"]
    run = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    assert run.returncode == 0, (folder / "cv.log").read_text("utf-8", "replace")[-2000:]
    lines = (folder / "cv.fls").read_text("utf-8").splitlines()
    return [Path(line.removeprefix("INPUT ")).name for line in lines if line.startswith("INPUT ")]


def test_what_han_needs_is_read_once(tmp_path: Path) -> None:
    if not subprocess.run(["kpsewhich", "gbsnu52.tfm"], capture_output=True, check=False).stdout:
        pytest.skip("no latex-cjk-chinese-arphic-gbsn00lp")
    read = read_by(document(r"\cvtext{\cjk{子} and \cjk{铭}} \cvtext{\cjk{刘}}", "cjk=true"), tmp_path)
    assert [read.count(name) for name in ("UTF8.enc", "UTF8.chr")] == [1, 1]
    text = pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text()
    assert "".join(text.split()) == "子and铭刘"


@pytest.mark.parametrize(("body", "font"), [("2×3", "LMMathSymbols10-Regular"), (r"\cvstrong{2×3}", "-Bold")])
def test_a_cross_is_no_formula(body: str, font: str, tmp_path: Path) -> None:
    read = read_by(document(rf"\cvtext{{{body}}}"), tmp_path)
    assert "lmmi10.tfm" not in read
    assert {"lmsy10.tfm", "lmbsy10.tfm"} & set(read)
    page = pypdf.PdfReader(tmp_path / "cv.pdf").pages[0]
    assert page.extract_text().strip() == "2×3"
    listed = cast("DictionaryObject", cast("DictionaryObject", page["/Resources"])["/Font"])
    fonts = [str(cast("DictionaryObject", one.get_object())["/BaseFont"]) for one in listed.values()]
    assert any("LMMathSymbols" in name and name.endswith(font) for name in fonts)


def test_fonts_are_there_before_the_first_word(tmp_path: Path) -> None:
    """An engine that waits behind the beginning has read the list of fonts, and those that most documents need."""
    toolchain = find_toolchain()
    tex = document(r"\cvname{N}{} \cvsection{S} \cvbullet{B \cvstrong{C} \cvemph{D}}")
    shutil.copy(CLASS, tmp_path)
    (tmp_path / "cv.tex").write_text(tex, "utf-8")
    variables = environment(toolchain, "pdflatex", tmp_path, 1_700_000_000)
    (tmp_path / "formats").mkdir()
    files = {"cvpdf.cls": CLASS.read_bytes()}
    switch = Cancellation()
    chosen = find_or_make(tmp_path / "formats", dumpable(tex), files, "pdflatex", toolchain, variables, switch)
    assert chosen is not None
    done = wait(tmp_path, "pdflatex", toolchain, chosen, variables, switch, head_of(tex)).go(20)
    assert done.returncode == 0, done.output
    _, begin, rest = (tmp_path / "cv.fls").read_text("utf-8").partition("INPUT cv.body.tex\n")
    assert begin
    assert not [line for line in rest.splitlines() if line.endswith(("8t.tfm", "8c.tfm"))]
    before, _, after = (tmp_path / "cv.log").read_text("utf-8", "replace").partition("cv.body.tex")
    assert "pdftex.map" in before
    assert "pdftex.map" not in after
