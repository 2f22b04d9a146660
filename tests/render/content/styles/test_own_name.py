"""The own name is found in every form, and highlighted in the form of every style."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cvpdf.render.content.blocks import Work
from cvpdf.render.content.walk import walk
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve
from cvpdf.themes.style_files import style_names
from cvpdf.themes.theme import built_in_folder
from tests.support import resume_of

FORMS = (
    "Anna Maria van der Berg-Núñez",
    "van der Berg-Núñez, Anna Maria",
    "A. M. van der Berg-Núñez",
    "van der Berg-Núñez, A. M.",
    "Anna van der Berg-Nunez",
    "Anna Maria van der Berg-Nu\u0301n\u0303ez",
    "van der Berg-Núñez AM",
    "{given: A. M., particle: van der, family: Berg-Núñez}",
)
STYLES = style_names([built_in_folder()])


def works(style: str, fields: str = "") -> Iterator[Work]:
    text = "basics: {name: Anna Maria van der Berg-Núñez}\nsections:\n"
    text += f"  - {{kind: publications, title: P, style: {style}{fields}}}\npublications:\n"
    for number, form in enumerate(FORMS):
        mine = form if form.startswith("{") else f'"{form}"'
        text += f"  - {{key: k{number}, title: A title, type: article, venue: V, date: 2024, authors: ["
        text += f'Bo Li*, Cy Ray, {mine}, Dee Moe, "Eve Poe‡", Fay Roe, Gus Soe, Hal Toe, Ida Voe, Jo Woe]}}\n'
    resume = resume_of(text)
    [section] = walk(select(resume, resolve(resume, "full"))).sections
    return (work for group in section.groups for work in group.works)


def highlighted(work: Work) -> list[str]:
    phrases = (phrase for part in work.parts for phrase in part.phrases)
    return [run.text for phrase in phrases for run in phrase.runs if run.own_name]


@pytest.mark.parametrize("style", STYLES)
def test_the_own_name_is_highlighted(style: str) -> None:
    for form, work in zip(FORMS, works(style), strict=True):
        [name] = highlighted(work)
        assert "Berg" in name, (style, form, name)


@pytest.mark.parametrize("style", STYLES)
def test_long_lists_keep_the_own_name_with_its_place(style: str) -> None:
    for work in works(style, ", shorten: {over: 5, keep: 1}"):
        [name] = highlighted(work)
        text = "".join(phrase.text for part in work.parts for phrase in part.phrases)
        assert "Berg" in name
        assert "(3/10)" in text
        assert text.count("…") == 2
        assert "Cy" not in text
        assert "Ray" not in text
