from __future__ import annotations

import pytest

from cvpdf.bibliography.latex.text import plain
from cvpdf.bibliography.latex.user_macros import Macro, definitions
from cvpdf.bibliography.read_bib import parse_bib

PREAMBLE = (
    r"\providecommand{\acro}[1]{{\small #1}} \newcommand*\pair[2]{#2/#1} \def\name#1{The #1 {\LaTeX} Name}"
    r"\newcommand{\loop}{\loop} \renewcommand{\odd}[2][x]{#2} \newcommand{\open}{never closed"
)


def test_definitions() -> None:
    assert definitions(PREAMBLE) == {
        "acro": Macro(1, r"{\small #1}"),
        "pair": Macro(2, "#2/#1"),
        "name": Macro(1, r"The #1 {\LaTeX} Name"),
        "loop": Macro(0, r"\loop"),
    }


@pytest.mark.parametrize(
    ("latex", "title"),
    [
        (r"\acro{PDF} and \emph{\acro{XML}}", "PDF and *XML*"),
        (r"\pair{a}{\'e}, \pair ab", "é/a, b/a"),
        (r"\name{\acro{B}}", "The B LaTeX Name"),
        (r"a \loop{} b", "a loop b"),
    ],
)
def test_macros_of_the_preamble(latex: str, title: str) -> None:
    assert plain(latex, "title", definitions(PREAMBLE)).text == title


def test_a_preamble_is_read() -> None:
    text = r'@preamble{"\newcommand{\x}[1]" # "{<#1>}"} @misc{a, title = {\x{T}}}'
    [entry] = parse_bib("p.bib", text.encode()).entries
    assert plain(entry.value("title"), "title", entry.macros) == ("<T>", ())
