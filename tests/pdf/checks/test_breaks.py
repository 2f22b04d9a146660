"""Headings at the foot of a page, and heads of entries parted from their first bullet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.breaks import check
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import Element, FileFacts, PdfFacts, StructureFacts
from tests.pdf.conftest import BODY, GOOD, Compile, pages_of
from tests.pdf.layouts import adding, baseline, entry, expectation, facts, filler, page, run, section, text, with_runs
from tests.pdf.support import calls

BULLET = "Raised the output of the mill by a fifth, in one long year of hard work"
SOURCE = expectation(
    section(
        text("Experience", "section title", 5), entry(text("Mill, Old Town", "title", 6), text(BULLET, "bullet", 7))
    ),
    section(text("Skills", "section title", 9), entry(text("Languages", "title", 10))),
)
HEAD = ["Mill, Old Town\t2019 – 2020", "Miller"]
BULLETS = [f"• {BULLET[:40]}", BULLET[40:]]


def codes(found: list[Diagnostic]) -> list[tuple[str, str, int]]:
    return [(str(d.severity), d.code, d.span.line if d.span else 0) for d in found]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ([*filler(20), "Experience", *HEAD, *BULLETS], ["Skills", "Languages: two"], []),
        ([*filler(20)], ["Experience", *HEAD, *BULLETS, "Skills", "Languages: two"], []),
        ([*filler(20), "Experience", *HEAD, BULLETS[0]], [BULLETS[1], "Skills", "Languages: two"], []),
        (
            [*filler(20), "Experience"],
            [*HEAD, *BULLETS, "Skills", "Languages: two"],
            [("error", "stranded-heading", 5)],
        ),
        (
            [*filler(20), "Experience", *HEAD],
            [*BULLETS, "Skills", "Languages: two"],
            [("error", "stranded-head", 6)],
        ),
        (
            ["Experience", *HEAD, *BULLETS, "Skills"],
            ["Languages: two"],
            [("error", "stranded-heading", 9)],
        ),
    ],
)
def test_breaks(first: list[str], second: list[str], found: list[tuple[str, str, int]]) -> None:
    pages = facts(page(*first), page(*second, foot="Jane Roe · Page 2"))
    assert codes(check(pages, SOURCE)) == found
    assert codes(check(tagged(pages), SOURCE)) == found
    assert check(replace(pages, pages=pages.pages[:1]), SOURCE) == []


def tagged(pages: PdfFacts) -> PdfFacts:
    """Return the pages with a structure, in which a bullet of two lines is one element."""
    kinds = {"Experience": "H2", "Skills": "H2", HEAD[0].partition("\t")[0]: "H3", **dict.fromkeys(BULLETS, "LBody")}
    elements: list[Element] = []
    several = []
    for number, one in enumerate(pages.pages, 1):
        runs = [each._replace(piece=piece) for piece, each in enumerate(one.runs)]
        several.append(one._replace(runs=tuple(runs)))
        for each in runs:
            if not each.text.startswith("Jane"):
                kind = kinds.get(each.text, "LBody" if ":" in each.text else "P")
                before = elements.pop().pieces if each.text == BULLETS[1] else ()
                elements.append(Element(kind, -1, (*before, (number, each.piece))))
    return replace(pages, pages=tuple(several), file=FileFacts(structure=StructureFacts(tuple(elements))))


def test_equal_words_in_other_elements() -> None:
    """A bullet that begins like a title is no title, and a line that is a heading's word is no heading."""
    first = page(*filler(20), "Experience", *HEAD, *BULLETS, "Skills", "Languages: two", "Experience")
    assert check(tagged(facts(first, page("Languages"))), SOURCE) == []


def test_messages() -> None:
    first, second = page("a", "Experience", *HEAD), page(*BULLETS, "Skills")
    [one] = check(facts(first, second), SOURCE)
    assert one.message == "the head of `Mill, Old Town` is at the bottom of page 1, its first bullet on page 2"
    [one] = check(facts(page("a", "Experience"), page(*HEAD, *BULLETS)), SOURCE)
    assert one.message == "the heading `Experience` is the last line of page 1"


def test_a_foot_does_not_hide_a_heading() -> None:
    first = page("a", "Experience", foot="Jane Roe · Page 1")
    assert codes(check(facts(first, page(*HEAD, *BULLETS)), SOURCE)) == [("error", "stranded-heading", 5)]


def test_a_heading_of_two_lines() -> None:
    source = expectation(section(text("Experience in the field", "section title", 5)))
    pages = facts(page("Experience in", "other things", "Experience in", "the field"), page("more"))
    assert codes(check(pages, source)) == [("error", "stranded-heading", 5)]


