"""Paragraphs and lists in texts, and bullets below bullets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cvpdf.schema.model import Highlight
from cvpdf.schema.values.paragraphs import ListItem, prose_blocks
from cvpdf.schema.values.text import Prose
from cvpdf.source.nodes import Text
from tests.support import accepted, entry, noted, person, refused, resume_of, section

Shape = tuple[str, str | None, int]


def shape(block: Prose) -> Shape:
    return (str(block), block.marker, block.level) if isinstance(block, ListItem) else (str(block), None, 0)


def place(block: Prose) -> tuple[int, int] | None:
    return (block.span.line, block.span.column) if block.span else None


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("a\nb\n\nc", [("a b", None, 0), ("c", None, 0)]),
        ("- a\n  more\n- b\n\n1. c\n2. d", [("a more", "•", 0), ("b", "•", 0), ("c", "1.", 0), ("d", "2.", 0)]),
        ("a:\n- b\n  * c\n  * d\n- e", [("a:", None, 0), ("b", "•", 0), ("c", "•", 1), ("d", "•", 1), ("e", "•", 0)]),
        ("1) a\n   - b\n2) c", [("a", "1)", 0), ("b", "•", 1), ("c", "2)", 0)]),
        ("- a\n\n  b\n\nc", [("a", "•", 0), ("b", "", 0), ("c", None, 0)]),
        ("•a\n•\u00a0b", [("a", "•", 0), ("b", "•", 0)]),
        ("– a\n– b", [("a", "•", 0), ("b", "•", 0)]),
        ("机器\n学习，\n工程 a\n한국\n어", [("机器学习，工程 a 한국 어", None, 0)]),
        # A line that begins with such a sign is not always an item.
        ("1. FC Köln", [("1. FC Köln", None, 0)]),
        ("* a footnote", [("* a footnote", None, 0)]),
        ("In short:\n+ more", [("In short:", None, 0), ("more", "•", 0)]),
        ("a\n+ 5 %\n> 5 b\n# 1 c", [("a + 5 % > 5 b # 1 c", None, 0)]),
        ("a\n## B\nc\n> d", [("a", None, 0), ("## B c", None, 0), ("> d", None, 0)]),
        ("in\n– say –\n2019. Then\n2020. Later", [("in – say – 2019. Then 2020. Later", None, 0)]),
        ("-5 °C\n*em* x\n**b**", [("-5 °C *em* x **b**", None, 0)]),
    ],
)  # fmt: skip
def test_blocks(text: str, blocks: list[Shape]) -> None:
    assert list(map(shape, prose_blocks(Text(text)))) == blocks


@given(st.text(st.sampled_from("ab-*•1.) \n"), max_size=40))
def test_nothing_is_lost_but_markers(text: str) -> None:
    try:
        blocks = prose_blocks(Text(text))
    except PydanticCustomError:  # a list of three levels
        return
    letters = "".join(block for block in blocks)
    assert letters.count("a") == text.count("a")
    assert letters.count("b") == text.count("b")
    markers = "".join(block.marker for block in blocks if isinstance(block, ListItem))
    assert (letters + markers).count("1") == text.count("1")


def test_each_block_has_its_place() -> None:
    resume = resume_of(person("summary: |\n  One\n  line.\n\n  - a\n    - b"))
    assert list(map(place, resume.basics.summary)) == [(4, 5), (7, 5), (8, 7)]
    [text] = resume_of(section("text", 'text: "One\\n\\nTwo"')).sections
    one, two = text.text  # type: ignore[union-attr]
    assert one.span != two.span


BULLETS = [
    "- text: a\n  highlights: [b, c]",
    "- text: a\n  highlights: |\n    - b\n    - c",
    "- |\n  a\n  - b\n  - c",
    "- a\n  - b\n  - c",
    '- "a\\n- b\\n- c"',
]


def highlights(resume: Any) -> tuple[Highlight, ...]:
    found: tuple[Highlight, ...] = resume.sections[0].entries[0].highlights
    return found


@pytest.mark.parametrize("typed", BULLETS)
def test_bullets_below_a_bullet(typed: str) -> None:
    [bullet] = highlights(accepted(entry("awards", f"title: T\nhighlights:\n{_indented(typed)}")))
    assert (bullet.text, [shape(item) for item in bullet.highlights]) == ("a", [("b", "•", 1), ("c", "•", 1)])


def _indented(text: str) -> str:
    return "\n".join("  " + line for line in text.split("\n"))


def test_a_colon_before_a_list() -> None:
    [bullet, other] = highlights(
        accepted(entry("awards", "title: T\nhighlights:\n  - Led the team:\n      - b\n      - c\n  - d"))
    )
    assert (bullet.text, bullet.highlights, place(bullet.text)) == ("Led the team:", ("b", "c"), (9, 13))
    assert [place(item) for item in bullet.highlights] == [(10, 17), (11, 17)]
    assert other.text == "d"


@pytest.mark.parametrize("typed", ["|\n  - a\n    - b\n  - c", '"- a\\n  - b\\n- c"'])
def test_bullets_as_one_text(typed: str) -> None:
    first, second = highlights(accepted(entry("awards", f"title: T\nhighlights: {typed}")))
    assert (first.text, first.highlights, second.text) == ("a", ("b",), "c")
    assert len({first.text.span, first.highlights[0].span, second.text.span}) == 3
    [items] = accepted(section("list", f"entries: {typed}")).sections
    assert [(item.text, item.items) for item in items.entries] == [("a", ("b",)), ("c", ())]  # type: ignore[union-attr]


def test_a_paragraph_within_a_bullet() -> None:
    [bullet] = highlights(accepted(entry("awards", "title: T\nhighlights:\n  - |\n    a\n\n    b")))
    assert (bullet.text, [shape(item) for item in bullet.highlights]) == ("a", [("b", "", 0)])


@pytest.mark.parametrize("sign", "•*·–-")
def test_a_bullet_sign_of_ones_own(sign: str) -> None:
    [one, two] = highlights(accepted(entry("awards", f'title: T\nhighlights: ["{sign} x", "-5 °C"]')))
    assert (one.text, two.text) == ("x", "-5 °C")


@pytest.mark.parametrize(
    "typed",
    [
        *("highlights:\n  - §a:\n      - b:\n          - c", "highlights:\n  - §a:\n      - [b]"),
        *("highlights:\n  - text: a\n    §highlights: ['b\\n- c']", "summary: §|\n  - a\n    - b\n      - c"),
        *("highlights:\n  - §|\n    a\n    - b\n      - c", "highlights: §|\n  - a\n    - b\n      - c"),
    ],
)
def test_three_levels(typed: str) -> None:
    typed = typed.replace("'b\\n- c'", '"b\\n- c"')
    refused(entry("awards", f"title: T\n{typed}"), "deep-list", "two levels")


def test_a_list_within_a_list() -> None:
    snippet = entry("awards", "title: T\nhighlights:\n  - a\n  - §- b\n    - c")
    refused(snippet, "wrong-type", "end that bullet with a colon")
    refused(entry("awards", "title: T\nhighlights:\n  - §highlights: [a]"), "missing-field", "`text`")


def test_the_lines_of_an_address() -> None:
    resume = accepted(person("location: |\n  12 Paper Street,\n  8000 Zürich\n"))
    assert [place.value for place in resume.basics.location] == ["12 Paper Street, 8000 Zürich"]


@pytest.mark.parametrize(
    "typed", ["name: §|\n  Ada\n  Lovelace", 'name: §"Ada\\nLovelace"', "name: §Ada\n\n  Lovelace"]
)
def test_line_breaks_that_are_lost(typed: str) -> None:
    noted("basics:\n" + _indented(typed), "lost-line-break", "on one line")
    noted(person("headline: §|\n  a\n  b"), "lost-line-break")


@pytest.mark.parametrize("typed", ["name: |\n  Ada\n", "name: >\n  Ada\n  Lovelace\n", "name: Ada\n  Lovelace"])
def test_no_line_break_is_lost(typed: str) -> None:
    accepted("basics:\n" + _indented(typed))
