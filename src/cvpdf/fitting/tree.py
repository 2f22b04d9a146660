"""The tree of everything that may be shown, in the order in which the templates print it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from cvpdf.diagnostics import Span
from cvpdf.fitting.values import DETAIL, NOTHING, SUMMARY, Worth, newest, recency, worth
from cvpdf.schema.authors import MEANINGS
from cvpdf.schema.model import Bounded, Model, Weighed
from cvpdf.schema.publications import Publication
from cvpdf.schema.sections import is_one_block
from cvpdf.schema.values.contacts import Labelled
from cvpdf.schema.values.text import Flag, Key
from cvpdf.selection.limits import bounds
from cvpdf.selection.selection import Selection, ShownSection, label_of
from cvpdf.source.nodes import Text

Kind = Literal["header", "section", "group", "entry", "role", "highlight", "field", "publication", "remark"]
Path = tuple[int | str, ...]


@dataclass(slots=True)
class Candidate:
    """One node of the tree. It does not change any more once :func:`cvpdf.fitting.candidates.candidates` returns it.

    ``counted`` to ``required_by`` are as in :class:`cvpdf.fitting.optimiser.problem.Item`. A section of running text is
    one candidate with all its paragraphs, and so is a list on one line. The explanation of authors' marks (``remark``)
    has no parent, since it is printed below the last list of publications that is shown.
    """

    kind: Kind
    text: str
    """The text by which a person recognises it; for a field its name."""
    span: Span | None
    path: Path
    """Where it is in the selection: ``("sections", 1, "entries", 0, "highlights", 2)``; a field's name comes last."""
    places: frozenset[Span]
    """The spans of all values that its own blocks print, without those of its children."""
    worth: Worth
    parent: int | None
    item: Weighed | None = None
    """The model that has its priority, pin and partner."""
    end: int = 0
    """The index after its last descendant."""
    pinned: bool = False
    forbidden: bool = False
    rule: str = ""
    """Why it is forbidden."""
    empty_without_children: bool = False
    """Whether it is pointless without any of its counted children."""
    counted: bool = True
    least: int = 0
    most: int | None = None
    needs: tuple[int, ...] = ()
    required_by: tuple[int, ...] = ()


@dataclass(slots=True)
class Tree:
    """All nodes, and the limits that concern children of several nodes: the nodes, and how many of them at most."""

    selection: Selection
    nodes: list[Candidate] = field(default_factory=list)
    limits: list[tuple[tuple[int, ...], int]] = field(default_factory=list)
    newest: float = 0

    def add(self, node: Candidate) -> int:
        """Append a node, extend its ancestors to contain it, and return its index."""
        self.nodes.append(node)
        index: int | None = len(self.nodes) - 1
        while index is not None:
            self.nodes[index].end = len(self.nodes)
            index = self.nodes[index].parent
        return len(self.nodes) - 1


def tree_of(selection: Selection) -> Tree:
    """Return the tree of everything that a selection may show."""
    tree = Tree(selection, newest=newest(selection))
    basics = selection.basics
    tree.add(
        Candidate(
            "header", str(basics.name), basics.name.span, ("basics",), places_of(basics), NOTHING, None, pinned=True
        )
    )
    marked = [i for i, shown in enumerate(selection.sections) if any(_marks(shown))]
    for place, shown in enumerate(selection.sections):
        _section(tree, shown, place)
        if marked and place == marked[-1]:
            _remarks(tree)
    return tree


def places_of(model: Model, leave_out: Sequence[str] = ()) -> frozenset[Span]:
    """Return the spans of all values of a model that can be printed."""
    found: set[Span] = set()
    for name in type(model).model_fields:
        if name not in leave_out:
            value = getattr(model, name)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Model):
                    found |= places_of(part)
                elif isinstance(part, Labelled):
                    found |= _places(part.value, *((part.label,) if part.label else ()))
                elif isinstance(part, Text) and (name == "publications" or not isinstance(part, Key | Flag)):
                    found |= _places(part)
    return frozenset(found)


def _places(*texts: Text) -> frozenset[Span]:
    return frozenset(text.span for text in texts if text.span is not None)


def _section(tree: Tree, shown: ShownSection, place: int) -> None:
    section, rule = shown.section, shown.rule
    path: Path = ("sections", place)
    text, span = label_of(section)
    places = places_of(section) if is_one_block(section) else _places(section.title, *section.intro)
    node = Candidate("section", text, span, path, places, worth(section.counts, nth=place + 1), None, section)
    index = tree.add(node)
    if is_one_block(section):
        return
    node.empty_without_children = True
    limit = rule.entries if rule else None
    if any(group.heading for group in shown.groups):
        _, most = bounds(section, limit)
        works = tuple(_works(tree, index, path, shown))
        tree.limits += [(works, most)] if most is not None else []
        return
    node.least, node.most = bounds(section, limit)
    for _ in _works(tree, index, path, shown):
        pass
    for n, entry in enumerate(getattr(section, "entries", ())):
        _entry(tree, index, (*path, "entries"), n, entry, shown)


