"""pdfLaTeX sets every character that it is said to set, and both extractors give every one of them back."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pypdf
import pytest

from cvpdf.render.coverage import COVERAGE, LATEX_OF, is_cjk, pdftex_can_set
from cvpdf.schema.design import Font
from tests.support import write_support

SPECIAL = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{character: "\\" + character for character in "{}$&#_%"},
    **LATEX_OF,
}
READ_AS = {"\u00a0": " "}
STYLES = (r"%s", r"\cvstrong{%s}", r"\cvemph{%s}", r"\cvstrong{\cvemph{%s}}")
HAN = "".join(chr(code) for code in range(0x3001, 0xFF5F) if is_cjk(chr(code)))


def typeset(body: str, setup: str, folder: Path) -> list[str]:
    """Set a document with pdfLaTeX; return its text as pypdf reads it, and as pdftotext does (if it is installed)."""
    write_support(folder)
    source = rf"\documentclass{{cvpdf}}\cvsetup{{{setup}}}\begin{{document}}" + "\n" + body + "\n" + r"\end{document}"
    (folder / "cv.tex").write_text(source, encoding="utf-8")
    command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", "cv.tex"]
    run = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    assert run.returncode == 0, (folder / "cv.log").read_text(encoding="utf-8", errors="replace")[-2000:]
    texts = ["\n".join(page.extract_text() for page in pypdf.PdfReader(folder / "cv.pdf").pages)]
    if shutil.which("pdftotext"):
        pdftotext = ["pdftotext", "cv.pdf", "-"]
        texts.append(subprocess.run(pdftotext, cwd=folder, capture_output=True, check=True).stdout.decode())
    return texts


@pytest.mark.tex
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex")
@pytest.mark.parametrize("font", get_args(Font))
def test_every_character_of_the_table_comes_back(font: str, tmp_path: Path) -> None:
    characters = sorted(COVERAGE[font] - {" "})
    paragraphs, expected = [], {}
    for character in characters:
        styles = " ".join(style % f"A{SPECIAL.get(character, character)}{{}}B" for style in STYLES)
        code = rf"\cvcode{{A{SPECIAL.get(character, character)}{{}}B}}"
        paragraphs.append(rf"\cvtext{{U{ord(character):04X} {styles} {code}}}")
        read = f"A{READ_AS.get(character, character)}B"
        expected[ord(character)] = " ".join([read] * 5)
    texts = typeset("\n".join(paragraphs), f"font={font},font-size=8", tmp_path)
    for text in texts:
        found = {int(line[1], 16): line[2] for line in re.finditer(r"^\f?U([0-9A-F]{4,5}) (.*)$", text, re.M)}
        wrong = {chr(code): found.get(code) for code, line in expected.items() if found.get(code) != line}
        assert not wrong


@pytest.mark.tex
@pytest.mark.skipif(shutil.which("kpsewhich") is None, reason="no LaTeX")
def test_every_han_character_comes_back(tmp_path: Path) -> None:
    if not subprocess.run(["kpsewhich", "gbsnu52.tfm"], capture_output=True, check=False).stdout:
        pytest.skip("no latex-cjk-chinese-arphic-gbsn00lp")
    rows = [HAN[start : start + 25] for start in range(0, len(HAN), 25)]
    body = "\n".join(rf"\cvtext{{\cjk{{{row}}}}}" for row in rows)
    for text in typeset(body, "cjk=true,font-size=8", tmp_path):
        assert [line for line in text.replace("\f", "").split("\n") if is_cjk(line[:1] or " ")] == rows


def test_what_others_are_routed_elsewhere() -> None:
    assert pdftex_can_set("pagella", "č")
    assert not pdftex_can_set("charter", "č")
    assert not any(pdftex_can_set(font, character) for font in COVERAGE for character in "Ж刘≠\u00ad\u0301")
    assert set(COVERAGE) == set(get_args(Font))


def test_han_is_what_gbsn_has() -> None:
    assert all(is_cjk(character) for character in "刘，。")
    assert not any(is_cjk(character) for character in "劉한AЖ“\u3000")
