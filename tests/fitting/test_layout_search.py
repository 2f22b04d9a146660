"""The layouts that are measured."""

from __future__ import annotations

import pytest

from cvpdf.fitting.layout_search import layouts_to_measure
from cvpdf.selection.settings import FitBounds


@pytest.mark.parametrize(
    ("size", "line_spacing", "expected"),
    [
        ((9, 9), (1, 1), [(9, 1)]),
        ((9, 10), (1, 1), [(9, 1), (9.25, 1), (9.5, 1), (9.75, 1), (10, 1)]),
        ((9, 9.1), (0.9, 1), [(9, 1), (9.1, 1), (9, 0.9)]),
    ],
)
def test_each_size_is_measured_and_the_smallest_twice(
    size: tuple[float, float], line_spacing: tuple[float, float], expected: list[tuple[float, float]]
) -> None:
    assert layouts_to_measure(FitBounds(size, line_spacing, (0.6, 1.2), "content")) == expected
