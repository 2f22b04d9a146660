from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.pipeline.fonts import chosen_fonts, font_problems
from cvpdf.schema.design import Design
from tests.cli.running import cvpdf
from tests.fonts.small_fonts import write_font
from tests.support import PERSON, load_text


def test_names_and_paths_of_a_design(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_font(tmp_path / f"{name}.ttf", name.upper(), letters="A한")
    design = Design.model_validate({"font": {"regular": "a.ttf", "bold": "b.ttf"}, "fonts": {"hangul": "b.ttf"}})
    fonts = chosen_fonts(design, "ko", tmp_path).fonts
    assert fonts is not None
    assert [(style, Path(file.path).name) for style, file in fonts.main.files] == [
        ("regular", "a.ttf"),
        ("bold", "b.ttf"),
    ]
    assert (fonts.wide[0].name, fonts.wide[0].scripts, fonts.language) == ("B", ("hangul",), "ko")


VARIANTS = """
design:
  font: nonesuch
variants:
  short: {design: {fonts: {han: gone.ttf, mono: charter}}}
  other: {extends: short}
  plain: {design: {font: charter}}
"""


def test_the_fonts_of_all_variants_are_checked_and_each_error_is_one(tmp_path: Path) -> None:
    resume = load_text(PERSON + VARIANTS).resume
    assert resume is not None
    found = [(d.code, d.span.line, d.span.column) for d in font_problems(resume, tmp_path) if d.span]
    assert found == [("unknown-font", 5, 9), ("bad-font", 7, 33)]


def test_each_language_may_have_its_own_font(tmp_path: Path) -> None:
    head = "locale: {languages: [en, de]}\nbasics: {name: Ada}\ndesign: {font: {en: charter, de: nonesuch}}\n"
    resume = load_text(head).resume
    assert resume is not None
    for language, found in ((None, ["unknown-font"]), ("de", ["unknown-font"]), ("en", [])):
        assert [problem.code for problem in font_problems(resume, tmp_path, language)] == found


@pytest.mark.parametrize(("font", "exit_code"), [("charter", 0), ("Charterr", 1)])
def test_validate_reports_them(font: str, exit_code: int, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(f"{PERSON}design: {{font: {font}}}\n", "utf-8")
    answer = cvpdf("validate", tmp_path / "cv.yaml")
    assert answer.exit_code == exit_code
    if exit_code:
        assert "cv.yaml:3:16: error[unknown-font]: no installed font family is called `Charterr`" in answer.stderr
        assert "did you mean `XCharter`?" in answer.stderr
