"""Styles of the Citation Style Language: what pandoc prints, with the values of the CV in their places."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

from cvpdf.render.content.styles.csl_names import extent
from cvpdf.render.content.styles.pandoc import adapted
from cvpdf.schema.values.author_names import author_name
from tests.render.content.styles.test_own_name import FORMS, highlighted
from tests.render.content.styles.works import printed, works

pytestmark = pytest.mark.skipif(find_spec("pypandoc") is None, reason="needs the extra `csl`")

STYLES = ("american-chemical-society", "apa", "chicago-author-date", "elsevier-harvard", "ieee", "nature")
WORKS = """\
publications:
- key: a
  title: Why *E. coli* of the iPhone p < 0.05 & C* fails?
  authors: [Tess Hof*, Jan van der Berg†, Norland Collaboration]
  venue: Journal of Rain
  volume: 12
  issue: 3
  pages: 117-132
  date: 2020-03-04
  doi: 10.5555/1
  award: Best paper award
- {key: b, type: thesis, title: Snow, authors: ["Hof, Jr., Tess"], date: "Spring 2022", institution: Uni, note: Lost.}
- key: c
  type: chapter
  title: Hail
  authors: [Jan Berg, T. Hof]
  others: true
  editors: [Al One, Bo Two]
  venue: A Book
  publisher: Press
  date: 2020
  status: in_press
  arxiv: 2509.17863
"""


@pytest.mark.parametrize("style", STYLES)
def test_the_own_name_is_found_in_every_form(style: str) -> None:
    text = "basics: {name: Anna Maria van der Berg-Núñez}\npublications:\n"
    for number, form in enumerate(FORMS):
        mine = form if form.startswith("{") else f'"{form}"'
        text += f"- {{key: k{number}, title: A title, venue: V, date: 2024, authors: [Bo Li*, {mine}, Abe Ray]}}\n"
    for form, work in zip(FORMS, works(text, f"csl:{style}").values(), strict=True):
        [name] = highlighted(work)
        # With its particle, and with an initial or the whole given name.
        assert re.search(r"van der.Berg-N", name), (form, name)
        assert re.search(r"\bA(nna|\.)", name), (form, name)
        assert "Li" not in name
        assert "Ray" not in name
        assert name.endswith((".", "z", "Maria", "Anna")), (form, name)


def test_texts() -> None:
    shown = printed(WORKS, "csl:ieee")
    assert shown == {
        "a": "T. Hof*, J. van der Berg†, and Norland Collaboration, “Why E. coli of the iPhone p < 0.05 & C* fails?” "
        "Journal of Rain, vol. 12, no. 3, pp. 117–132, Mar. 2020, doi: 10.5555/1. Best paper award.",
        "b": "T. Hof Jr., “Snow,” Uni, Spring 2022. Lost.",
        "c": "J. Berg, T. Hof, et al., “Hail,” in A Book, A. One and B. Two, Eds., Press, 2020. "
        "Available: https://arxiv.org/abs/2509.17863. In press.",
    }
    german = printed(f"locale: {{language: de}}\n{WORKS}", "csl:ieee")["a"]
    assert "fails?“, Journal of Rain, Bd. 12, Nr. 3, S. 117–132, März 2020" in german


def test_parts() -> None:
    work = works(WORKS, "csl:nature")["a"]
    found = {part.role: part for part in work.parts if part.role}
    assert {*found} == {"authors", "title", "venue", "volume", "pages", "date", "award"}
    assert [run.text for run in found["title"].phrases[0].runs if run.italic] == ["E. coli"]
    assert found["venue"].italic
    assert found["volume"].bold
    assert highlighted(work) == ["Hof,\u00a0T."]
    spans = [found[name].phrases[0].span for name in ("authors", "title", "venue", "volume", "pages", "date")]
    assert [span.line for span in spans if span] == [5, 4, 6, 7, 9, 10]
    # Addresses that the style prints link to their place, and others follow.
    assert [phrase.targets for phrase in work.links] == [("https://doi.org/10.5555/1",)]
    apa = works(WORKS, "csl:apa")["a"]
    [doi] = (part for part in apa.parts if part.role == "doi")
    assert doi.phrases[0].targets == ("https://doi.org/10.5555/1",)
    assert apa.links.phrases == ()


def test_a_style_without_titles_and_with_one_link_around_everything() -> None:
    work = works(WORKS, "csl:angewandte-chemie")["c"]
    assert "Hail" in [part.phrases[0].text for part in work.parts if part.role == "title"]
    assert {target for part in work.parts for phrase in part.phrases for target in phrase.targets} == set()


def test_authors_that_repeat_are_printed_each_time() -> None:
    same = (f"{{key: k{number}, title: Rain, authors: [Tess Hof], date: 2020}}" for number in range(3))
    for work in works(f"publications: [{', '.join(same)}]", "csl:chicago-author-date").values():
        assert highlighted(work) == ["Hof,\u00a0Tess"]
        assert "2020a" not in "".join(phrase.text for part in work.parts for phrase in part.phrases)


def test_numbers_are_those_of_the_list() -> None:
    style = '<text variable="citation-number" prefix="["\n suffix="]"/><names variable="editor">\n<label/></names>'
    changed = adapted(f'<bibliography second-field-align="flush">{style}</bibliography>')
    names = '<names variable="editor"><name/>\n<label/></names>'
    assert changed == f'<bibliography ><text value=""/>\n{names}</bibliography>'
    assert printed(WORKS, "csl:ieee", "numbered: true")["a"].startswith("T. Hof")


@pytest.mark.parametrize(
    ("typed", "before", "after", "family_first", "has_stops", "expected"),
    [
        ("Tess Marie Hof", "", ", T. M., Berg", True, True, (0, 7)),
        ("Tess Marie Hof", "", " TM. A title", True, False, (0, 3)),
        ("Tess Marie Hof", "", ", Tess Marie. 2020", True, True, (0, 12)),
        ("Tess Marie Hof", "One, T. M. ", ", B.", False, True, (6, 0)),
        ("Tess Hof", "A. One, T. ", ", T. Two", False, True, (3, 0)),
        ("Jan van der Berg", "One, A., van der ", ", J.", True, True, (8, 4)),
        ("Jan van der Berg", "", ", Jan van der. T", True, True, (0, 13)),
        ("Hof, Jr., Tess", "T. ", " Jr., ", False, True, (3, 4)),
        ("Hof, Jr., Tess", "", ", T., Jr. (2020)", True, True, (0, 9)),
        ("Jean-Paul Hof", "", ", J.-P.; One", True, True, (0, 7)),
        ("Tess Hof", "", ", Theo", True, True, (0, 0)),
        ("Norland Collaboration", "T. ", ", T.", False, True, (0, 0)),
        ("Tess Hof", "", ", TESS, JAN", True, True, (0, 6)),
        ("Tess Hof", "", "، Tess، Jan", True, True, (0, 6)),
        # The other order is found too.
        ("Tess Hof", "Tess ", ". Title", True, True, (5, 0)),
    ],
)
def test_the_extent_of_a_name(
    typed: str, before: str, after: str, family_first: bool, has_stops: bool, expected: tuple[int, int]
) -> None:
    assert extent(author_name(typed), before, after, family_first, has_stops) == expected
