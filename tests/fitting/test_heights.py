"""Heights predicted from measurements, against the pages that LaTeX then makes of the same blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.fitting.blocks import Measured, MeasuredBlock, read
from cvpdf.fitting.heights import SLACK, HeightModel
from cvpdf.fitting.optimiser.problem import POINT
from cvpdf.fitting.report import Layout
from cvpdf.fitting.tree import Candidate
from cvpdf.fitting.values import Worth
from cvpdf.latex.job import typeset
from cvpdf.latex.measure import BODY, source
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.latex.typesetter import ColdTypesetter, TexDocument
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.support import FONTS, font_files, write_support

pytestmark = pytest.mark.tex

EPOCH = 1_700_000_000
SUPPORT = load_theme((built_in_folder(),)).support
FREE = Worth(0, 0, 0, 0, 0)
WHOLE = Candidate("header", "all", None, (), frozenset(), FREE, None, end=1, pinned=True)
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
HEADER = r"""
\cvname{Ada \cvat{0}Lovelace}{}
\cvheadline{Analyst}
\cvcontact{ada@example.org \cvsep London}
"""
BLOCKS = r"""
\cvsummary{Wrote the first programme for a machine that was never built. \cvat{1}And more words, so that it takes two
lines on every page, whatever its size, which takes quite a few of them, as one can see from here to there.}
\cvsection{Experience}
\cventry{
  title={\cvlink{https://example.org}{\cvat{2}Analytical Engines}},
  date={1842 to 1843}, subtitle={Programmer}, location={London}}
\cvfield{Advisor}{Charles Babbage}
\cvtext{A summary of what was done there.}
\cvbullet{\cvstrong{Bernoulli} numbers, computed by a machine; a long bullet that does not fit on one line of a page of
any usual size, since it goes on and on, and then on once more, until it does.}
\cvbullet{A short one.}
\cvrole{title={Senior}, date={1843}, subtitle={Team}}
\cvbullet{As a senior.}
\cvbullet{\cvcode{x := y + z} as code.}
\cventry{title={Next}}
\cvbullet{Only this.}
\cvsection{Publications}
\cvsubsection{Published}
\cvpublication{[1]}{\cvpubtitle{Notes.} \cvauthors{\cvme{A. Lovelace}, L. Menabrea}. \cvvenue{Scientific Memoirs}}
\cvpublication{[2]}{\cvpubtitle{More notes.}\cvbreak On another line.}
\cvsubsection{Preprints}
\cvpublication{}{\cvpubtitle{Unnumbered.}}
\cvremark{* Equal contribution}
\cvsection{Skills}
\cvskill{Languages}{French, Italian, and the language of the machine; a list that is so long that it takes a second
line, on the narrowest page as on the widest}
\cvskill{}{No label}
\cvitem{\cvstrong{Award}, of the society}{1844}
\cvsection{Text}
\cvtext{One paragraph.}
\cvtext{Another one.}
"""


def preamble(**changes: str) -> str:
    keys = {"fitted": "true", "font-size": "10", **{name.replace("_", "-"): value for name, value in changes.items()}}
    return f"\\documentclass{{cvpdf}}\n\\cvsetup{{{', '.join(f'{k}={v}' for k, v in keys.items())}}}\n{FONTS}\n"


def scale_of(
    folder: Path, body: str, layouts: list[tuple[float, float]], setup: str, font: str = "charter"
) -> HeightModel:
    """Measure a body; all of it belongs to one candidate."""
    texts = {
        **SUPPORT,
        **font_files(font),
        "photo.png": PHOTO,
        "cv.tex": source(setup, layouts).encode(),
        BODY: body.encode(),
    }
    found = ColdTypesetter(LatexSettings(find_toolchain())).measure(TexDocument(folder / "fit", texts, "pdflatex"))
    assert found.blocks is not None, found.reason
    measured = read(found.blocks)
    return HeightModel(measured, (WHOLE,), (0,) * len(measured.blocks), 9, measured.page)


def real(folder: Path, body: str, setup: str, font: str = "charter") -> tuple[int, float]:
    """Return pages, and the points used of the last."""
    folder.mkdir(parents=True, exist_ok=True)
    write_support(folder, font)
    (folder / "photo.png").write_bytes(PHOTO)
    text = f"{setup}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (folder / "cv.tex").write_text(text, "utf-8")
    result = typeset(folder, "pdflatex", LatexSettings(find_toolchain(), epoch=EPOCH))
    assert result.figures is not None, result.explanation
    return int(result.figures["pages"]), result.figures["used"]


def predicted(scale: HeightModel, layout: Layout) -> tuple[int, float]:
    placement = scale.placement(layout, {0})
    return placement.pages, placement.used / 65536


def agrees(scale: HeightModel, layout: Layout, pages: int, used: float, within: float) -> None:
    on_pages, height = predicted(scale, layout)
    assert on_pages == pages, layout
    assert height == pytest.approx(used, abs=within), layout


@pytest.mark.parametrize(
    ("font", "changes"),
    [
        ("charter", {}),
        ("EB Garamond", {"paper": "letter", "entry_heads": "inline"}),
        ("Source Sans 3", {"margin_left": "45mm", "margin_right": "45mm"}),
        ("Lato", {"hyphenation": "true"}),
    ],
)
def test_every_kind_of_block_is_as_high_as_measured(tmp_path: Path, font: str, changes: dict[str, str]) -> None:
    sizes = (9.0, 9.75)
    layouts = [(s, 1.1) for s in sizes] + [(9.0, 0.9)]
    scale = scale_of(tmp_path, HEADER + BLOCKS, layouts, preamble(**changes), font)
    for layout in [Layout(size, leading, space) for size in sizes for leading, space in ((1.1, 0.61), (0.937, 1.333))]:
        # Between the line spacings measured, lines with letters taller than they are count as a bit higher.
        exact = 0.05 if layout.line_spacing == 1.1 else 0.5
        setup = preamble(
            **changes,
            font_size=f"{layout.font_size}",
            line_spacing=f"{layout.line_spacing}",
            spacing=f"{layout.spacing}",
        )
        pages, used = real(tmp_path / "real", HEADER + BLOCKS, setup, font)
        agrees(scale, layout, pages, used, exact)
        assert predicted(scale, layout)[1] >= used - 0.05, layout


@pytest.mark.parametrize("times", [2, 5])
def test_pages_break_where_it_was_predicted(tmp_path: Path, times: int) -> None:
    body = HEADER + times * BLOCKS + r"\cvkeepbegin\cvsection{Kept}" + 5 * r"\cvtext{Line}" + r"\cvkeepend"
    body += r"\cvnewpage\cvsection{New}\cvtext{Text}"
    layout = Layout(10, 1, 1)
    scale = scale_of(tmp_path, body, [(10, 1)], preamble())
    found = real(tmp_path / "real", body, preamble())
    assert found[0] > 2
    agrees(scale, layout, found[0], found[1], 0.05)


def test_tex_fills_a_page_of_which_the_choice_keeps_a_little_free() -> None:
    line = MeasuredBlock("text", 0, (10 * POINT,), break_before=(True,) * 4)
    page = 20 * POINT + SLACK // 2
    scale = HeightModel(Measured(page, ((10, 1),), (0,), (0,), 4 * (line,)), (WHOLE,), 4 * (0,), 2, page)
    layout = Layout(10, 1, 1)
    assert scale.placement(layout, {0}) == (2, 20 * POINT, False)
    assert not scale.fits(layout, {0})


@pytest.mark.parametrize("header", [r"\cvname{Ada}{}", HEADER + 6 * r"\cvheadline{A}"])
def test_the_space_beside_a_photo(tmp_path: Path, header: str) -> None:
    body = r"\cvphoto{photo.png}" + header + BLOCKS
    scale = scale_of(tmp_path, body, [(10, 1.1), (10, 0.9)], preamble())
    for layout in (Layout(10, 1.1, 0.5), Layout(10, 0.95, 1.2)):
        setup = preamble(line_spacing=f"{layout.line_spacing}", spacing=f"{layout.spacing}", font_size="10")
        pages, used = real(tmp_path / "real", body, setup)
        agrees(scale, layout, pages, used, 0.6)


def test_what_stands_outside_of_blocks_is_counted(tmp_path: Path) -> None:
    scale = scale_of(tmp_path, HEADER + r"\vspace{33pt}" + BLOCKS, [(10, 1)], preamble())
    assert scale.measured.blocks[-1].kind == "loose"
    assert scale.measured.blocks[-1].heights == (33 * 65536,)


def test_letters_that_are_taller_than_their_line(tmp_path: Path) -> None:
    layouts = [(10.0, 1.0), (10.0, 0.9)]
    plain = scale_of(tmp_path, HEADER + BLOCKS, layouts, preamble())
    assert plain.first_tall([0]) is None
    tall = scale_of(tmp_path, HEADER + BLOCKS + r"\cvtext{\vrule height 10pt x}", layouts, preamble())
    assert tall.first_tall([0]) is tall.candidates[0]
    assert tall.first_tall([]) is None
