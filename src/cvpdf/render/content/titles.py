"""Italics in the titles of works, for names of species and genes.

A title is stricter than prose, because asterisks are part of many titles: ``C*-algebras``, ``A*``, ``p*q``,
``*-algebras``. Only single asterisks that touch the words between them, and no word outside, are markup.
"""

from __future__ import annotations

from cvpdf.bibliography.latex.styled import ITALIC
from cvpdf.render.content.runs import Run


def runs(title: str) -> tuple[Run, ...]:
    """Return a title as runs."""
    # The pattern has one group, so every second part is in italics.
    parts = enumerate(ITALIC.split(str(title)))
    return tuple(Run(part, italic=bool(index % 2)) for index, part in parts if part)
