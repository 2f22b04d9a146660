"""Scripts that need shaping are refused, once a field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.render.rendering import outcome, rendered


def person(headline: str, more: str = "") -> str:
    return f"""
    basics:
      name: Ada
      headline: {headline}
    variants:
      full: {{engine: auto}}
      lua: {{engine: lualatex}}
    {more}
    """


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("नमस्ते दुनिया", "Devanagari yet: the letters `न म स त द …` are joined or stacked"),
        ("สวัสดี", "Thai yet: the letters `ส ว ด` are joined or stacked"),
        ("Chennai சென்னை", "Tamil yet: the letters `ச ன` are joined or stacked"),
        ("ខ្មែរ", "Khmer yet: the letters"),
        ("mixed בת", "Hebrew yet: the letters `ב ת` are written from right to left"),
        ("العربية", "Arabic yet: the letters `ا ل ع ر ب …` are written from right to left"),
        (
            "ب ส ह",
            "Arabic, Thai and Devanagari yet: the letters `ب ส ह` are written from right to left or joined or stacked",
        ),
        ("ب ส", "Arabic and Thai yet: the letters `ب ส` are written from right to left or joined or stacked"),
    ],
)
def test_a_field_has_one_message(text: str, named: str) -> None:
    result, [found] = outcome(person(text))
    assert result is None
    assert (found.code, found.span and found.span.line) == ("script-not-supported", 4)
    assert found.message.startswith(f"cvpdf cannot typeset {named}")
    assert found.hint == "write the text in Latin letters"


def test_an_own_template_for_lualatex_may_shape_letters_but_not_reverse_them(tmp_path: Path) -> None:
    (tmp_path / "full.tex.j2").write_text(r"\documentclass{article}\VAR{basics.headline}", "utf-8")
    assert rendered(person("नमस्ते"), tmp_path, variant="lua").engine == "lualatex"
    result, [found] = outcome(person("العربية"), variant="lua")
    assert result is None
    assert found.code == "script-not-supported"


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
      - {key: ключ, title: λ, authors: [محمد]}
    """
    assert rendered(snippet).fonts.letters.isdisjoint("Адам刘имятегключλ")


def test_labels_count() -> None:
    result, [found] = outcome(person("x", "locale: {labels: {page: صفحة}}"))
    assert result is None
    assert found.code == "script-not-supported"
