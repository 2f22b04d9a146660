"""What ``cvpdf.cls`` reads, and when: nothing twice, and as much as it can before the first word."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import cast, get_args

import pypdf
import pypdfium2
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject

from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.direct import EngineCall
from cvpdf.latex.environment import environment
from cvpdf.latex.formats import find_or_make
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.live import warm_engine
from cvpdf.render.preamble import dumpable
from cvpdf.schema.design import Font
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.pdf.conftest import facts_of
from tests.support import write_support

SUPPORT = load_theme((built_in_folder(),)).support

pytestmark = [pytest.mark.tex, pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex")]


def document(body: str, setup: str = "") -> str:
    head = f"\\documentclass{{cvpdf}}\n\\cvsetup{{{setup}}}\n\\nofiles\n"
    return f"{head}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def read_by(tex: str, folder: Path) -> list[str]:
    """Set a document; return the names of the files that LaTeX has read, in order."""
    write_support(folder)
    (folder / "cv.tex").write_text(tex, "utf-8")
    command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", "-recorder", "cv.tex"]
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


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_a_round_photo_at_the_left(engine: str, tmp_path: Path) -> None:
    if shutil.which(engine) is None:
        pytest.skip(f"no {engine}")
    write_support(tmp_path)
    Image.new("RGB", (40, 40), "red").save(tmp_path / "me.png")
    keys = "[width=50mm, shape=round, side=left]"
    head = rf"\cvphoto{keys}{{me.png}}\cvname{{Ada Lovelace}}{{}}\cvsection{{S}}\cvtext{{x}}"
    (tmp_path / "cv.tex").write_text(document(head), "utf-8")
    assert subprocess.run([engine, "-interaction=batchmode", "cv.tex"], cwd=tmp_path, check=False).returncode == 0
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


def test_what_han_needs_is_read_once(tmp_path: Path) -> None:
    if not subprocess.run(["kpsewhich", "gbsnu52.tfm"], capture_output=True, check=False).stdout:
        pytest.skip("no latex-cjk-chinese-arphic-gbsn00lp")
    read = read_by(document(r"\cvtext{\cjk{子} and \cjk{铭}} \cvtext{\cjk{刘}} \cvtext{¹²³½µ±}", "cjk=true"), tmp_path)
    assert [read.count(name) for name in ("UTF8.enc", "UTF8.chr")] == [1, 1]
    text = pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text()
    assert "".join(text.split()) == "子and铭刘¹²³½µ±", "signs are not formulas"


@pytest.mark.parametrize(("body", "font"), [("2×3", "LMMathSymbols10-Regular"), (r"\cvstrong{2×3}", "-Bold")])
def test_a_cross_is_no_formula(body: str, font: str, tmp_path: Path) -> None:
    read = read_by(document(rf"\cvtext{{{body}}}"), tmp_path)
    assert "lmmi10.tfm" not in read
    assert {"lmsy10.tfm", "lmbsy10.tfm"} & set(read)
    assert pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text().strip() == "2×3"
    assert any("LMMathSymbols" in name and name.endswith(font) for name in fonts_in(tmp_path))


def test_a_cross_of_a_templates_own(tmp_path: Path) -> None:
    own = "\\DeclareUnicodeCharacter{00D7}{x}\n\\nofiles"
    read_by(document(r"\cvtext{2×3}").replace("\\nofiles", own), tmp_path)
    assert pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text().strip() == "2x3"


@pytest.mark.parametrize("font", get_args(Font))
def test_no_font_is_missed_that_is_not_used(font: str, tmp_path: Path) -> None:
    read_by(document(r"\cvtext{A}", f"font={font}"), tmp_path)
    assert "Font Warning" not in (tmp_path / "cv.log").read_text("utf-8", "replace")


def test_of_a_templates_own_font_nothing_is_loaded_that_is_not_used(tmp_path: Path) -> None:
    """Zapf Chancery has no bold; LaTeX would complain."""
    if not subprocess.run(["kpsewhich", "pzcmi8t.tfm"], capture_output=True, check=False).stdout:
        pytest.skip("no Zapf Chancery")
    own = "\\renewcommand\\rmdefault{pzc}\n\\nofiles"
    read_by(document(r"\cvtext{\itshape A}").replace("\\nofiles", own), tmp_path)
    log = (tmp_path / "cv.log").read_text("utf-8", "replace")
    assert "T1/pzc/b/n" not in log


LONG_NAME = "Maria Fernanda de los Ángeles Rodríguez Gutiérrez"


@pytest.mark.parametrize("font", ["charter", "heros"])
def test_types_of_several_lines(font: str, tmp_path: Path) -> None:
    """A long name is smaller if it then fits on a line; otherwise lines have their distance and about equal lengths."""
    body = rf"""\cvname{{Ada Byron}}{{Ada}}\cvname{{{LONG_NAME}}}{{}}\cvname{{{LONG_NAME}}}{{Ada Byron}}
        \cvname{{{LONG_NAME} y Hernández Fernández}}{{Ada}}\cvheadline{{{"Headline for her " * 8}}}
        \cvsection{{{"Heading of great length " * 5}}}\cvsubsection{{{"Subheading of great length " * 5}}}
        \cventry{{title={{{"Title of an entry " * 6}}}, date={{2020}}}}"""
    read_by(document(body, f"font={font}"), tmp_path)
    lines = facts_of(tmp_path / "cv.pdf").pages[0].lines
    assert [line.text for line in lines[:5]] == ["Ada Byron Ada", LONG_NAME, LONG_NAME, "Ada Byron", lines[4].text]
    one_line, smaller, above_native = (round(lines[i].size) for i in (0, 1, 2))
    assert 23 == one_line > smaller == above_native >= 17
    for upper, lower in pairwise(lines):
        assert upper.box.bottom > lower.box.top, (upper.text, lower.text)
        if upper.size == lower.size > 10 and upper.text[:4] == lower.text[:4]:
            assert lower.box.right - lower.box.left > 0.7 * (upper.box.right - upper.box.left)
    assert [line.text.endswith("2020") for line in lines[-2:]] == [False, True]


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_the_colour_of_a_number_ends_with_it(engine: str, tmp_path: Path) -> None:
    write_support(tmp_path)
    (tmp_path / "cv.tex").write_text(document(r"\cvpublication{1}{First}\cvpublication{2}{Second}"), "utf-8")
    subprocess.run([engine, "-interaction=batchmode", "cv.tex"], cwd=tmp_path, stdout=subprocess.DEVNULL, check=True)
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
        write_support(folder)
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
        assert not [line for line in rest.splitlines() if line.endswith(("8t.tfm", "8c.tfm"))]
        before, _, after = (tmp_path / "cv.log").read_text("utf-8", "replace").partition("cv.body.tex")
        assert "pdftex.map" in before
        assert "pdftex.map" not in after

    @pytest.mark.parametrize("mode", ["", "="])
    def test_a_templates_own_list_of_fonts(self, mode: str, tmp_path: Path) -> None:
        """Without a sign it takes the place of TeX's own list, with one its entries do."""
        known = subprocess.run(["kpsewhich", "pdftex.map"], capture_output=True, text=True, check=True).stdout.strip()
        entries = [line for line in Path(known).read_text("utf-8").splitlines() if not line.startswith("bchr8r ")]
        slanted = 'bchr8r CharterBT-Italic " TeXBase1Encoding ReEncodeFont " <8r.enc <bchri8a.pfb'
        own = [slanted] if mode else [*entries, slanted]
        (tmp_path / "own.map").write_text("\n".join([*own, ""]), "utf-8")
        tex = document(r"\cvtext{A}").replace("\\nofiles", f"\\pdfmapfile{{{mode}own.map}}\n\\nofiles")
        self.waited(tex, tmp_path)
        assert "fontmap entry" not in (tmp_path / "cv.log").read_text("utf-8", "replace")
        assert fonts_in(tmp_path) == ["CharterBT-Italic"]
        read_by(tex, tmp_path)
        assert fonts_in(tmp_path) == ["CharterBT-Italic"], "as when it is set by hand"
