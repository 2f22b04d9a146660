"""Tables of aligned columns for a terminal, where wide characters take two columns."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.report.terminal import width


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return one line per row, with two blanks between the columns.

    ``right`` has the indices of the columns that are aligned to the right. Lines have no blanks at their ends.
    """
    lines = [head, *rows]
    sizes = [max(width(line[index]) for line in lines) for index in range(len(head))]
    return "\n".join("  ".join(_aligned(line, sizes, right)).rstrip() for line in lines)


def _aligned(cells: Sequence[str], sizes: Sequence[int], right: Sequence[int]) -> list[str]:
    aligned = []
    for index, (cell, size) in enumerate(zip(cells, sizes, strict=True)):
        blanks = " " * (size - width(cell))
        aligned.append(blanks + cell if index in right else cell + blanks)
    return aligned
