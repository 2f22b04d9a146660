"""Selections of all the CVs at hand, as if all their variants were to be fitted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.tree import Candidate
from cvpdf.pipeline.load import load
from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import FitBounds, resolve, variant_names

ROOT = Path(__file__).parents[2]
FIT = FitBounds((9, 10), (0.94, 1), (0.6, 1.2))


@cache
def selections() -> dict[str, Selection]:
    """Return what each variant of each file may show, by the names of both."""
    found = {}
    for file in [ROOT / "cv.yaml", *sorted((ROOT / "examples").glob("*.yaml"))]:
        resume = load(file).resume
        assert resume is not None
        for name in variant_names(resume):
            settings = resolve(resume, name)
            found[f"{file.stem}-{name}"] = select(resume, settings._replace(fit=FIT, max_pages=1))
    return found


@cache
def tree(name: str) -> tuple[Candidate, ...]:
    return candidates(selections()[name])
