"""The candidates: everything that may be shown, as a tree in pre-order, with the user's rules applied to it.

The rules are pins, `keep_with`, and limits. A missing partner beats a pin, and a pin beats a limit.
"""

from __future__ import annotations

from collections.abc import Iterable

from cvpdf.fitting.tree import Candidate, Tree, tree_of
from cvpdf.schema.checks import partners
from cvpdf.schema.model import Marks
from cvpdf.schema.publications import Publication
from cvpdf.schema.sections import LanguagesSection, ListSection, is_one_block
from cvpdf.selection.selection import Selection


def candidates(selection: Selection) -> tuple[Candidate, ...]:
    """Return everything that a selection may show, in the order in which the templates print it."""
    tree = tree_of(selection)
    _apply_rules(tree)
    return tuple(tree.nodes)


def _apply_rules(tree: Tree) -> None:
    """Set in each node what it needs, and whether it is pinned or forbidden."""
    _find_partners(tree)
    _spread_forbidden(tree)
    _pin(tree)
    for nodes, most in tree.limits:
        ranked = sorted(nodes, key=lambda i: (not tree.nodes[i].pinned, -tree.nodes[i].worth.value, i))
        for index in ranked[most:]:
            if not tree.nodes[index].pinned:
                _forbid(tree.nodes[index], f"limit of {most}")
    _spread_forbidden(tree)
    for index, node in enumerate(tree.nodes):
        node.pinned = node.pinned and not node.forbidden
        children = _possible_children(tree, index)
        # An entry with fewer bullets than its `min` is better than none.
        node.least = min(max(node.least, int(node.empty_without_children)), len(children))
        if node.most is not None:
            node.most = max(node.most, node.least, sum(child.pinned for child in children))


def _find_partners(tree: Tree) -> None:
    """Set ``needs`` from `keep_with`; forbid a node whose partner is not in the tree."""
    names: dict[str, list[int]] = {}
    for index, node in enumerate(tree.nodes):
        # Items on one line are shown with their section.
        is_line = isinstance(node.item, ListSection | LanguagesSection) and is_one_block(node.item)
        items = getattr(node.item, "entries", ()) if is_line else (node.item,)
        for name in (partners.name_of(item) for item in items if isinstance(item, Marks)):
            if name is not None:
                names.setdefault(str(name), []).append(index)
    keys = list(tree.selection.publications)
    for index, node in enumerate(tree.nodes):
        wanted = node.item.keep_with if isinstance(node.item, Marks) else None
        if wanted is None:
            continue
        if wanted != partners.PREVIOUS:
            matching = names.get(str(wanted), [])
        elif isinstance(node.item, Publication):
            matching = names.get(keys[keys.index(str(node.item.key)) - 1], [])
        else:
            matching = [i for i in range(index) if _are_siblings(tree.nodes[i], node)][-1:]
        # A publication may appear in several lists; the one in the same list is meant.
        top = _top(tree, index)
        matching = sorted(matching, key=lambda i: (_top(tree, i) != top, i))
        if matching:
            node.needs = (matching[0],)
        else:
            _forbid(node, f"kept with `{wanted}`, which is not shown")


def _are_siblings(node: Candidate, other: Candidate) -> bool:
    return node.parent == other.parent and node.kind == other.kind


def _top(tree: Tree, index: int) -> int:
    """Return the section that contains a node."""
    while (parent := tree.nodes[index].parent) is not None:
        index = parent
    return index


def _forbid(node: Candidate, rule: str) -> bool:
    """Forbid a node, and return whether it was allowed before."""
    was_allowed = not node.forbidden
    if was_allowed:
        node.forbidden, node.rule = True, rule
    return was_allowed


def _spread_forbidden(tree: Tree) -> None:
    """Forbid nodes whose parent or partner is forbidden, and nodes that would be empty."""
    changed = True
    while changed:
        changed = False
        for index, node in enumerate(tree.nodes):
            above = () if node.parent is None else (node.parent,)
            for other in (*above, *node.needs):
                if tree.nodes[other].forbidden:
                    rule = tree.nodes[other].rule
                    rule = rule if other in above else f"kept with `{tree.nodes[other].text}`, which is not shown"
                    changed |= _forbid(node, rule)
            if node.empty_without_children and not _possible_children(tree, index):
                changed |= _forbid(node, "nothing in it can be shown")


def _possible_children(tree: Tree, index: int) -> list[Candidate]:
    """Return the counted children that are not forbidden."""
    inside = tree.nodes[index + 1 : tree.nodes[index].end]
    return [child for child in inside if child.parent == index and child.counted and not child.forbidden]


def _pin(tree: Tree) -> None:
    """Pin the nodes that the file pins, and with them their ancestors and partners."""
    pins: Iterable[int] = (
        i for i, node in enumerate(tree.nodes) if node.pinned or (node.item is not None and node.item.pin)
    )
    todo = [i for i in pins if not tree.nodes[i].forbidden]
    seen: set[int] = set()
    while todo:
        index = todo.pop()
        if index not in seen:
            seen.add(index)
            node = tree.nodes[index]
            node.pinned = True
            todo += node.needs if node.parent is None else (node.parent, *node.needs)
