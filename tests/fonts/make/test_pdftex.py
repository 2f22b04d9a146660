"""What pdfTeX makes of the fonts: widths as in HarfBuzz, and a page that reads back letter for letter."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pypdf
import pypdfium2
import pytest

from cvpdf.fonts.font_set import FontFile
from cvpdf.latex.toolchain import find_toolchain
from tests.fonts.families import CHARTER, FOLDER, GENTIUM, JAPANESE, KOREAN
from tests.fonts.make.test_metrics import LATIN, VARIABLE, advances, harfbuzz
from tests.fonts.making import font_file, made

pytestmark = pytest.mark.tex

WORDS = {
    "charter": (
        CHARTER.files[0][1],
        "Tăvălug Vașloveanu AVATAR Łódź Čapek ğış Ελλάδα Γιάννης Тогда Жук ‘O’Neill’ don't",
    ),
    "gentium": (GENTIUM.files[1][1], "Ἀθῆναι ἄνθρωπος Ời Kỳ Nguyễn ʃəˈɹɪk Ňuňo"),
    "sans": (FontFile(str(FOLDER / "Source Sans 3" / "SourceSans3-Bold.ttf")), "LAWYER To. Wię „Ty“ Ўзбек"),
    "joined": (CHARTER.files[0][1], "difficult office fly affiliate"),
    "marks": (GENTIUM.files[0][1], "J̌ a̱ Ж̱́ c̄"),
    "korean": (KOREAN.files[0][1], "서울대학교 박사"),
    "japanese": (JAPANESE.files[1][1], "𠮷野さくら"),
}


class Document(NamedTuple):
    folder: Path
    words: dict[str, tuple[FontFile, str]]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A document that writes the width of each word into the log, and a line of words for each font."""
    folder = tmp_path_factory.mktemp("document")
    words = {**WORDS, "variable": (font_file(folder / "f.ttf", LATIN, VARIABLE, variable=True), "AVATAV J̌")}
    lines = ["\\documentclass{article}\\nofiles\\input{glyphtounicode}\\pdfgentounicode=1 \\pdfcompresslevel=0"]
    body = ["\\begin{document}\\pagestyle{empty}\\hsize=400pt \\parindent=0pt \\frenchspacing"]
    for key, (file, text) in words.items():
        font = made(re.findall("\\S[\u0300-\u036f]*", text), file, ligatures=key == "joined")
        for ending, content in font.files.items():
            (folder / f"{key}.{ending}").write_bytes(content)
        lines.append(
            f"\\pdfmapline{{+{key} <{key}.enc <{key}.ttf}}\\font\\{key}={key} at 100pt \\font\\{key}s={key} at 6pt"
        )
        codes = ["".join(f"\\char{font.slots[letter]} " for letter in word) for word in text.split()]
        body += [f"\\setbox0\\hbox{{\\{key} {word}}}\\immediate\\write16{{{key} \\number\\wd0}}" for word in codes]
        spaced = "\\ ".join(codes)
        body.append(f"{{\\{key}s {spaced}\\par}}")
    (folder / "t.tex").write_text("\n".join([*lines, *body, "\\end{document}"]), "utf-8")
    return Document(folder, words)


@pytest.mark.parametrize("name", ["system", "embedded"])
def test_words_have_their_width_and_read_back(name: str, document: Document, tmp_path: Path) -> None:
    toolchain = find_toolchain(str(tmp_path) if name == "embedded" else None)
    if toolchain.pdflatex is None or toolchain.embedded != (name == "embedded"):
        pytest.skip(f"there is no {name} pdfTeX")
    folder, words = document
    command = [str(toolchain.pdflatex), "-interaction=batchmode", f"-jobname={name}", "t.tex"]
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    log = (folder / f"{name}.log").read_text("utf-8", "replace")
    assert done.returncode == 0, log[-2000:]
    assert "Missing character" not in log

    expected = [(key, word) for key, (_, text) in words.items() for word in text.split()]
    typeset = re.findall(r"^(\w+) (\d+)$", log, re.MULTILINE)
    for (key, word), (typeset_key, width) in zip(expected, typeset, strict=True):
        assert key == typeset_key
        if key != "joined":
            ideal = sum(advances(harfbuzz(words[key][0]), word))
            assert int(width) / 65536 / 100 == pytest.approx(ideal, abs=0.01), word

    lines = [text for _, text in words.values()]
    with pypdfium2.PdfDocument(folder / f"{name}.pdf") as pdf:
        assert pdf[0].get_textpage().get_text_range().split("\r\n")[: len(lines)] == lines
    [page] = pypdf.PdfReader(folder / f"{name}.pdf").pages
    assert page.extract_text().split("\n")[: len(lines)] == lines
    # Each font is embedded as a subset, which the six letters before its name say.
    names = re.findall(rb"/FontName /([\w+-]+)", (folder / f"{name}.pdf").read_bytes())
    assert len(names) == len(words)
    assert all(re.match(rb"[A-Z]{6}\+", name) for name in names)
