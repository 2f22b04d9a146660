"""What may be shown, as a tree in pre-order: header, sections, groups, entries, roles, bullets, fields, works."""

from __future__ import annotations

from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.fitting.constraints import settle
from cvpdf.fitting.tree import Kind, Path, tree_of
from cvpdf.fitting.values import Worth
from cvpdf.selection.selection import Selection

__all__ = ["Candidate", "Kind", "Path", "Worth", "candidates"]


class Candidate(NamedTuple):
    """One node. ``end`` is the index behind its last descendant; the other rules are those of ``problem.Item``.

    A section of running text is one candidate with all its paragraphs. What explains authors' marks (``remark``) stands
    in no section, since it is printed below the last list that is shown.
    """

    kind: Kind
    text: str
    """The words by which a person recognises it; of a field its name."""
    span: Span | None
    end: int
    path: Path
    """The way to it in the selection: ``("sections", 1, "entries", 0, "highlights", 2)``; a field's name comes last."""
    places: frozenset[Span]
    """The places of all values that are printed by its own blocks, not by those of its children."""
    worth: Worth
    parent: int | None = None
    pinned: bool = False
    barred: bool = False
    rule: str = ""
    """Why it is barred."""
    counted: bool = True
    least: int = 0
    most: int | None = None
    needs: tuple[int, ...] = ()
    because: tuple[int, ...] = ()


def candidates(selection: Selection) -> tuple[Candidate, ...]:
    """Return everything that a selection may show, in the order in which the templates print it."""
    tree = tree_of(selection)
    settle(tree)
    return tuple(
        Candidate(
            kind=node.kind,
            text=node.text,
            span=node.span,
            end=node.end,
            path=node.path,
            places=node.places,
            worth=node.worth,
            parent=node.parent,
            pinned=node.pinned,
            barred=node.barred,
            rule=node.rule,
            counted=node.counted,
            least=node.least,
            most=node.most,
            needs=node.needs,
            because=node.because,
        )
        for node in tree.nodes
    )
