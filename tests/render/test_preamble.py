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
    assert dumpable(path.read_text("utf-8")) == f"{CLASS}\\cvdump\n"


@pytest.mark.parametrize(
    "tex",
    [
        *("", "\\begin{document}", "\\documentclass{article}\n\\cvsetup{}\n"),
        *("\\documentclass[draft]{cvpdf}\n\\cvsetup{}\n", "\\RequirePackage{x}\n\\documentclass{cvpdf}\n"),
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
        ("\\usepackage{multicol}\n\\cvsetup{}\n\\usepackage{late}", ["\\usepackage{multicol}"]),
        ("\\usepackage[a=1, b]{c, d} % why\n", ["\\usepackage[a=1, b]{c, d} % why"]),
        ("% comment\n\n\\RequirePackage{x}\n% again\n  \\usepackage{y}", ["\\RequirePackage{x}", "\\usepackage{y}"]),
        # What cannot be read ends it: what comes later must not be loaded earlier than that.
        ("\\usepackage[a={b}]{c}\n\\usepackage{d}\n\\cvsetup{}", []),
        ("\\usepackage{a}\\usepackage{b}\n\\usepackage{c}", []),
        ("\\usepackage{a}\n\\newcommand\\x{}\n\\usepackage{b}\n\\cvsetup{}", ["\\usepackage{a}"]),
        ("\\usepackage{\\evil}", []),
        # Which file belongs to a font is not dumped.
        ("\\usepackage{a}\n\\usepackage{full-fonts}\n\\usepackage{b}", ["\\usepackage{a}"]),
    ],
)
def test_packages_directly_behind_the_class(tex: str, expected: list[str]) -> None:
    assert loads(tex) == expected


@given(st.text(alphabet=st.sampled_from("\\{}[]%,= \nusepackgfont-"), max_size=200))
def test_whatever_follows_nothing_else_is_executed(text: str) -> None:
    for line in loads("\\usepackage{" + text):
        assert re.fullmatch(r"\\(?:usepackage|RequirePackage)[^\\%]*(?:%.*)?", line)


@given(st.lists(st.sampled_from(["\\usepackage{a}", "% x", "", "\\usepackage[b]{c}", "\\foo"]), max_size=8))
def test_the_loading_lines_are_a_prefix(lines: list[str]) -> None:
    given_lines = [line for line in lines if line and not line.startswith("%")]
    before = given_lines[: given_lines.index("\\foo")] if "\\foo" in given_lines else given_lines
    assert loads("\n".join(lines)) == before
