from __future__ import annotations

import re
from collections import defaultdict

import pytest

from cvpdf.fonts.document_fonts import DocumentFonts, document_fonts
from cvpdf.fonts.find.built_in import CHARTER, DONORS, MONO, WIDE
from cvpdf.fonts.font_error import FontError
from cvpdf.fonts.font_set import Family, FontFile, FontSet
from cvpdf.fonts.letters import clusters
from cvpdf.fonts.make.outlines import glyph_name

TEXT = "Łódź ğ ș J̌ ẞ “É” – • € → ≤ ə ʃ Nguyễn ở Ἀθῆναι Γιάννης Жук ў 刘子铭 “学” さくら 한국"


@pytest.fixture(scope="module")
def made() -> DocumentFonts:
    wide = (WIDE["SC"], WIDE["JP"])
    return document_fonts(clusters(TEXT), FontSet(CHARTER, MONO, DONORS, wide, "zh-Hans", 1.24), "full")


@pytest.fixture(scope="module")
def style(made: DocumentFonts) -> str:
    return made.files["full-fonts.sty"].decode()


def test_every_letter_is_in_the_slot_that_the_style_names(made: DocumentFonts, style: str) -> None:
    assert made.lacking == frozenset()
    fonts = defaultdict(set)
    declared = r"\\DeclareFontShape\{\w+\}\{(\w+)\}\{\w+\}\{\w+\}\{<->(fonts/cv-\w+)\}"
    for family, font in re.findall(declared, style):
        fonts[family].add(font)
    vectors = {
        family: [made.files[f"{font}.enc"].decode().split()[2:-2] for font in names] for family, names in fonts.items()
    }
    assert vectors.keys() == {"cvf", "cvfm", "cvfw0"}
    found = set()
    for letter, wide, slot in re.findall(r"\\cvf@\w+\{(.)\}\{?(?:\\cvf@\w)?(?:\{\d\}\{(\w+)\})?\{(\d+)\}", style):
        found.add(letter)
        for vector in vectors["cvf"] + vectors["cvfm"] if not wide else vectors[wide]:
            assert vector[int(slot)] == f"/{glyph_name(letter)}"
    assert set("șəʃởễἈῆΓЖў•€→≤刘学さ한“̌") <= found
    assert not set("ŁóğẞÉ–") & found


def test_the_style_declares_what_latex_needs(made: DocumentFonts, style: str) -> None:
    for line in (
        "\\ProvidesPackage{full-fonts}",
        "\\RequirePackage{cvpdf-letters}",
        "\\DeclareFontFamily{T1}{cvf}{}",
        "\\DeclareFontFamily{T1}{cvfm}{\\hyphenchar\\font=-1 }",
        "\\DeclareFontFamily{U}{cvfw0}{}",
        "\\renewcommand\\rmdefault{cvf}",
        "\\renewcommand\\ttdefault{cvfm}",
        "\\def\\cvfontleading{1.24}",
    ):
        assert f"\n{line}\n" in style
    # LaTeX forgets the folder of a font that it substitutes for another.
    for shapes in ("b}{n", "bx}{n"), ("b}{it", "b}{sl", "bx}{it", "bx}{sl"), ("m}{it", "m}{sl"):
        files = {re.search(rf"\{{T1\}}\{{cvf\}}\{{{shape}\}}\{{<->(fonts/cv-\w+)\}}", style)[1] for shape in shapes}  # type: ignore[index]
        assert len(files) == 1
    names = {path.partition(".")[0].removeprefix("fonts/") for path in made.files if path.startswith("fonts/")}
    assert all(f"\\pdfmapline{{+{name} <fonts/{name}.enc <fonts/{name}.ttf}}" in style for name in names)
    assert {f"fonts/{name}.{ending}" for name in names for ending in ("ttf", "tfm", "enc")} == made.files.keys() - {
        "full-fonts.sty"
    }


def test_what_the_families_lack_is_told(made: DocumentFonts) -> None:
    assert {made.borrowed[letter].lender for letter in "əʃởἈ"} == {"CV Supplement"}
    assert not set("șЖÉΓ") & made.borrowed.keys()


def test_a_font_that_cannot_be_used_is_an_error() -> None:
    broken = Family("Broken", (("regular", FontFile("missing.ttf")),))
    with pytest.raises(FontError, match=r"the font `missing\.ttf` does not exist"):
        document_fonts(frozenset("A"), FontSet(broken, MONO), "full")
