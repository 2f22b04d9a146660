"""The last choice of a variant as data: after a small change of cv.yaml, the same choice is probably the best again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cvpdf.files.fingerprint import fingerprint
from cvpdf.fitting.apply_choice import with_choice
from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.report import Layout
from cvpdf.fitting.tree import Candidate
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import FitBounds


class LastChoice(NamedTuple):
    """Which candidates were shown, and in which layout."""

    tree: str
    """Hash of the kinds and the nesting of all candidates; the indices mean nothing in another tree."""
    shown: frozenset[int]
    layout: Layout


def last_choice(tree: Sequence[Candidate], shown: frozenset[int], layout: Layout) -> LastChoice:
    """Return a choice in the form in which the next build can use it."""
    return LastChoice(_shape(tree), shown, layout)


def predict(selection: Selection, last: LastChoice | None) -> Selection | None:
    """Return what :func:`fit` makes of a selection if it makes the same choice as last time.

    ``None`` without a last choice, and if the candidates or the bounds of ``fit`` are others now. Never raises.
    """
    bounds = selection.settings.fit
    if last is None or bounds is None or not _is_within(last.layout, bounds):
        return None
    tree = candidates(selection)
    if last.tree != _shape(tree) or not last.shown <= set(range(len(tree))):
        return None
    return with_choice(selection, tree, last.shown, last.layout)


def to_data(choice: LastChoice) -> dict[str, Any]:
    """Return a choice as data for JSON."""
    return {
        "tree": choice.tree,
        "shown": sorted(choice.shown),
        "layout": list(choice.layout),
    }


def from_data(data: Any) -> LastChoice | None:
    """Return the choice of :func:`to_data`; ``None`` for anything else."""
    if not isinstance(data, Mapping):
        return None
    tree, shown, layout = data.get("tree"), data.get("shown"), data.get("layout")
    if not isinstance(tree, str):
        return None
    if not isinstance(shown, list) or not all(type(index) is int for index in shown):
        return None
    if not isinstance(layout, list) or len(layout) != 3 or not all(type(size) in (int, float) for size in layout):
        return None
    try:
        return LastChoice(tree, frozenset(shown), Layout(*map(float, layout)))
    except OverflowError:
        return None


def _is_within(layout: Layout, bounds: FitBounds) -> bool:
    ranges = (bounds.font_size, bounds.line_spacing, bounds.spacing)
    return all(low <= size <= high for size, (low, high) in zip(layout, ranges, strict=True))


def _shape(tree: Sequence[Candidate]) -> str:
    return fingerprint([[candidate.kind, candidate.parent] for candidate in tree])
