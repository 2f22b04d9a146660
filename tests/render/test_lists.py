"""Paragraphs, lists and plain items from cv.yaml to the page, in full and in fitted variants."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.export.plain_text import guide, transcript
from cvpdf.fitting.apply_choice import apply_choice
from cvpdf.fitting.candidates import candidates
from cvpdf.pdf.read.document import read
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.render.expected import expectation
from tests.render.rendering import printed, rendered, selection_of, selection_of_file

CV = """
basics:
  name: Tess Hof
  location: |
    12 Paper Street
    8000 Zürich
  summary: |
    A first paragraph
    of two lines.

    1. number one
       - dash
    2. number two
sections:
  - kind: experience
    title: Work
    intro: |
      Words before.

      - intro item
    entries:
      - company: Acme
        position: Folder
        summary: |
          S one.

          S two.
        highlights:
          - Led the team:
              - of five
              - of six
          - |
            Built a thing

            in a second paragraph
          - "• typed"
  - kind: list
    title: Bullets
    entries: [alpha, {text: beta, items: [b1]}, {text: gamma, tags: [no]}]
  - {kind: list, title: Numbers, style: numbers, entries: [one, two, three]}
  - {kind: list, title: Interests, style: line, entries: [Chess, Hiking, {text: Paper, items: [Origami]}], max: 2}
  - kind: references
    title: References
    entries: [{name: Bo, quote: "She folds.\\n\\nShe folds well."}]
variants: {onepage: {tags: {exclude: [no]}}}
"""
LINES = """
Tess Hof
12 Paper Street, 8000 Zürich
A first paragraph of two lines.
1. number one
– dash
2. number two

Work
Words before.
• intro item
Acme
Folder
S one.
S two.
• Led the team:
– of five
– of six
• Built a thing
in a second paragraph
• typed

Bullets
• alpha
• beta
– b1
• gamma

Numbers
1. one
2. two
3. three

Interests
Chess · Hiking

References
Bo
She folds.
She folds well.
"""


@pytest.mark.tex
def test_lists_on_the_page(tmp_path: Path) -> None:
    cv = tmp_path / "cv.yaml"
    cv.write_text(CV, "utf-8")
    report = build(Options(cv, tmp_path / "out", ("full", "onepage")))
    assert report.exit_code == ExitCode.OK
    assert not [found for variant in report.variants for found in variant.diagnostics]
    # A built-in résumé of one page has one line for a head, and no quotes.
    short = LINES.replace("Acme\n", "Acme ").replace("• gamma\n", "").replace("She folds.\nShe folds well.\n", "")
    for variant, lines in (("full", LINES), ("onepage", short)):
        facts, _ = read(tmp_path / "out" / f"{variant}.pdf")
        assert facts is not None
        shown = transcript([page.text for page in facts.pages], guide(selection_of_file(cv, variant)))
        assert shown == lines.lstrip()


def test_the_checks_expect_every_block_at_its_place() -> None:
    texts = expectation(selection_of(CV)).texts
    found = {text.text: text.span.line for text in texts if text.span}
    assert (found["1. number one"], found["dash"], found["2. number two"]) == (11, 12, 13)
    assert (found["intro item"], found["S two."], found["in a second paragraph"]) == (20, 27, 35)
    assert len(found) == len(texts)


def test_an_intro_stays_with_its_section() -> None:
    of = selection_of(CV, "onepage")
    nodes = candidates(of)
    work = next(index for index, node in enumerate(nodes) if node.text == "Work")
    assert {span.line for span in nodes[work].places} == {16, 18, 20}
    left = apply_choice(of, nodes, {i for i in range(len(nodes)) if not work <= i < nodes[work].end})
    assert "Words before." not in [text.text for text in expectation(left).texts]


def test_items_are_left_out_each_by_itself_and_numbers_follow() -> None:
    of = selection_of(CV, "onepage")
    nodes = candidates(of)
    shown = {index for index, node in enumerate(nodes) if not node.text.startswith(("beta", "two", "Led the team:"))}
    texts = [text.text for text in expectation(apply_choice(of, nodes, shown)).texts]
    assert {"1. one", "2. three", "alpha", "Chess", "Hiking"} <= set(texts)
    assert not {"beta", "b1", "2. two", "of five"} & set(texts)


def test_items_on_one_line_are_one_block() -> None:
    tex = rendered(CV).tex
    assert "\\cvline{%\n\\cvpiece{Chess}%\n\\cvpiece{Hiking}%\n}" in tex
    assert r"\cvbullet[]{in a second paragraph}" in tex
    assert "\\cvintro{Words before.}\n\\cvkeepnext\n\\cvbullet{intro item}\n" in tex
    assert "\\cvbullet{Led the team:}\n\\cvsubbullet{of five}\n" in tex


def test_a_template_of_ones_own_may_print_a_text_as_a_whole(tmp_path: Path) -> None:
    snippet = 'basics: {name: Ada, summary: "One *a*.\\n\\n- two & three"}'
    assert printed(r"\VAR{basics.summary}", tmp_path, snippet) == r"One \cvemph{a}. two \& three"
