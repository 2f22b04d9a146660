from __future__ import annotations

import pytest

from cvpdf.render.content.styles.names import initials
from tests.render.content.styles.works import printed as all_printed


def printed(authors: str, style: str) -> str:
    """Return a work of these authors in a style."""
    return all_printed(f"publications: [{{key: x, type: article, title: T, venue: V, authors: {authors}}}]", style)["x"]


@pytest.mark.parametrize(
    ("given", "with_stops", "without"),
    [
        ("Tess Maria", "T. M.", "TM"),
        ("Jean-Paul", "J.-P.", "JP"),
        ("J.R.R.", "J. R. R.", "JRR"),
        ("TM", "T. M.", "TM"),
        ("E\u0301lise Özge", "E\u0301. Ö.", "E\u0301Ö"),
        ("Лев Н.", "Л. Н.", "ЛН"),
    ],
)
def test_initials(given: str, with_stops: str, without: str) -> None:
    assert (initials(given, "."), initials(given, "")) == (with_stops, without)


@pytest.mark.parametrize(
    ("authors", "ieee", "apa", "vancouver"),
    [
        ("[刘子铭, Ann Oak]", "刘子铭 and A. Oak", "刘子铭, & Oak, A.", "刘子铭, Oak A."),
        ("['{The Group}']", "The Group,", "The Group.", "The Group."),
        ("[Plato]", "Plato,", "Plato.", "Plato."),
        ("[Ludwig van Beethoven]", "L. van Beethoven", "van Beethoven, L.", "van Beethoven L."),
        ("['Doe, Jr., John']", "J. Doe Jr.,", "Doe, J., Jr. ", "Doe J Jr. "),
    ],
)
def test_forms_of_names(authors: str, ieee: str, apa: str, vancouver: str) -> None:
    for style, text in (("ieee", ieee), ("apa", apa), ("vancouver", vancouver)):
        assert printed(authors, style).startswith(text)


def test_more_authors_than_the_list_names() -> None:
    assert printed("[Ann Oak], others: true", "ieee").startswith("A. Oak et al., ")
    assert printed("[Ann Oak, Ben Fir], others: true", "vancouver").startswith("Oak A, Fir B, et al. ")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (0, "T. Hof et al.,"),
        (1, "A. Oak, T. Hof, et al.,"),
        (4, "A. Oak, …, T. Hof, et al.,"),
        (7, "A. Oak, …, T. Hof,"),
    ],
)
def test_the_own_name_is_never_cut(place: int, text: str) -> None:
    others = ["Ann Oak", "Ben Fir", "Cyd Elm", "Dan Ash", "Eve Yew", "Fay Box", "Guy Ivy"]
    others.insert(place, "Tess Hof")
    assert printed(f"[{', '.join(others)}]", "ieee").startswith(text)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("ieee", "A. Oak, B. Fir, …, T. Hof (4/9), …, “T,” V."),
        ("apa", "Oak, A., Fir, B., …, Hof, T. (4/9), … (n.d.). T. V."),
        ("venue-first", "T. Ann Oak, Ben Fir, …, Tess Hof (4/9), … V."),
    ],
)
def test_lists_that_cv_yaml_shortens(style: str, text: str) -> None:
    names = "Ann Oak, Ben Fir, Cyd Elm, Tess Hof, Dan Ash, Eve Yew, Fay Box, Guy Ivy, Jo Yam"
    snippet = f"publications: [{{key: x, type: article, title: T, venue: V, authors: [{names}]}}]"
    assert all_printed(snippet, style, "shorten: {over: 6, keep: 2}")["x"] == text
