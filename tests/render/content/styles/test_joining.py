from __future__ import annotations

import pytest

from cvpdf.render.content.blocks import Part
from cvpdf.render.content.runs import Phrase, Run
from cvpdf.render.content.styles.joining import parts
from cvpdf.render.content.styles.values import Value


def _parts(style: str, **fields: str) -> tuple[Part, ...]:
    """Return the parts of a style in which `<name>` is a field; one that is not given prints nothing."""
    values = [Value(name, (Phrase((Run(text),)),)) for name, text in fields.items()]
    for index, name in enumerate(fields):
        style = style.replace(f"<{name}>", f"\x01{index}\x02")
    for name in ("title", "venue", "date", "pages", "publisher"):
        style = style.replace(f"<{name}>", "\x01\x02")
    return parts(style, values)


def _text(style: str, **fields: str) -> str:
    return "".join(
        "".join(phrase.text for phrase in part.phrases) + " " * part.space for part in _parts(style, **fields)
    )


STYLE = "<title>. In *<venue>* (<date>): <pages>, <publisher>."


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"title": "A", "venue": "V", "date": "D", "pages": "1", "publisher": "P"}, "A. In V (D): 1, P."),
        ({"title": "A", "venue": "V", "pages": "1"}, "A. In V: 1."),
        ({"title": "A", "venue": "V"}, "A. In V."),
        ({"title": "A?", "venue": "V.", "publisher": "P Inc."}, "A? In V.: P Inc."),
        ({"title": "题", "venue": "学报", "publisher": "社"}, "题。 In 学报: 社。"),
        ({"title": "*", "venue": "C.", "date": "1"}, "* In C. (1)."),
    ],
)
def test_one_mark_where_fields_are_missing(fields: dict[str, str], text: str) -> None:
    assert _text(STYLE, **fields) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("<title> et al., <venue>, ed. <date>", "A et al., ed."),
        ("Vol. 3.9 of <title>,\n  no.~2", "Vol. 3.9 of A, no.\u00a02"),
        ("“<title>,” <venue>", "“A,”"),
        (", <venue>. <title> ( , ) [<date>]  ;<pages>", "A;"),
        (r"5 \* <title>", "5 * A"),
    ],
)
def test_words_of_a_style(style: str, text: str) -> None:
    assert _text(style, title="A") == text


def test_a_question_mark_before_closing_quotes_needs_no_comma() -> None:
    assert _text("“<title>,” <venue>, <date>.", title="Why?", venue="Who?", date="1") == "“Why?” Who?, 1."


@pytest.mark.parametrize(
    ("venue", "date", "text"),
    [
        ("SC ’23", "2023", "T. SC ’23."),
        ("the 2023 Days", "2023", "T. the 2023 Days."),
        ("Letters 45, pp. 1999–2023", "2023", "T. Letters 45, pp. 1999–2023 (2023)."),
        ("SC 2023", "Nov 2023", "T. SC 2023 (Nov 2023)."),
    ],
)
def test_a_year_is_not_printed_twice(venue: str, date: str, text: str) -> None:
    assert _text("<title>. <venue> (<date>).", title="T", venue=venue, date=date) == text
    # A date before the venue stands at the place where readers of the style look for it.
    assert _text("(<date>) <venue>.", venue=venue, date=date) == f"({date}) {venue}."


def test_italics_and_bold_are_those_of_the_style() -> None:
    found = _parts("*<title>, vol.* **<date>** *<venue>*, x", title="A*", date="7")
    assert [(part.role, part.phrases[0].text, part.italic, part.bold, part.space) for part in found] == [
        ("title", "A*", True, False, False),
        ("", ", vol.", True, False, True),
        ("date", "7", False, True, False),
        ("", ", x", False, False, False),
    ]
