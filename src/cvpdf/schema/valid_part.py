"""The part of a wrong file that is valid, so that one mistake does not hide other ones.

The places with errors are removed from a copy of the tree (the whole list item if a required field is wrong) until
the rest is valid. The checks that need a ``Resume`` then run on the rest.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from cvpdf.schema.resume import Resume
from cvpdf.source.nodes import Mapping, Node, Sequence, Text

MAX_ROUNDS = 6
"""An unknown key, the field that was meant, its entry, its section: each may need a round."""


def valid_part(tree: Mapping, problem: ValidationError) -> tuple[Resume | None, frozenset[str]]:
    """Return the valid part of a tree, and the top-level keys under which list items were removed."""
    rest = _copy(tree)
    assert isinstance(rest, Mapping)
    shortened: set[str] = set()
    for _ in range(MAX_ROUNDS):
        for details in sorted(problem.errors(include_url=False), key=lambda d: _order(d["loc"]), reverse=True):
            _remove(rest, details["loc"], details["type"] == "missing", shortened)
        try:
            return Resume.model_validate(rest), frozenset(shortened)
        except ValidationError as next_problem:
            problem = next_problem
    return None, frozenset(shortened)


def _order(location: tuple[int | str, ...]) -> tuple[tuple[int, str], ...]:
    """Return a sort key. In reverse order later list items come first, so that the other indices stay right."""
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in location)


def _copy(node: Node) -> Node:
    if isinstance(node, Mapping):
        mapping = Mapping(node.span)
        mapping.update({key: _copy(value) for key, value in node.items()})
        return mapping
    if isinstance(node, Sequence):
        sequence = Sequence(node.span)
        sequence.extend(_copy(item) for item in node)
        return sequence
    return node


def _remove(tree: Mapping, location: tuple[int | str, ...], missing: bool, shortened: set[str]) -> None:
    """Remove the node at a location; for a missing field or an invalid model, the list item that contains it."""
    steps: list[tuple[Any, Any]] = []
    node: Any = tree
    for part in location:
        if _has(node, part):
            steps.append((node, part))
            node = node[part]
    # A mapping at the end means that the model as a whole is wrong.
    if missing or isinstance(node, Mapping):
        while steps and not isinstance(steps[-1][0], Sequence):
            steps.pop()
        if not steps and location and location[0] == "basics":
            basics = Mapping(tree.span)
            basics["name"] = Text("?")
            tree["basics"] = basics
            shortened.add("basics")
    if not steps:
        return
    container, key = steps[-1]
    if isinstance(container, Sequence) or key == "authors":
        shortened.add(str(location[0]))
    del container[key]


def _has(node: Node, part: int | str) -> bool:
    """Whether a part of a location is an index or a key of the node."""
    if isinstance(node, Sequence):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, Mapping) and part in node
