"""What was chosen last time, kept beside the measurements: after a small change it is probably chosen again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from cvpdf.files.fingerprint import fingerprint
from cvpdf.files.read import read_bytes
from cvpdf.files.write import put
from cvpdf.fitting.candidates import Candidate
from cvpdf.fitting.report import Layout
from cvpdf.latex.result import Engine

_NAME = "chosen.json"


class Remembered(NamedTuple):
    """Which candidates were shown, in which layout, set by which engine."""

    shown: frozenset[int]
    layout: Layout
    engine: Engine


def remember(folder: Path, tree: Sequence[Candidate], chosen: Remembered) -> None:
    """Keep a choice. Raises :class:`OSError`."""
    looks = [chosen.layout.font_size, chosen.layout.line_spacing, chosen.layout.spacing]
    kept = {"shape": _shape(tree), "shown": sorted(chosen.shown), "layout": looks, "engine": chosen.engine}
    put(json.dumps(kept).encode(), folder / _NAME, lasting=False)


def recall(folder: Path, tree: Sequence[Candidate]) -> Remembered | None:
    """Return what was chosen of candidates that stood in each other in the same way; ``None`` if that is not known."""
    content, _ = read_bytes(folder / _NAME)
    if content is None:
        return None
    try:
        kept = json.loads(content)
        if kept["shape"] != _shape(tree) or kept["engine"] not in get_args(Engine):
            return None
        shown = frozenset(map(int, kept["shown"]))
        if not shown <= set(range(len(tree))):
            return None
        return Remembered(shown, Layout(*map(float, kept["layout"])), kept["engine"])
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None


def _shape(tree: Sequence[Candidate]) -> str:
    return fingerprint([[candidate.kind, candidate.parent] for candidate in tree])
