"""The named styles against what pandoc prints of the same works, and what is true of every style."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpdf.bibliography.work_types import TYPES
from cvpdf.themes.style_files import style_names
from cvpdf.themes.theme import built_in_folder
from tests.render.content.styles.works import printed, text_of, works

DATA = Path(__file__).parent / "data"
STYLES = style_names([built_in_folder()])

KEPT = "cvpdf prints what pandoc leaves out"
WORDS = "words that are not in every language are left out, or are those of a label"
BROKEN = "pandoc prints a mark, a space or a plural that is wrong"
REVIEW = "the title of a review is its own, and not that of the book"
DIFFERENCES: dict[tuple[str, str], tuple[str, str, str]] = {
    ("ieee", "many"): (WORDS, "Art. no. 1203", "article 1203"),
    ("ieee", "patent"): (BROKEN, "2011", "2011."),
    ("ieee", "talk"): (KEPT, "Jun.", "presented at Invented Days of Documents, Bergen, Jun."),
    ("ieee", "poster"): (KEPT, "Jun.", "Poster, presented at Invented Days of Documents, Bergen, Jun."),
    ("ieee", "webpage"): (KEPT, "Online.", "Online, Dec. 2020."),
    ("ieee", "review"): (BROKEN, "no. 4. pp.", "no. 4, pp."),
    ("acm", "many"): (KEPT, "(July 2022)", "(July 2022), article 1203"),
    ("acm", "press"): (KEPT, "Systems.", "Systems. In press."),
    ("acm", "preprint"): (KEPT, "Pages.", "Pages. arXiv."),
    ("acm", "patent"): (KEPT, "Pages.", "Pages. US 7654321 B2."),
    ("acm", "software"): (KEPT, "pageturner.", "pageturner. Invented Software."),
    ("acm", "dataset"): (KEPT, "Pages.", "Pages. Invented Archive."),
    ("acm", "talk"): (KEPT, "Turn.", "Turn. Invented Days of Documents, Bergen."),
    ("acm", "poster"): (KEPT, "Wall.", "Wall. Poster. Invented Days of Documents, Bergen."),
    ("apa", "patent"): (BROKEN, "Patent Nos. ", ""),
    ("apa", "review"): (REVIEW, "[Review of A Book on Books]", "A Book on Books"),
    ("chicago", "patent"): (WORDS, "Patent US 7654321 B2, issued", "US 7654321 B2,"),
    ("chicago", "software"): (WORDS, ", released", ""),
    ("chicago", "review"): (REVIEW, "Review of A Book on Books.", "“A Book on Books.”"),
    ("nature", "many"): (KEPT, "88,", "88, 1203"),
    ("nature", "press"): (KEPT, "Systems.", "Systems (In press)."),
    ("nature", "edited"): (KEPT, "World.", "World. (eds. Hof, T. & Berg, A.)"),
    ("nature", "proceedings"): (KEPT, "Workshop.", "Workshop. (ed. Hof, T.)"),
    ("nature", "report"): (KEPT, "(2012)", "Technical report TR-17 (Institute for Invented Studies, Oslo, 2012)"),
    ("nature", "preprint"): (WORDS, "Preprint at", "Preprint"),
    ("nature", "patent"): (KEPT, "(2011)", "US 7654321 B2 (2011)"),
    ("nature", "talk"): (KEPT, "(2019)", "Invented Days of Documents, Bergen (2019)"),
    ("nature", "poster"): (KEPT, "(2018)", "Poster, Invented Days of Documents, Bergen (2018)"),
    ("vancouver", "press"): (KEPT, "Systems.", "Systems. In press."),
    ("vancouver", "paper"): (BROKEN, "In, editorsStone R, Wood S.", "In: Stone R, Wood S, eds."),
    ("vancouver", "chapter"): (BROKEN, "In, editorStone R.", "In: Stone R, ed."),
    ("vancouver", "edited"): (BROKEN, ", editorsHof T, Berg A.", "Hof T, Berg A, eds."),
    ("vancouver", "proceedings"): (BROKEN, ", editorHof T.", "Hof T, ed."),
    ("vancouver", "talk"): (KEPT, "2019", "Invented Days of Documents. 2019"),
    ("vancouver", "poster"): (BROKEN, "Poster presented at.", "Invented Days of Documents."),
    ("vancouver", "webpage"): (
        KEPT,
        "Pages Weekly Online. 2020. How to Turn a Page.",
        "How to Turn a Page. Pages Weekly Online. 2020.",
    ),
}
"""What differs: the reason, what pandoc prints, and what cvpdf prints."""
_ADDRESS = re.compile(r" (?:\[Online\]\. )?(?:(?:Available(?: from)?:|Retrieved from) )?https://example\.org/\w+\.?")
"""Addresses are links at the end of a work, in every style; no words introduce them."""


@cache
def _references(style: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((DATA / f"{style}.json").read_text("utf-8"))["works"]
    return texts


@cache
def _ours(style: str) -> dict[str, str]:
    # The person of the CV is nobody of the lists: her name would not be left out of a long one.
    snippet = (DATA / "works.yaml").read_text("utf-8").replace("Tess Hof}", "No Name}", 1)
    found = works(snippet, style)
    return {key: text_of(work._replace(links=type(work.links)())) for key, work in found.items()}


@pytest.mark.parametrize("style", [style for style in STYLES if style != "venue-first"])
def test_a_style_prints_what_pandoc_prints(style: str) -> None:
    expected = {}
    for key, text in _references(style).items():
        _, theirs, ours = DIFFERENCES.get((style, key), ("", "", ""))
        plain = _ADDRESS.sub("", text).replace(" [Internet]", "")
        assert theirs in plain, (key, plain)
        # Titles keep their capitals.
        expected[key] = plain.replace(theirs, ours, 1).casefold() if theirs else plain.casefold()
    assert {key: text.casefold() for key, text in _ours(style).items()} == expected


def test_the_works_are_those_of_the_references() -> None:
    keys = [work["id"] for work in json.loads((DATA / "works.json").read_text("utf-8"))]
    assert {key for _, key in DIFFERENCES} <= set(keys)
    assert all(list(_references(style)) == keys == list(_ours(style)) for style in STYLES if style != "venue-first")


MISPRINT = re.compile(r"\.\.|,,|, \.|,\.|;,|,;|:\.|[?!]\.|\(\)|\[\]|  | [,.;:]|[(\[] |[(\[][,.;:]|[,;:][)\]]| $|^\W")
"""A mark that is doubled, has nothing to part, or is beside a space; empty brackets."""
FIELDS = {
    "authors": "[Ann Oak, Ben Fir]",
    "editors": "[Cyd Elm, Dan Ash]",
    "genre": "Gegenre",
    "status": "submitted",
    "venue": "Vevenue!",
    "venue_short": "Shoshort",
    "volume": "61",
    "issue": "62",
    "pages": "163-175",
    "article_number": "e64",
    "number": "N65",
    "series": "Seseries",
    "edition": "4",
    "publisher": "Pub Inc.",
    "place": "Plaplace",
    "institution": "Ininstitute",
    "event": "Evevent?",
    "event_place": "Eveplace",
    "date": "2021-07-09",
    "award": "Awaward",
    "note": "Nonote.",
    "doi": "10.5555/x",
    "arxiv": "2301.01234",
    "url": "https://example.org/x",
    "isbn": "3-16-148410-X",
}
SHOWN = {"authors": "Oak", "editors": "Elm", "status": "ubmitted", "date": "2021", "doi": "10.5555/x", "edition": "4th"}
SHOWN |= {"url": "example.org/x", "pages": "163–"}


@settings(max_examples=100)
@given(
    style=st.sampled_from(STYLES),
    language=st.sampled_from(["en", "en", "de", "fr", "ja", "hu"]),
    kind=st.sampled_from(TYPES),
    fields=st.sets(st.sampled_from(list(FIELDS))),
    title=st.sampled_from(["Title", "Why?", "Title."]),
)
def test_no_mark_is_doubled_and_no_field_is_lost(
    style: str, language: str, kind: str, fields: set[str], title: str
) -> None:
    given_fields = "".join(f", {name}: {FIELDS[name]}" for name in FIELDS if name in fields)
    snippet = f"locale: {language}\npublications: [{{key: x, type: {kind}, title: '{title}'{given_fields}}}]"
    [work] = works(snippet, style).values()
    text = text_of(work)
    assert not MISPRINT.search(text.lstrip("“„« 「")), text
    if language != "en":
        return
    lost = {name for name in fields if SHOWN.get(name, FIELDS[name].rstrip("!?.")) not in text}
    assert lost <= work.left_out, text


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "name",
    [
        "Tess Hof*",
        "Hof, Tess†",
        "{given: Tess, family: Hof}",
        "T. Hof*",
        "Hof T",
        "tess hof",
        "Tess M. Hof",
        "Tèss Hof",
    ],
)
def test_the_own_name_is_bold_in_every_style(style: str, name: str) -> None:
    others = "Ann Oak, Ben Fir, Cyd Elm, Dan Ash, Eve Yew, Fay Box, Guy Ivy"
    quoted = name if name.startswith("{") else f"'{name}'"
    snippet = f"publications: [{{key: x, type: article, title: T, venue: V, authors: [{others}, {quoted}, Zoe Pip]}}]"
    [work] = works(snippet, style).values()
    own = [run.text for part in work.parts for phrase in part.phrases for run in phrase.runs if run.own_name]
    assert len(own) == 1
    assert "hof" in own[0].casefold()
    for mark in "*†":
        assert (mark in name) == (mark in text_of(work))
    [work] = works(f"publications: [{{key: x, type: edited_book, title: T, editors: [{quoted}]}}]", style).values()
    assert any(run.own_name for part in work.parts for phrase in part.phrases for run in phrase.runs)


def test_words_and_quotes_are_those_of_the_language() -> None:
    names = "authors: [A. Bo, G. Ho, C. Di], editors: [E. Fu]"
    work = f"{{key: x, type: chapter, title: Titel, {names}, venue: Buch, edition: 2, pages: 3-4, date: 2020-03}}"
    expected = {
        ("de", "ieee"): "A. Bo, G. Ho und C. Di, „Titel“, in Buch, 2. Aufl., E. Fu, Hrsg., März 2020, S. 3–4.",
        ("fr", "apa"): "Bo, A., Ho, G., & Di, C. (2020). Titel. Dans E. Fu (Éd.), Buch (2ᵉ éd., p. 3–4).",
    }
    assert printed(f"publications: [{work.replace('Titel', 'On “Art”')}]", "ieee")["x"].startswith(
        "A. Bo, G. Ho, and C. Di, “On ‘Art’,”"
    )
    for (language, style), text in expected.items():
        assert printed(f"locale: {language}\npublications: [{work}]", style)["x"] == text
