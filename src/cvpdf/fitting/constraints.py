"""What a person's own rules make of the tree: pins, partners (`keep_with`) and limits."""

from __future__ import annotations

from collections.abc import Iterable

from cvpdf.fitting.tree import Node, Tree
from cvpdf.schema import partners
from cvpdf.schema.model import Marks
from cvpdf.schema.publications import Publication


def settle(tree: Tree) -> None:
    """Write into each node what it needs, and whether it must or cannot be shown.

    A partner that is not there wins over a pin, and a pin over a limit.
    """
    _find_partners(tree)
    _spread_bars(tree)
    _pin(tree)
    for limit in tree.limits:
        ranked = sorted(limit.nodes, key=lambda i: (not tree.nodes[i].pinned, -tree.nodes[i].worth.value, i))
        for index in ranked[limit.most :]:
            if not tree.nodes[index].pinned:
                _bar(tree.nodes[index], f"limit of {limit.most}")
    _spread_bars(tree)
    for index, node in enumerate(tree.nodes):
        node.pinned = node.pinned and not node.barred
        inside = _counted(tree, index)
        # Something that has fewer bullets than it should is better than nothing.
        node.least = min(max(node.least, int(node.hollow)), len(inside))
        if node.most is not None:
            node.most = max(node.most, node.least, sum(child.pinned for child in inside))


def _find_partners(tree: Tree) -> None:
    names: dict[str, list[int]] = {}
    for index, node in enumerate(tree.nodes):
        name = partners.name_of(node.item) if isinstance(node.item, Marks) else None
        if name is not None:
            names.setdefault(str(name), []).append(index)
    keys = list(tree.selection.publications)
    for index, node in enumerate(tree.nodes):
        wanted = node.item.keep_with if isinstance(node.item, Marks) else None
        if wanted is None:
            continue
        if wanted != partners.PREVIOUS:
            found = names.get(str(wanted), [])
        elif isinstance(node.item, Publication):
            found = names.get(keys[keys.index(str(node.item.key)) - 1], [])
        else:
            before = (
                i for i in range(index) if tree.nodes[i].parent == node.parent and tree.nodes[i].kind == node.kind
            )
            found = list(before)[-1:]
        # A work may stand in several lists; the one in the same list is meant.
        top = _top(tree, index)
        found = sorted(found, key=lambda i: (_top(tree, i) != top, i))
        if found:
            node.needs = (found[0],)
        else:
            _bar(node, f"kept with `{wanted}`, which is not shown")


def _top(tree: Tree, index: int) -> int:
    """Return the section that a node stands in."""
    while (parent := tree.nodes[index].parent) is not None:
        index = parent
    return index


def _bar(node: Node, rule: str) -> bool:
    """Make a node impossible; tell whether it was possible."""
    was_possible = not node.barred
    if was_possible:
        node.barred, node.rule = True, rule
    return was_possible


def _spread_bars(tree: Tree) -> None:
    """Bar what stands in, needs, or consists of nothing but what is barred."""
    changed = True
    while changed:
        changed = False
        for index, node in enumerate(tree.nodes):
            above = () if node.parent is None else (node.parent,)
            for other in (*above, *node.needs):
                if tree.nodes[other].barred:
                    rule = tree.nodes[other].rule
                    rule = rule if other in above else f"kept with `{tree.nodes[other].text}`, which is not shown"
                    changed |= _bar(node, rule)
            if node.hollow and not _counted(tree, index):
                changed |= _bar(node, "nothing in it can be shown")


def _counted(tree: Tree, index: int) -> list[Node]:
    """Return the children that count and that can be shown."""
    inside = tree.nodes[index + 1 : tree.nodes[index].end]
    return [child for child in inside if child.parent == index and child.counted and not child.barred]


def _pin(tree: Tree) -> None:
    """Pin what is pinned in the file, and all without which that cannot be shown."""
    open_ends: Iterable[int] = [
        i for i, node in enumerate(tree.nodes) if node.pinned or (node.item is not None and node.item.pin)
    ]
    todo = [i for i in open_ends if not tree.nodes[i].barred]
    seen: set[int] = set()
    while todo:
        index = todo.pop()
        if index not in seen:
            seen.add(index)
            node = tree.nodes[index]
            node.pinned = True
            todo += node.needs if node.parent is None else (node.parent, *node.needs)
