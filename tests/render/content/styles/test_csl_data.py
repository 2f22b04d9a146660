"""Publications as CSL-JSON."""

from __future__ import annotations

from typing import Any

import pytest

from cvpdf.bibliography.csl.csl_json import FIELDS
from cvpdf.bibliography.work_types import NAMES, TYPES
from cvpdf.render.content.styles.csl_data import csl_item
from tests.support import resume_of

# The types of csl-data.json, version 1.0.2, that are used.
CSL_TYPES = (
    "article article-journal article-magazine article-newspaper book chapter dataset document entry-encyclopedia "
    "manuscript motion_picture paper-conference patent report review software speech standard thesis webpage"
)
LISTS = {"author", "editor"}


def items(text: str) -> list[dict[str, Any]]:
    head = "basics: {name: Tess Hof}\nsections: [{kind: publications, title: P}]\npublications:\n"
    return [csl_item(work) for work in resume_of(head + text).publications]


@pytest.mark.parametrize("kind", TYPES)
def test_every_type(kind: str) -> None:
    [item] = items(
        f"- {{key: a, type: {kind}, title: 'Of *E. coli* and <b>', authors: [Tess Hof, Jan van der Berg, "
        "'Doe, Jr., Al', Norland Collaboration, 王小明, Plato], editors: [Bo Two], venue: V, venue_short: W, "
        "volume: 1, issue: 2, pages: 3-4, number: 5, series: S, edition: 2, publisher: P, place: O, event: E, "
        "event_place: F, date: 2020-03, doi: 10.5555/1, pubmed: 123, pmc: PMC12, isbn: 978-3-16-148410-0, "
        "issn: 0378-5955, url: 'https://example.org/x', language: de, keywords: [k, l], abstract: Text.}\n"
    )
    assert item["type"] in CSL_TYPES.split()
    assert item["type"] == NAMES[kind].csl  # type: ignore[index]
    assert item["title"] == '<span class="nocase">Of <i>E. coli</i> and <\u2060b></span>'
    assert item["author"] == [
        {"family": "Hof", "given": "Tess"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"family": "Doe", "given": "Al", "suffix": "Jr."},
        {"literal": "Norland Collaboration"},
        {"literal": "王小明"},
        {"family": "Plato"},
    ]
    assert item["issued"] == {"date-parts": [[2020, 3]]}
    texts = {key: value for key, value in item.items() if key not in LISTS | {"issued"}}
    assert all(isinstance(value, str) and value for value in texts.values())
    known = {*FIELDS, "id", "type", "issued", "keyword", "status", "collection-number", *LISTS}
    assert item.keys() <= known


def test_fields_that_depend_on_others() -> None:
    one, two, three, four = items(
        "- {key: a, title: T, authors: [A B], venue_short: 'SC ’23', article_number: e7, date: \"Spring 2022\"}\n"
        '- {key: b, title: T, authors: [A B], type: poster, date: "soon", arxiv: 2509.17863}\n'
        "- {key: c, title: T, authors: [A B], type: report, institution: Uni, number: 7, others: true}\n"
        "- {key: d, title: T, authors: [A B], type: book, series: S, number: 7}\n"
    )
    assert (one["container-title"], one["page"], one["issued"]) == ("SC ’23", "e7", {"date-parts": [[2022]]})
    assert (two["genre"], two["URL"], "issued" in two) == ("Poster", "https://arxiv.org/abs/2509.17863", False)
    assert (three["publisher"], three["number"], three["author"][-1]) == ("Uni", "7", {"literal": "others"})
    assert four["collection-number"] == "7"
