"""What of a wrong file can still be looked at, so that one mistake does not hide the next one.

The places of the errors are taken out of a copy of the tree, a whole list item where a required field is wrong, until
the rest is valid. The checks that need a whole ``Resume`` then run on the rest.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from cvpdf.schema.resume import Resume
from cvpdf.source.nodes import Mapping, Node, Sequence, Text

MAX_ROUNDS = 6
"""An unknown key, then the field that it was meant for, then its entry, its section: each may take a round."""


def salvage(tree: Mapping, problem: ValidationError) -> tuple[Resume | None, frozenset[str]]:
    """Return what is valid of a tree, and the top-level parts of which list items had to go."""
    rest = _copy(tree)
    assert isinstance(rest, Mapping)
    lost: set[str] = set()
    for _ in range(MAX_ROUNDS):
        for details in sorted(problem.errors(include_url=False), key=lambda d: _order(d["loc"]), reverse=True):
            _take_out(rest, details["loc"], details["type"] == "missing", lost)
        try:
            return Resume.model_validate(rest), frozenset(lost)
        except ValidationError as next_problem:
            problem = next_problem
    return None, frozenset(lost)


def _order(location: tuple[int | str, ...]) -> tuple[tuple[int, str], ...]:
    """Sort later list items first when reversed, so that taking one out leaves the indices of the others right."""
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


def _take_out(tree: Mapping, location: tuple[int | str, ...], missing: bool, lost: set[str]) -> None:
    """Remove what stands at a location; for a missing field, or a model as a whole, the list item that it is in."""
    steps: list[tuple[Any, Any]] = []
    node: Any = tree
    for part in location:
        if _has(node, part):
            steps.append((node, part))
            node = node[part]
    # A mapping at the end is a model that is wrong as a whole.
    if missing or isinstance(node, Mapping):
        while steps and not isinstance(steps[-1][0], Sequence):
            steps.pop()
        if not steps and location and location[0] == "basics":
            basics = Mapping(tree.span)
            basics["name"] = Text("?")
            tree["basics"] = basics
    if not steps:
        return
    container, key = steps[-1]
    if isinstance(container, Sequence):
        lost.add(str(location[0]))
    del container[key]


def _has(node: Node, part: int | str) -> bool:
    """Whether a step of a location is one in the tree."""
    if isinstance(node, Sequence):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, Mapping) and part in node
