"""Scalars come out as they were typed, with their places."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.diagnostics import Span
from cvpdf.source.compose import compose
from cvpdf.source.nodes import Mapping, Sequence, Text
from cvpdf.source.read import SourceFile, forbidden

LOOK_LIKE_SOMETHING = [
    "+491701234567", "01234", "NO", "12:30", "1e3", "2020-01", "0x1F", "~", "yes", "1.10", "null", ".inf", "1_000", "=",
    "<<", "on", "Off", "0o17", "0b1", "-.INF", ".nan", "2001-12-14t21:59:43.10-05:00", "190:20:30", "TRUE", "Null", "n",
    "1.", "+1", "-0", "C#", "C++", "a*b", "50 %", "$5", "\\foo", "x^2", "a_b", "<b>", "`", "..", "--", "---x", "-x",
]  # fmt: skip


def values(text: str) -> Mapping:
    tree, found = compose(SourceFile("f", text))
    assert tree is not None, found
    return tree


@pytest.mark.parametrize("typed", LOOK_LIKE_SOMETHING)
def test_scalars_stay_text(typed: str) -> None:
    if typed != "`":
        tree = values(f"a: {typed}\nb:\n  - {typed}\nc: {{d: {typed}}}\n")
        assert tree == {"a": typed, "b": [typed], "c": {"d": typed}}
        assert isinstance(tree["a"], Text)
    assert values(f"a: '{typed}'\n") == {"a": typed}
    assert values(f"a: |-\n  {typed}\n") == {"a": typed}


@pytest.mark.parametrize("typed", [t for t in LOOK_LIKE_SOMETHING if t != "`"])
def test_keys_stay_text(typed: str) -> None:
    assert list(values(f"{typed}: x\n")) == [typed]


def test_nothing_is_none_but_an_empty_text_is_not() -> None:
    assert values("a:\nb: ''\nc: [~, '', ]\nd:\n  -\n") == {"a": None, "b": "", "c": ["~", ""], "d": [None]}


def test_block_and_folded_text() -> None:
    assert values("a: |\n  x\n  y\nb: >-\n  x\n  y\n\n  z\n") == {"a": "x\ny\n", "b": "x\ny\n\nz"}


def test_quotes_are_remembered() -> None:
    tree = values("a: 'x'\nb: \"x\"\nc: x\nd: |\n  x\n")
    assert [tree[key].quoted for key in "abcd"] == [True, True, False, False]


def test_places_of_keys_items_and_collections() -> None:
    tree = values("a:\n  - x\n  - b: y\n    c: [z]\n")
    assert isinstance(tree["a"], Sequence)
    assert tree["a"].item_spans[1].line == 3
    assert str(tree["a"][1].span) == "f:3:5"
    assert str(tree["a"][1].key_spans["c"]) == "f:4:5"
    assert str(tree["a"][1]["c"][0].span) == "f:4:9"


def test_text_keeps_its_marks_through_copies() -> None:
    text = Text("x", Span("f", 1, 2, 1, 3), quoted=True)
    for other in (copy.copy(text), copy.deepcopy(text), pickle.loads(pickle.dumps(text)), Text(text)):
        assert (other, other.span, other.quoted) == ("x", text.span, True)
    assert Text("x").span is None


PRINTABLE = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not any(forbidden(text)))


def in_double_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'


@given(PRINTABLE)
def test_quoted_text_comes_out_unchanged(text: str) -> None:
    line = text.replace("\n", "").replace("\r", "")
    tree = values(
        f"a: {in_double_quotes(text)}\nb: '{line.replace(chr(39), chr(39) * 2)}'\nc: [{in_double_quotes(text)}]\n"
    )
    assert tree == {"a": text, "b": line, "c": [text]}
    assert tree["a"].quoted
    assert str(tree["a"].span) == "f:1:4"
    assert str(tree["c"].item_spans[0]) == "f:3:5"


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1, unique=True))
def test_plain_words_and_their_places(words: list[str]) -> None:
    tree = values("a: [" + ", ".join(words) + "]\n")
    assert tree == {"a": words}
    column = len("a: [") + 1
    for word, item in zip(words, tree["a"], strict=True):
        assert item.span == Span("f", 1, column, 1, column + len(word))
        column += len(word) + 2
