"""What ``cvpdf.cls`` reads, and when: nothing twice, and as much as it can before the first word."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import cast

import pypdf
import pypdfium2
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject

from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.direct import EngineCall
from cvpdf.latex.environment import environment
from cvpdf.latex.formats import find_or_make
from cvpdf.latex.toolchain import find_toolchain, present_files
from cvpdf.live import warm_engine
from cvpdf.render.preamble import dumpable
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.pdf.conftest import facts_of
from tests.support import FONTS, pdflatex, write_support

SUPPORT = load_theme((built_in_folder(),)).support

pytestmark = pytest.mark.tex


def document(body: str, setup: str = "font-size=10") -> str:
    head = f"\\documentclass{{cvpdf}}\n\\cvsetup{{{setup}}}\n{FONTS}\n\\nofiles\n"
    return f"{head}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def read_by(tex: str, folder: Path, font: str = "charter") -> list[str]:
    """Set a document; return the names of the files that LaTeX has read, in order."""
    write_support(folder, font, tex)
    (folder / "cv.tex").write_text(tex, "utf-8")
    command = [pdflatex(), "-interaction=batchmode", "-halt-on-error", "-recorder", "cv.tex"]
    run = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    assert run.returncode == 0, (folder / "cv.log").read_text("utf-8", "replace")[-2000:]
    lines = (folder / "cv.fls").read_text("utf-8").splitlines()
    return [Path(line.removeprefix("INPUT ")).name for line in lines if line.startswith("INPUT ")]


def fonts_in(folder: Path) -> list[str]:
    """Return the names of the fonts on the first page of what was set."""
    resources = cast("DictionaryObject", pypdf.PdfReader(folder / "cv.pdf").pages[0]["/Resources"])
    fonts = [
        cast("DictionaryObject", one.get_object()) for one in cast("DictionaryObject", resources["/Font"]).values()
    ]
    return [str(font["/BaseFont"]).partition("+")[2] for font in fonts]


def test_a_round_photo_at_the_left(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), "red").save(tmp_path / "me.png")
    keys = "[width=50mm, shape=round, side=left]"
    head = rf"\cvphoto{keys}{{me.png}}\cvname{{Ada Lovelace}}{{}}\cvsection{{S}}\cvtext{{x}}"
    read_by(document(head), tmp_path)
    page = pypdfium2.PdfDocument(tmp_path / "cv.pdf")[0]
    picture = page.render(scale=2).to_pil()
    scale = picture.width / 210

    def colour(x: float, y: float) -> tuple[int, ...]:
        return cast("tuple[int, ...]", picture.getpixel((round((20 + x) * scale), round((18 + y) * scale))))

    assert colour(25, 25)[1] < 50, "the middle"
    assert colour(25, 1.5)[1] < 50, "the top of the circle"
    assert {colour(x, y) for x in (2, 48) for y in (2, 48)} == {(255, 255, 255)}, "the corners are clipped"
    left, *_ = page.get_textpage().get_charbox(0)
    assert left / 72 * 25.4 > 75, "the name is beside the photo"


def test_a_cross_of_a_templates_own(tmp_path: Path) -> None:
    own = "\\DeclareUnicodeCharacter{00D7}{x}\n\\nofiles"
    read_by(document(r"\cvtext{2×3}").replace("\\nofiles", own), tmp_path)
    assert pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text().strip() == "2x3"


def test_fonts_of_tex_are_not_needed(tmp_path: Path) -> None:
    signs = (
        r"\textbullet\ \textquotesingle\ \textasciigrave\ \textasciitilde\ \textellipsis\ \texteuro\ \textdegree\ × © ™"
        r" \textyen\ \P\ \textonehalf\ \textordmasculine\ \textsc{x} \textsl{\textbf{y}}"
    )
    read = read_by(document(rf"\cvtext{{{signs} \cvstrong{{a}} \cvemph{{b}} \cvcode{{c}}}}"), tmp_path)
    assert {name for name in read if name.endswith((".tfm", ".pfb", ".vf"))} - {"cmr10.tfm"} == {
        name for name in read if name.startswith("cv-") and name.endswith(".tfm")
    }
    text = pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text()
    assert text.strip() == "• ' ` ~ … € ° × © ™ ¥ ¶ ½ º x y a b c"


def failed(engine: str, tex: str, folder: Path) -> list[str]:
    """Return the errors of a document that cannot be typeset."""
    write_support(folder)
    (folder / "cv.tex").write_text(tex, "utf-8")
    run = subprocess.run([engine, "-interaction=nonstopmode", "cv.tex"], cwd=folder, capture_output=True, check=False)
    assert run.returncode == 1
    assert not (folder / "cv.pdf").exists()
    return re.findall(r"^! (.*\n.*)\n", (folder / "cv.log").read_text("utf-8", "replace"), re.M)


def test_a_document_without_fonts_is_told_what_to_write(tmp_path: Path) -> None:
    (error,) = failed(pdflatex(), document(r"\cvtext{A}").replace(FONTS, ""), tmp_path)
    assert error.startswith("Package cvpdf Error: No fonts: write \\usepackage{\\VAR{fonts}} below")


@pytest.mark.skipif(shutil.which("lualatex") is None, reason="no lualatex")
def test_the_class_is_not_for_lualatex(tmp_path: Path) -> None:
    (error,) = failed("lualatex", document(r"\cvtext{A}"), tmp_path)
    assert error.startswith("Package cvpdf Error: This class needs pdfLaTeX: remove `engine: lualatex'")


def test_the_native_name(tmp_path: Path) -> None:
    """It is as bold and black as the name, a little smaller if it is Han, and may come first."""
    one = r"\cvname{Ann Lee}{\cvlang{zh}{李安}}\cvtext{x}\newpage\cvname[native]{Ann Lee}{\cvlang{zh}{李安}}"
    read_by(document(one + r"\cvtext{x}\newpage\cvname[native]{Ann Lee}{}"), tmp_path)
    pages = facts_of(tmp_path / "cv.pdf").pages
    assert [page.lines[0].text for page in pages] == ["Ann Lee 李安", "李安 Ann Lee", "Ann Lee"]
    assert [page.lines[-1].text.split(" · ")[0] for page in pages[1:]] == ["Ann Lee", "Ann Lee"]
    latin, native = (next(run for run in pages[0].runs if text in run.text) for text in ("Ann", "李"))
    assert (latin.colour, native.colour) == ((0, 0, 0), (0, 0, 0))
    assert "Bold" in latin.font
    assert "Bold" in native.font
    assert 0.9 < native.size / latin.size < 1


def test_a_language_is_marked_where_no_page_can_end(tmp_path: Path) -> None:
    long = rf"\cvtext{{\cvlang{{de}}{{{'Wort und Satz. ' * 190}}}}}"
    read_by(document(rf"\cvtext{{a \cvlang{{de}}{{Wort}} b}}{long * 4}"), tmp_path)
    contents = (page.get_contents() for page in pypdf.PdfReader(tmp_path / "cv.pdf").pages)
    texts = [content.get_data().decode("latin-1") for content in contents if content is not None]
    assert [re.findall("/Span<<.*?BDC|EMC", text) for text in texts] == [["/Span<</Lang(de)>>BDC", "EMC"], []]


def test_of_a_templates_own_font_nothing_is_loaded_that_is_not_used(tmp_path: Path) -> None:
    """Zapf Chancery has no bold; LaTeX would complain."""
    if not present_files(find_toolchain(), ["pzcmi8t.tfm"]):
        pytest.skip("no Zapf Chancery")
    own = "\\renewcommand\\rmdefault{pzc}\n\\nofiles"
    read_by(document(r"\cvtext{\itshape A}").replace("\\nofiles", own), tmp_path)
    log = (tmp_path / "cv.log").read_text("utf-8", "replace")
    assert "T1/pzc/b/n" not in log


LONG_NAME = "Maria Fernanda de los Ángeles Rodríguez Gutiérrez"


@pytest.mark.parametrize("font", ["charter", "Source Sans 3"])
def test_types_of_several_lines(font: str, tmp_path: Path) -> None:
    """A long name is smaller if it then fits on a line; otherwise lines have their distance and about equal lengths."""
    body = rf"""\cvname{{Ada Byron}}{{Ada}}\cvname{{{LONG_NAME}}}{{}}\cvname{{{LONG_NAME}}}{{Ada Byron}}
        \cvname{{{LONG_NAME} y Hernández Fernández}}{{Ada}}\cvheadline{{{"Headline for her " * 8}}}
        \cvsection{{{"Heading of great length " * 5}}}\cvsubsection{{{"Subheading of great length " * 5}}}
        \cventry{{title={{{"Title of an entry " * 6}}}, date={{2020}}}}"""
    read_by(document(body), tmp_path, font)
    lines = facts_of(tmp_path / "cv.pdf").pages[0].lines
    assert [line.text for line in lines[:5]] == ["Ada Byron Ada", LONG_NAME, LONG_NAME, "Ada Byron", lines[4].text]
    one_line, smaller, above_native = (round(lines[i].size) for i in (0, 1, 2))
    assert 23 == one_line > smaller == above_native >= 17
    for upper, lower in pairwise(lines):
        assert upper.box.bottom > lower.box.top, (upper.text, lower.text)
        if upper.size == lower.size > 10 and upper.text[:4] == lower.text[:4]:
            assert lower.box.right - lower.box.left > 0.7 * (upper.box.right - upper.box.left)
    assert [line.text.endswith("2020") for line in lines[-2:]] == [False, True]


def test_the_colour_of_a_number_ends_with_it(tmp_path: Path) -> None:
    read_by(document(r"\cvpublication{1}{First}\cvpublication{2}{Second}"), tmp_path)
    colours = {run.text.strip(): run.colour for run in facts_of(tmp_path / "cv.pdf").pages[0].runs}
    assert colours["First"] == colours["Second"] == (0, 0, 0) != colours["1"]


def test_no_page_ends_between_an_intro_and_the_first_entry(tmp_path: Path) -> None:
    intros = {"paragraph": r"\cvintro", "list": r"\cvkeepnext\cvbullet", "loose list": r"\cvbullet"}
    body = "".join(
        rf"\newpage\cvsection{{{name}}}\cvintro{{Word}}\nobreak\vskip{height}pt\cvbullet{{Item}}{intro}{{Upper}}"
        r"\cvskill{Lower}{}"
        for name, intro in intros.items()
        for height in range(640, 700, 4)
    )
    read_by(document(body), tmp_path)
    split = set()
    name = ""
    for page in facts_of(tmp_path / "cv.pdf").pages:
        texts = [line.text.removeprefix("• ") for line in page.lines]
        name = next((text for text in texts if text in intros), name)
        split |= {name} if ("Upper" in texts) != ("Lower" in texts) else set()
    assert split == {"loose list"}


class TestFromAFormat:
    """An engine that waits behind the beginning of the document."""

    def waited(self, tex: str, folder: Path) -> str:
        """Set a document; return what was read behind its beginning."""
        toolchain = find_toolchain()
        write_support(folder, letters=tex)
        (folder / "cv.tex").write_text(tex, "utf-8")
        variables = environment(toolchain, "pdflatex", folder, 1_700_000_000)
        (folder / "formats").mkdir()
        switch = Cancellation()
        chosen = find_or_make(folder / "formats", dumpable(tex), SUPPORT, "pdflatex", toolchain, variables, switch)
        assert chosen is not None
        call = EngineCall(folder, "pdflatex", toolchain, chosen, variables, 60, switch)
        done = warm_engine.start(call).run(60)
        assert done.returncode == 0, done.output
        _, begin, rest = (folder / "cv.fls").read_text("utf-8").partition("INPUT cv.body.tex\n")
        assert begin
        return rest

    def test_fonts_are_there_before_the_first_word(self, tmp_path: Path) -> None:
        """It has read the list of fonts, and those that most documents need."""
        rest = self.waited(document(r"\cvname{N}{} \cvsection{S} \cvbullet{B \cvstrong{C} \cvemph{D}}"), tmp_path)
        assert not [line for line in rest.splitlines() if line.endswith(".tfm")]
        before, _, after = (tmp_path / "cv.log").read_text("utf-8", "replace").partition("cv.body.tex")
        assert "pdftex.map" in before
        assert "pdftex.map" not in after

    def test_a_templates_own_list_of_fonts(self, tmp_path: Path) -> None:
        slanted = 'bchr8r CharterBT-Italic " TeXBase1Encoding ReEncodeFont " <8r.enc <bchri8a.pfb'
        (tmp_path / "own.map").write_text(f"{slanted}\n", "utf-8")
        body = document(r"\cvtext{\fontfamily{bch}\selectfont A}")
        tex = body.replace("\\nofiles", "\\pdfmapfile{=own.map}\n\\nofiles")
        self.waited(tex, tmp_path)
        assert "fontmap entry" not in (tmp_path / "cv.log").read_text("utf-8", "replace")
        assert fonts_in(tmp_path) == ["CharterBT-Italic"]
        read_by(tex, tmp_path)
        assert fonts_in(tmp_path) == ["CharterBT-Italic"], "as when it is set by hand"
