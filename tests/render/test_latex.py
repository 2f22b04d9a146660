from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.render.latex import Escaper, Latex, printed
from tests.render.rendering import as_read, same_spaces, text_of
from tests.support import FONTS, pdflatex, write_support

OWN_FONTS, TEX_FONTS = Escaper(), Escaper(own_fonts=False)

ANYTHING = st.characters(exclude_categories=["Cc", "Cs"])
TRICKY = st.sampled_from("\\{}$&#^_%~\"`'-,<>!?[]*|/ \u00a0\u202f\u2011–—…“”‘’5×°€ﬁéß刘子かㄅ한αЖ→")
TEXTS = st.text(st.one_of(TRICKY, ANYTHING), max_size=60)


@given(TEXTS, st.booleans())
def test_every_text_is_read_back_from_its_latex(text: str, own_fonts: bool) -> None:
    latex = Escaper(own_fonts).text(text)
    assert same_spaces(text_of(latex)) == same_spaces(as_read(text))


@given(st.text(st.sampled_from("-',<>`!?\" a"), max_size=30))
def test_fonts_of_tex_never_see_two_signs_that_they_would_join(text: str) -> None:
    latex = re.sub(r"\\[a-z]+\{\}", "_", TEX_FONTS.text(text))
    for ligature in ("--", "''", ",,", "<<", ">>", "``", "!`", "?`"):
        assert ligature not in latex


def test_in_cvpdfs_fonts_signs_are_as_typed() -> None:
    typed = """O'Hof "a,,c" `x` ’’ !‘ << 刘'子 ğ"""
    assert OWN_FONTS.text(typed) == typed
    assert OWN_FONTS.text("a---b –-") == "a-{}-{}-b –{}-"


def test_the_reader_of_these_tests_refuses_what_is_not_escaped() -> None:
    for latex in (r"\input{x}", "a_b", "50%", "{a}", "}", "$", "&", "#", "^", r"\textbackslash", "\\"):
        with pytest.raises(ValueError, match="not plain text"):
            text_of(latex)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        (r"}\input{x", r"\}\textbackslash{}input\{x"),
        ("~", r"\textasciitilde{}"),
        ("^", r"\textasciicircum{}"),
        ("C# & C++", r"C\# \& C++"),
        ("a\u00a0b", "a~b"),
        ("1\u202f000", r"1\,000"),
        ("co\u2011op", r"co\mbox{-}op"),
        ("a\u2007b\u2009c\u2003d", r"a~b\,c d"),
        ("O'x ''", r"O\textquotesingle{}x \textquotesingle{}\textquotesingle{}"),
        ("’’ ‘‘ !‘ –-", "’{}’ ‘{}‘ !{}‘ –{}-"),
        ("--", "-{}-"),
        ("---", "-{}-{}-"),
        ("77 %", r"77~\%"),
        ("SC ’23, Dr. Li, No. 5, pp. 3", "SC~’23, Dr.~Li, No.~5, pp.~3"),
        ("No. We said no. 5 of vol. A", "No. We said no. 5 of vol. A"),
        ("21 °C", "21~"),
        ("30 % of 5 €", r"30~\% of 5~"),
        ("e\u0301", "é"),
        ("刘 & ğ", r"刘 \& ğ"),
        ('`"', r"\textasciigrave{}\textquotedbl{}"),
        ("", ""),
    ],
)
def test_in_fonts_of_tex(text: str, latex: str) -> None:
    assert TEX_FONTS.text(text).startswith(latex)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("co\u2011op", "co-op"),
        ("co\u2010op", "co-op"),
        ("ﬁne oﬃce ﬆ", "fine office st"),
        ("Ĳsel ŉ ǆ 5−3", "IJsel ŉ ǆ 5−3"),
    ],
)
def test_what_the_page_has_for_a_character(text: str, characters: str) -> None:
    assert printed(text) == characters


METADATA = [
    *("O'Hof", "刘", "\\ {x} %#&_~^$", '"q" -- ’’ ?‘ `` \'\' ,, <<', "co\u2011op\u2010x", "a\u00a0b\u2009c"),
    *("a  b   c", "Zoë €×½", "\\foo{", "}", "𠀀 😀 \U0001d11e", "J\u030c ßſ", "()", "a, b=c", "~", "^^41", "{}"),
    *("\\\\", "<FEFF>", "- -", "´`'"),
]  # fmt: skip


@pytest.mark.tex
def test_metadata_and_outline_are_exactly_as_typed(tmp_path: Path) -> None:
    write_support(tmp_path)
    values = {"title": " ".join(METADATA), "author": METADATA[0], "keywords": ", ".join(METADATA)}
    lines = [rf"{key}={{{OWN_FONTS.metadata(value)}}}," for key, value in values.items()]
    body = "\n".join(rf"\cvoutline{{{OWN_FONTS.metadata(text)}}}\cvsection{{A}}\cvtext{{x}}" for text in METADATA)
    plain = r"\cvsection{B \& C}\cvtext{x}"
    tex = "\\documentclass{cvpdf}\\cvsetup{}" + FONTS + "\\cvmetadata{\n%s\n}\\begin{document}%s\n%s\\end{document}"
    (tmp_path / "cv.tex").write_text(tex % ("\n".join(lines), body, plain), encoding="utf-8")
    command = [pdflatex(), "-interaction=batchmode", "-halt-on-error", "cv.tex"]
    assert subprocess.run(command, cwd=tmp_path, stdout=subprocess.DEVNULL, check=False).returncode == 0
    reader = pypdf.PdfReader(tmp_path / "cv.pdf")
    assert reader.metadata is not None
    assert {key: str(reader.metadata[f"/{key.title()}"]) for key in values} == values
    assert [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)] == [*METADATA, "B & C"]


def test_a_link_is_escaped_and_reads_back_as_its_address() -> None:
    target = "https://x.org/~me/a_b%20c?d=e&f={g}#h$"
    latex = OWN_FONTS.link(target, "shown")
    match = re.fullmatch(r"\\cvlink\{(.*)\}\{shown\}", latex)
    assert match is not None
    assert re.sub(r"\\([%#&_~{}$])", r"\1", match[1]) == target
    assert not re.search(r"(?<!\\)[%#&_~{}$]", match[1])


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='<>"{}|\\^`'), min_size=1))
def test_no_address_can_leave_its_link(path: str) -> None:
    latex = OWN_FONTS.link("https://x.org/" + path, "")
    assert not re.search(r"(?<!\\)[%#&_~{}$]", latex.removeprefix(r"\cvlink{").removesuffix("}{}"))


def test_latex_loses_its_type_in_any_operation() -> None:
    """So that an accident in a template is escaped, not executed."""
    latex = Latex(r"\foo{}")
    for changed in (latex + "x", "x" + latex, latex.upper(), latex[1:], latex.replace("f", "g"), latex * 2, f"{latex}"):
        assert type(changed) is str
