from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.bibliography.csl.json_nodes import parse_json
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.read import SourceFile


def test_places() -> None:
    text = '\t[{"a": [1, 2.5e3, true, null, "x\\ud83d\\ude00\\/"],\n  "b": {} }, "z"]\n'
    root, problems = parse_json(SourceFile("a.json", text))
    assert problems == ()
    assert isinstance(root, Sequence)
    assert root == [{"a": ["1", "2.5e3", "true", None, "x😀/"], "b": {}}, "z"]
    assert str(root[0].key_spans["b"]) == "a.json:2:4"
    assert str(root[0]["a"][4].span) == "a.json:1:33"
    assert [str(span) for span in root.item_spans] == ["a.json:1:3", "a.json:2:14"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('[{"a": 1,}]', "json-syntax", "a.json:1:10"),
        ('[\n{"a" 1}]', "json-syntax", "a.json:2:6"),
        ('["a', "json-syntax", "a.json:1:2"),
        ("[" * 30 + "]" * 30, "deep-nesting", "a.json:1:1"),
        ("[" * 100_000, "deep-nesting", "a.json:1:1"),
    ],
)
def test_what_is_wrong_has_its_place(text: str, code: str, place: str) -> None:
    root, [problem] = parse_json(SourceFile("a.json", text))
    assert root is None
    assert (problem.code, str(problem.span)) == (code, place)


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"]), max_size=5)
TREES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner), max_leaves=10)


@given(TREES, st.booleans())
def test_all_values_are_read(tree: object, ascii_only: bool) -> None:
    root, problems = parse_json(SourceFile("a.json", json.dumps(tree, ensure_ascii=ascii_only, indent=1)))
    assert (root, problems) == (tree, ())
    assert _have_places(root)


def _have_places(node: Node) -> bool:
    children = node.values() if isinstance(node, Mapping) else node if isinstance(node, Sequence) else ()
    return isinstance(node, Text | Mapping | Sequence) and node.span is not None and all(map(_have_places, children))
