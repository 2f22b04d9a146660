"""What of a document can be held by a format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.render.preamble import dumpable

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.tex"))
CLASS = "\\documentclass{cvpdf}\n"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_what_the_projects_own_templates_print(path: Path) -> None:
    tex = path.read_text("utf-8")
    font = re.search(r"font=([a-z-]+),", tex)
    cjk = re.search(r"cjk=(true|false)", tex)
    assert font
    assert cjk
    assert dumpable(tex) == f"{CLASS}\\cvpreload{{font={font[1]},cjk={cjk[1]}}}\n\\cvdump\n"


@pytest.mark.parametrize(
    "tex",
    [
        *("", "\\begin{document}", "\\documentclass{article}\n\\cvsetup{font=heros}\n"),
        *("\\documentclass[draft]{cvpdf}\n\\cvsetup{font=heros}\n", "\\RequirePackage{x}\n\\documentclass{cvpdf}\n"),
        *("\\PassOptionsToPackage{a}{b}\n\\documentclass{cvpdf}\n", "  % indented\n\\documentclass{cvpdf}\n"),
    ],
)
def test_what_begins_otherwise_has_none(tex: str) -> None:
    assert dumpable(tex) == ""


def loads(tex: str) -> list[str]:
    """Return the lines between the class and the dump."""
    lines = dumpable(CLASS + tex).splitlines()
    assert lines[0] == CLASS.strip()
    assert lines[-1] == "\\cvdump"
    return [line for line in lines[1:-1] if line]


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("\\usepackage{multicol}\n\\cvsetup{font=heros}", ["\\usepackage{multicol}", "\\cvpreload{font=heros}"]),
        ("\\usepackage[a=1, b]{c, d} % why\n", ["\\usepackage[a=1, b]{c, d} % why"]),
        ("% comment\n\n\\RequirePackage{x}\n% again\n  \\usepackage{y}", ["\\RequirePackage{x}", "\\usepackage{y}"]),
        # What cannot be read ends it: what comes later must not be loaded earlier than that.
        ("\\usepackage[a={b}]{c}\n\\usepackage{d}\n\\cvsetup{font=heros}", []),
        ("\\usepackage{a}\\usepackage{b}\n\\usepackage{c}", []),
        ("\\usepackage{a}\n\\newcommand\\x{}\n\\usepackage{b}\n\\cvsetup{font=heros}", ["\\usepackage{a}"]),
        ("\\usepackage{\\evil}", []),
    ],
)
def test_packages_directly_behind_the_class(tex: str, expected: list[str]) -> None:
    assert loads(tex) == expected


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("\\cvsetup{font=heros}", ["\\cvpreload{font=heros}"]),
        ("\\cvsetup{font-size=9, cjk = true ,\n  font=latin-modern,\n}", ["\\cvpreload{cjk=true,font=latin-modern}"]),
        ("\\cvsetup{font-size=9}", []),
        ("\\cvsetup{page-label={a, font=heros, b}, accent=FF0000}", []),
        ("\\cvsetup{% font=heros,\n  font=charter}", ["\\cvpreload{font=charter}"]),
        ("% \\cvsetup{font=heros\n%}\n%\\cvsetup{font=heros}\n\\cvsetup{font=termes}", ["\\cvpreload{font=termes}"]),
        ("\\cvsetup{font=heros}\n\\newcommand\\x{%\n  font=termes\n}", ["\\cvpreload{font=heros}"]),
        ("\\cvsetup{font=\\evil}", []),
        ("\\cvsetup{font=heros", []),
        ("\\cvsetup{page-label={{{deep}}},font=heros}", []),
    ],
)
def test_of_the_setup_what_loads_something(tex: str, expected: list[str]) -> None:
    assert loads(tex) == expected


@given(st.text(alphabet=st.sampled_from("\\{}[]%,= \nfontcjkheros"), max_size=200))
def test_whatever_follows_nothing_else_is_executed(text: str) -> None:
    safe = re.compile(r"\\cvpreload\{(?:(?:font|cjk)=[a-z-]+,?)+\}|\\(?:usepackage|RequirePackage)[^\\]*")
    for line in loads("\\cvsetup{" + text):
        assert safe.fullmatch(line)
    dumpable(text)


@given(st.lists(st.sampled_from(["\\usepackage{a}", "% x", "", "\\usepackage[b]{c}", "\\foo"]), max_size=8))
def test_the_loading_lines_are_a_prefix(lines: list[str]) -> None:
    given_lines = [line for line in lines if line and not line.startswith("%")]
    before = given_lines[: given_lines.index("\\foo")] if "\\foo" in given_lines else given_lines
    assert loads("\n".join(lines)) == before
