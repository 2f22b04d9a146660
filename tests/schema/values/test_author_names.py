from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.schema.values.author_names import AuthorName, author_name


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Tess Hof", ("Tess", "", "Hof")),
        ("Hof, Tess", ("Tess", "", "Hof")),
        ("Hof, Jr., Tess", ("Tess", "", "Hof", "Jr.")),
        ("Tess Hof Jr.", ("Tess", "", "Hof", "Jr.")),
        ("Ludo van Beek, III", ("Ludo", "van", "Beek", "III")),
        ("Jan van der Berg", ("Jan", "van der", "Berg")),
        ("van der Berg, Jan", ("Jan", "van der", "Berg")),
        ("Berg, Jan van der", ("Jan", "van der", "Berg")),
        ("García Jiménez, Ana", ("Ana", "", "García Jiménez")),
        ("Hof TA", ("T. A.", "", "Hof")),
        ("T. A. Hof", ("T. A.", "", "Hof")),
        ("Plato", ("", "", "Plato")),
        ("刘子铭", ("子铭", "", "刘")),
        ("欧阳娜娜", ("娜娜", "", "欧阳")),
        ("山田 太郎", ("太郎", "", "山田")),
        ("김민수", ("민수", "", "김")),
        ("CERN Collaboration", ("", "", "", "", "CERN Collaboration")),
        ("{The Nine of Norland}", ("", "", "", "", "The Nine of Norland")),
    ],
)
def test_parts(typed: str, parts: tuple[str, ...]) -> None:
    assert author_name(typed) == AuthorName(*parts)


@pytest.mark.parametrize(
    ("typed", "natural"),
    [
        ("Hof, Jr., Tess", "Tess Hof, Jr."),
        ("van Beek III, Ludo", "Ludo van Beek III"),
        ("Ormesson, Jean d'", "Jean d'Ormesson"),
        ("山田 太郎", "山田太郎"),
    ],
)
def test_read_in_natural_order(typed: str, natural: str) -> None:
    assert author_name(typed).natural == natural


@given(st.text(min_size=1).filter(lambda text: any(c.isalpha() for c in text)))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    name = author_name(text)
    assert sorted(c for c in "".join(name) if c.isalpha()) == sorted(c for c in text if c.isalpha())
