"""What was chosen last time, kept beside the measurements: after a small change it is probably chosen again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from cvpdf.fitting.candidates import Candidate
from cvpdf.fitting.report import Layout
from cvpdf.guard import read_bytes
from cvpdf.publish import put
from cvpdf.record import fingerprint

_NAME = "chosen.json"


def remember(folder: Path, tree: Sequence[Candidate], shown: frozenset[int], layout: Layout) -> None:
    """Keep a choice. Raises :class:`OSError`."""
    looks = [layout.font_size, layout.line_spacing, layout.spacing]
    text = json.dumps({"shape": _shape(tree), "shown": sorted(shown), "layout": looks})
    put(text.encode(), folder / _NAME, lasting=False)


def recall(folder: Path, tree: Sequence[Candidate]) -> tuple[frozenset[int], Layout] | None:
    """Return what was chosen of candidates that stood in each other in the same way; ``None`` if that is not known."""
    content, _ = read_bytes(folder / _NAME)
    if content is None:
        return None
    try:
        kept = json.loads(content)
        if kept["shape"] != _shape(tree):
            return None
        shown = frozenset(map(int, kept["shown"]))
        if not shown <= set(range(len(tree))):
            return None
        return shown, Layout(*map(float, kept["layout"]))
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None


def _shape(tree: Sequence[Candidate]) -> str:
    return fingerprint([[candidate.kind, candidate.parent] for candidate in tree])
