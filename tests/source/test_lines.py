"""Texts of several lines keep the lines that mean something, with their places."""

from __future__ import annotations

from textwrap import dedent

import pytest

from cvpdf.source.compose import compose
from cvpdf.source.nodes import Text
from cvpdf.source.read import SourceFile


def scalar(snippet: str) -> tuple[str, list[tuple[int, int]]]:
    tree, problems = compose(SourceFile("f", dedent(snippet)))
    assert tree is not None, problems
    text = tree["a"]
    assert isinstance(text, Text)
    return str(text), [(span.line, span.column) for span in text.lines]


@pytest.mark.parametrize(
    ("snippet", "text", "places"),
    [
        ("a: |\n  - x\n    y\n\n  z\n", "- x\n  y\n\nz\n", [(2, 3), (3, 5), (4, 1), (5, 3), (6, 1)]),
        ("a: |2-\n   x\n  y\n", " x\ny", [(2, 4), (3, 3)]),
        ("a: >\n  - x\n  - y\n", "- x\n- y", [(2, 3), (3, 3)]),
        ("a: >\n  x\n  y\n\n  z\n", "x\ny\n\nz", [(2, 3), (3, 3), (4, 1), (5, 3)]),
        ("a: x\n  - y\n    - z\nb: c\n", "x\n- y\n  - z", [(1, 4), (2, 3), (3, 5)]),
        ("a: x\n\n  y\n", "x\n\ny", [(1, 4), (2, 1), (3, 3)]),
        ('a: "x\n  - y"\n', "x\n- y", [(1, 5), (2, 3)]),
        ("a: 'It''s\n\n  y'\n", "It's\n\ny", [(1, 5), (2, 1), (3, 3)]),
    ],
)
def test_lines_that_mean_something_stay(snippet: str, text: str, places: list[tuple[int, int]]) -> None:
    assert scalar(snippet) == (text, places)


@pytest.mark.parametrize(
    ("snippet", "text"),
    [
        ("a: x\n  y\n", "x y"),
        ("a: >-\n  x\n  y\n", "x y"),
        ('a: "x\n  y"\n', "x y"),
        ('a: "x\\n\n  - y"\n', "x\n - y"),
        ("a: >-\n  決済の\n  設計。\n  「運用」 と\n  x\n  開発\n", "決済の設計。「運用」 と x 開発"),
        ("a: 经验，\n  十年\n", "经验，十年"),
        ("a: '经 验，It''s\n  十''年\n  经 验'\n", "经 验，It's 十'年经 验"),
        ("a: 한글\n  글\n", "한글 글"),
    ],
)
def test_other_lines_are_joined_as_yaml_does(snippet: str, text: str) -> None:

    assert scalar(snippet) == (text, [])
