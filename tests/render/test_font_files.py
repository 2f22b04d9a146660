"""The fonts of a document: which letters they get, and what is reported about letters that none has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cvpdf.fonts.find.choose import Wanted, font_set
from cvpdf.render.font_files import fonts_of, style_name
from tests.fonts.small_fonts import write_font
from tests.render.rendering import outcome, rendered

DATED = "sections: [{kind: awards, title: T, entries: [{title: x, date: 2023-01}]}]"
NOWHERE = "𓀀"
"""A hieroglyph, which none of the fonts has."""


def person(headline: str, more: str = "") -> str:
    return f"""
    basics:
      name: Ada
      headline: {headline}
    {more}
    """


def test_letters_come_from_all_that_is_printed() -> None:
    """Also from what is in no field of cv.yaml: month names and labels."""
    assert set("ğł刘") <= rendered(person("ğ ł 刘")).fonts.letters
    assert set("янв") <= rendered(person("x", f"locale: {{language: ru}}\n    {DATED}")).fonts.letters
    assert "月" in rendered(person("x", f"locale: {{language: ja}}\n    {DATED}")).fonts.letters


def test_the_files_are_beside_the_document() -> None:
    result = rendered(person("刘"))
    assert "\\usepackage{full-fonts}" in result.tex
    folders = {name for name in result.fonts.files if not re.fullmatch(r"fonts/cv-[0-9a-f]+\.(ttf|tfm|enc)", name)}
    assert folders == {"full-fonts.sty"}


@pytest.mark.parametrize(("output", "plain"), [("cv_1-a", True), ("Ada 2026", False), ("Žan", False), ("a.b", False)])
def test_tex_can_read_the_name_of_the_package(output: str, plain: bool) -> None:
    name = style_name(output)
    assert re.fullmatch(r"[A-Za-z0-9_-]+-fonts", name)
    assert (name == f"{output}-fonts") is plain
    assert name != style_name(f"{output[:-1]}-")


def test_a_letter_that_no_font_has_is_one_error_a_field() -> None:
    result, [found] = outcome(person(f"x{NOWHERE}y{NOWHERE} 𓀁"))
    assert result is None
    assert (found.code, found.span and found.span.line) == ("character-not-in-font", 4)
    assert found.message.startswith("`XCharter` and the fonts that come with cvpdf have no `")
    assert "`𓀀` (U+13000 EGYPTIAN HIEROGLYPH A001)" in found.message
    assert "U+13001" in found.message
    assert "design.font" in str(found.hint)


@pytest.mark.parametrize(("letter", "hint"), [("🚀", "write a word"), ("\ue000", "private"), ("\u0378", "Unicode")])
def test_what_is_no_letter_has_a_hint_of_its_own(letter: str, hint: str) -> None:
    _, [found] = outcome(person(f"x{letter}y"))
    assert (found.code, hint in str(found.hint)) == ("character-not-in-font", True)


def test_a_font_of_choice_without_letters_is_one_note() -> None:
    """The default font and its supplement are made for each other."""
    for font, count in (("charter", 0), ("Poppins", 1)):
        fonts = font_set(Wanted(font)).fonts
        assert fonts is not None
        notes = fonts_of("λόγος ʃ ★", frozenset(), (), fonts, "full-fonts")[1]
        assert len(notes) == count
        assert all(" has no `ʃ γ λ ο ς ό`; `Noto Sans` is used instead" in note.message for note in notes)


def test_letters_that_the_font_for_a_script_lacks_are_one_note(tmp_path: Path) -> None:
    write_font(tmp_path / "own.ttf", "Own", letters="A刘")
    fonts = font_set(fonts={"han": Wanted("own.ttf")}, folder=tmp_path).fonts
    assert fonts is not None
    [found] = fonts_of("刘子铭、 ʃ", frozenset(), (), fonts, "full-fonts")[1]
    assert (found.code, "`Own` has no `子 铭`; `Noto Serif CJK SC`" in found.message) == ("letters-borrowed", True)


def test_a_rare_letter_of_chinese_has_a_package() -> None:
    _, [found] = outcome(person("\U0003134a"))
    assert found.code == "character-not-in-font"
    assert "cvpdf[fonts]" in str(found.hint)
    assert "design.fonts.han" in str(found.hint)


def test_what_only_the_metadata_contain_needs_no_font() -> None:
    assert rendered(person("x", f"variants: {{full: {{title: 'العربية {NOWHERE}'}}}}"))


def test_a_document_with_other_fonts_has_none_of_these(tmp_path: Path) -> None:
    (tmp_path / "full.tex.j2").write_text(r"\documentclass{article} \VAR{basics.headline}", "utf-8")
    result = rendered(person(f"Ada's {NOWHERE}"), tmp_path)
    assert not result.fonts.files
    assert r"Ada\textquotesingle{}s" in result.tex