def test_words_of_a_heading_elsewhere() -> None:
    """The heading is what stands alone, not the same words in a sentence."""
    pages = facts(page("a", "My Experience, and more", "in Experience"), page("Experience", *HEAD, *BULLETS))
    assert check(pages, SOURCE) == []
    decorated = facts(page("a", "~ Experience ~"), page(*HEAD, *BULLETS))
    assert codes(check(decorated, SOURCE)) == [("error", "stranded-heading", 5)]


def test_positions_within_an_entry() -> None:
    body = (text("Head Miller", "position", 7), text("Led ten", "bullet", 8), text("Miller", "position", 9))
    source = expectation(
        section(text("Experience"), entry(text("Mill", "title", 6), *body, text("Ground", "bullet", 10)))
    )
    lines = ["Experience", "Mill", "Head Miller", "• Led ten", "Miller", "• Ground"]
    for cut, found in [
        (2, [("error", "stranded-head", 6)]),
        (3, [("error", "stranded-head", 7)]),
        (4, []),
        (5, [("error", "stranded-head", 9)]),
    ]:
        assert codes(check(facts(page(*lines[:cut]), page(*lines[cut:])), source)) == found


def test_what_is_not_found_is_passed_over() -> None:
    assert check(facts(page(*filler(9)), page(*filler(9))), SOURCE) == []
    assert check(facts(page("Experience", "Something else"), page(*BULLETS)), SOURCE) == []
    assert check(facts(page(), page()), SOURCE) == []
    assert check(facts(page("a"), page("b")), Expectation()) == []


def test_without_a_source() -> None:
    body = page(*filler(20))
    ended = adding(body, run("Publications", 60, baseline(22), 14))
    begun = with_runs(body, run("Publications", 60, baseline(-2), 14), *body.runs)
    [found] = check(facts(ended, body), None)
    assert str(found.severity) == "warning"
    assert found.message == "`Publications`, the last line of page 1, looks like a heading"
    assert check(facts(begun, ended), None) == []
    numbered = adding(body, run("– 1 –", 60, baseline(40), 14))
    assert check(facts(numbered, body), None) == []
    title = with_runs(page("a"), run("A Thesis", 60, 500, 20), run("2026", 60, 300, 14))
    assert check(facts(title, body), None) == []


@pytest.mark.parametrize("in_one_section", [True, False])
def test_many_equal_titles(in_one_section: bool) -> None:
    """Each is found in its place, with work that grows with the document and not with its square."""

    def document(entries: int) -> tuple[PdfFacts, Expectation]:
        job = entry(text("Engineer", "title", 6), text("Did the thing", "bullet", 7))
        lines = ["Engineer", "• Did the thing"] if in_one_section else ["Work", "Engineer", "• Did the thing"]
        pages = [page(*lines * 15) for _ in range(entries // 15)]
        jobs = [[job] * entries] if in_one_section else [[job]] * entries
        sections = [section(text("Work", "section title", 5), *some) for some in jobs]
        if in_one_section:
            pages[0] = page("Work", *lines * 15)
        # The last heading is the last line of its page.
        pages += [page(*filler(9), "Work"), page(*lines[-2:])]
        return facts(*pages), expectation(*sections, section(text("Work", "section title", 8), job))

    small, large = document(600), document(1200)
    for some in (small, large):
        assert codes(check(*some)) == [("error", "stranded-heading", 8)]
    assert calls(lambda: check(*large)) < 2.5 * calls(lambda: check(*small))


# ------------------------------------------------------------------------------------------------------------ real PDFs

JOB = text("Difficult Offices, Zürich", "title", 6)
FIRST = text("Efficient and fluffy “affine” maps", "bullet", 8)
REAL = replace(
    GOOD,
    max_pages=2,
    sections=(section(text("Jane Roe")), section(text("Experience", "section title", 5), entry(JOB, FIRST))),
)


@pytest.mark.tex
def test_real_breaks(compiled: Compile, tmp_path: Path) -> None:
    name, job = BODY.split(r"\section*{Experience}")
    head, bullets = job.split(r"\begin{itemize}")
    bullets = r"\begin{itemize}" + bullets
    lines = r"\par " + r"\\".join(filler(10)) + r"\par "
    heading = r"\penalty9999\section*{Experience}"
    good = name + lines + heading + head + bullets + r"\newpage" + lines
    stranded = name + lines + heading + r"\newpage" + head + bullets + lines
    parted = name + lines + heading + head + r"\newpage" + bullets + lines
    pdf = compiled(r"\newpage ".join([good, stranded, parted]))
    found = []
    for first in (0, 2, 4):
        two = pages_of(pdf, tmp_path / f"{first}.pdf", first, first + 1, outline=("Jane Roe", "Experience"))
        found.append([(d.code, d.span) for d in inspect(two, REAL).diagnostics])
    heading_span = REAL.sections[1].title.span
    assert found == [[], [("stranded-heading", heading_span)], [("stranded-head", JOB.span)]]
