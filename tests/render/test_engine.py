from __future__ import annotations

import pytest

from cvpdf.diagnostics import Diagnostic
from tests.render.rendering import outcome, rendered

LATIN = "Zoë Łukasz Ñandú Şişli – “x” → ≥ 5 € 1×"
CYRILLIC = "Ёлка"
HAN = "刘子铭"


def person(name: str, more: str = "") -> str:
    return f"""
    basics:
      name: Ada
      headline: {name}
    variants:
      full: {{engine: auto}}
      pdf: {{engine: pdflatex}}
      lua: {{engine: lualatex}}
    {more}
    """


def engine(text: str, variant: str = "full", more: str = "") -> str:
    return rendered(person(text, more), variant=variant).engine


def refused(text: str, variant: str = "full", lualatex: bool = True, cjk: bool = True) -> list[Diagnostic]:
    result, found = outcome(person(text), variant=variant, lualatex=lualatex, cjk=cjk)
    assert result is None
    for problem in found:
        assert problem.span is not None
        assert problem.span.line == 4
    return found


@pytest.mark.parametrize(
    ("text", "variant", "more", "expected"),
    [
        ("plain", "full", "", "pdflatex"),
        ("Zoë – “x” → ≥ 5 € 1×", "full", "", "pdflatex"),
        (LATIN, "full", "design: {font: latin-modern}", "pdflatex"),
        (HAN, "full", "", "pdflatex"),
        ("e\u0301", "full", "", "pdflatex"),  # composed to é
        (CYRILLIC, "full", "", "lualatex"),
        (f"{HAN} {CYRILLIC}", "full", "", "lualatex"),
        ("x\u0301", "full", "", "lualatex"),
        ("plain", "lua", "", "lualatex"),
        (CYRILLIC, "lua", "", "lualatex"),
        (HAN, "pdf", "", "pdflatex"),
    ],
)
def test_the_engine(text: str, variant: str, more: str, expected: str) -> None:
    assert engine(text, variant, more) == expected


def test_explicit_pdflatex_names_the_characters_it_cannot_set() -> None:
    [found] = refused("Ёлка λ Ёлка", "pdf")
    assert found.code == "character-not-in-font"
    assert "`Ё` (U+0401 CYRILLIC CAPITAL LETTER IO)" in found.message
    assert "and 2 more" in found.message
    assert found.hint is not None
    assert "engine: auto" in found.hint


def test_without_lualatex_the_hint_says_so() -> None:
    [problem] = refused("λ", lualatex=False)
    assert problem.hint is not None
    assert "not installed" in problem.hint


def test_han_without_cjk_support_needs_lualatex() -> None:
    result, found = outcome(person(HAN), cjk=False)
    assert result is not None
    assert result.engine == "lualatex"
    assert found == []
    assert r"\cjk" not in result.tex


def test_han_with_neither_is_an_error() -> None:
    [problem] = refused(HAN, lualatex=False, cjk=False)
    assert "刘" in problem.message


@pytest.mark.parametrize("text", ["עברית", "العربية", "mixed א text"])
@pytest.mark.parametrize("variant", ["full", "pdf", "lua"])
def test_right_to_left_scripts_are_refused(text: str, variant: str) -> None:
    [found] = refused(text, variant)
    assert found.code == "right-to-left"
    assert "letters `" in found.message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("नमस्ते दुनिया", "the Devanagari letters `न म स त द …`"),
        ("สวัสดี", "the Thai letters `ส ว ด`"),
        ("Chennai சென்னை", "the Tamil letters `ச ன`"),
        ("ខ្មែរ", "the Khmer letters"),
        ("בת", "the Hebrew letters `ב ת`"),
    ],
)
def test_a_script_is_named_once_for_a_field(text: str, named: str) -> None:
    [found] = refused(text)
    assert found.message.startswith(named)
    assert found.message.endswith("which cvpdf does not support yet")
    assert found.hint == "transliterate the text to Latin letters"


def test_an_own_template_for_lualatex_may_shape_letters() -> None:
    assert engine("नमस्ते", "lua") == "lualatex"


def test_what_is_not_printed_does_not_count() -> None:
    """Other spellings of the name, tags and keys are never on the page."""
    snippet = """
    basics: {name: Ada, other_names: [Ада, محمد, 刘]}
    sections:
      - kind: text
        id: имя
        title: T
        tags: [тег]
        text: x
    publications:
      - {key: ключ, title: λ, authors: [Ёлка]}
    """
    result = rendered(snippet)
    assert result.engine == "pdflatex"
    assert "cjk=false" in result.tex


def test_what_cvpdf_itself_prints_counts() -> None:
    """Month names and labels are in no field of cv.yaml."""
    dated = "sections: [{kind: awards, title: T, entries: [{title: x, date: 2023-01}]}]"
    assert "cjk=true" in rendered(person("x", f"locale: {{language: ja}}\n    {dated}")).tex
    assert "cjk=false" in rendered(person("x", f"locale: {{language: de}}\n    {dated}")).tex
    assert engine("x", more=f"locale: {{language: ru}}\n    {dated}") == "lualatex"
    assert engine("x", more="locale: {labels: {page: Страница}}") == "lualatex"