def _works(tree: Tree, parent: int, path: Path, shown: ShownSection) -> Iterator[int]:
    """Add the publications of a section, counted across its groups, and yield their indices."""
    nth = 0
    for g, group in enumerate(shown.groups):
        above = parent
        if group.heading:
            node = Candidate(
                "group",
                group.heading,
                None,
                (*path, "groups", g),
                _places(*((group.heading,) if isinstance(group.heading, Text) else ())),
                NOTHING,
                parent,
                empty_without_children=True,
            )
            above = tree.add(node)
        for w, numbered in enumerate(group.works):
            work = numbered.work
            nth += 1
            value = worth(work.counts, [shown.section.priority], nth, recency(tree.newest, work))
            where = (*path, "groups", g, "works", w)
            yield tree.add(Candidate("publication", *label_of(work), where, places_of(work), value, above, work))


def _entry(tree: Tree, parent: int, path: Path, n: int, entry: Any, shown: ShownSection) -> None:
    section, limit = shown.section, shown.rule.highlights if shown.rule else None
    roles = getattr(entry, "roles", ())
    path = (*path, n)
    value = worth(entry.counts, [section.priority], n + 1, recency(tree.newest, entry))
    node = Candidate("entry", *label_of(entry), path, _own_places(entry), value, parent)
    node.item, node.empty_without_children = entry, bool(roles)
    if isinstance(entry, Bounded):
        node.least, node.most = bounds(entry, None if roles else limit)
    index = tree.add(node)
    around = [section.priority, entry.priority]
    bullets = _contents(tree, index, path, entry, around, recency(tree.newest, entry), counted=not roles)
    if roles and limit is not None and limit.max is not None:
        tree.limits.append((tuple(bullets), limit.max))
    for n, role in enumerate(roles):
        when = recency(tree.newest, role, entry)
        node = Candidate("role", *label_of(role), (*path, "roles", n), frozenset(), NOTHING, index, role)
        node.places, node.worth = _own_places(role), worth(role.counts, around, n + 1, when)
        node.least, node.most = bounds(role, limit)
        _contents(tree, tree.add(node), node.path, role, [*around, role.priority], when)


def _own_places(item: Any) -> frozenset[Span]:
    """Return the places of what an entry or a position shows in any case."""
    return places_of(item, (*type(item).form.optional_details, "highlights", type(item).form.parts))


def _contents(
    tree: Tree,
    parent: int,
    path: Path,
    owner: Any,
    around: Sequence[int],
    when: float,
    counted: bool = True,
) -> list[int]:
    """Add the details and the bullets of an entry or a position; return the bullets."""
    for name in type(owner).form.optional_details:
        value = getattr(owner, name, None)
        if value:
            parts = value if isinstance(value, tuple) else (value,)
            weight = worth(SUMMARY if name == "summary" else DETAIL, around, 1, when)
            places = _places(*parts)
            tree.add(Candidate("field", name, parts[0].span, (*path, name), places, weight, parent, counted=False))
    return [
        tree.add(
            Candidate(
                "highlight",
                *label_of(bullet),
                (*path, "highlights", n),
                places_of(bullet),
                worth(bullet.counts, around, n + 1, when),
                parent,
                bullet,
                counted=counted,
            )
        )
        for n, bullet in enumerate(getattr(owner, "highlights", ()))
    ]


def _marks(shown: ShownSection) -> Iterator[str]:
    for group in shown.groups:
        for numbered in group.works:
            yield from (mark for author in numbered.work.authors for mark in author.marks)


def _remarks(tree: Tree) -> None:
    """Add the explanations of the marks behind authors' names, after the last list that has such marks.

    They have no parent: if that list is not shown, they are printed below an earlier one.
    """
    for mark, meaning in MEANINGS.items():
        required_by = tuple(
            index
            for index, node in enumerate(tree.nodes)
            if isinstance(node.item, Publication) and any(mark in author.marks for author in node.item.authors)
        )
        if required_by:
            text = f"{mark} {tree.selection.locale.label(meaning)}"
            node = Candidate("remark", text, None, ("author_marks", mark), frozenset(), NOTHING, None, counted=False)
            node.required_by = required_by
            tree.add(node)
