"""The measurements that the class writes, and the candidates that the blocks belong to."""

from __future__ import annotations

import pytest

from cvpdf.diagnostics import Span
from cvpdf.fitting.blocks import MeasuredBlock, owners, read
from cvpdf.fitting.tree import Candidate
from cvpdf.fitting.values import NOTHING


@pytest.mark.parametrize(
    "written",
    [
        [],
        ["page 100"],
        ["page 100", "layout 9 1 589824 720000", "block bullet"],
        [
            "page 100",
            "layout 9 1 589824 720000",
            "block bullet 1 - 0 0 0 0 0 0 0 0 0 0 0 0",
            "layout 10 1 655360 800000",
        ],
        ["page 100", "layout 9 1 589824 720000", "block bullet x - 0 0 0 0 0 0 0 0 0 0 0 0"],
    ],
)
def test_measurements_of_another_form_are_refused(written: list[str]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(written)


def block(kind: str, at: int | None) -> MeasuredBlock:
    return MeasuredBlock(kind, at, (1,))


def test_blocks_without_a_place_go_to_what_comes_next_in_the_order_of_the_page() -> None:
    def span(line: int) -> Span:
        return Span.point("cv.yaml", line)

    def candidate(kind: str, end: int, *lines: int) -> Candidate:
        return Candidate(kind, kind, None, (), frozenset(map(span, lines)), NOTHING, None, end=end)  # type: ignore[arg-type]

    tree = [
        candidate("header", 1, 1),
        candidate("section", 6, 2),
        candidate("group", 4),
        candidate("publication", 4, 3),
        candidate("group", 6),
        candidate("publication", 6, 4),
        candidate("section", 10),
        candidate("publication", 8, 3),
        candidate("remark", 9),
        candidate("remark", 10),
    ]
    spans = [span(n) for n in range(6)]
    blocks = [
        block("header", 1),
        block("header", None),
        block("section", 2),
        block("subsection", None),
        block("publication", 3),
        block("subsection", None),
        block("publication", 4),
        block("section", None),
        block("publication", 3),
        block("text", 5),
        block("remark", None),
        block("remark", None),
    ]
    assert owners(blocks, tree, spans) == [0, 0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9]
    # Chapters can inherit the value that each prints first; each is one block.
    chapters = [candidate("section", 4, 1), *(candidate("publication", end, 2) for end in (2, 3, 4))]
    printed = [block("section", 0), *(block("publication", 1) for _ in range(3))]
    assert owners(printed, chapters, [span(1), span(2)]) == [0, 1, 2, 3]


def layout(size: int, *heights: int) -> list[str]:
    """Return the lines of one layout with a heading and two bullets that stay with each other."""
    heading, first, second = heights
    return [
        f"layout {size} 1 {size * 65536} 720000",
        "newpage",
        f"block section {heading} 4 -300 1.1 1 10000 1.1 1 -300 1.1 1 -300 1.1 1",
        "keep",
        f"block bullet {first} - 0 .2 0 0 .2 0 0 .2 0 0 .2 0",
        f"block bullet {second} - 0 .2 0 0 .2 0 0 .2 0 0 .2 0",
        "kept",
        "loose 0",
    ]


def test_a_file_of_two_layouts_is_joined() -> None:
    first, second, third = read(["page 1000", *layout(9, 10, 20, 21), *layout(10, 12, 22, 23)]).blocks
    assert (first.kind, first.at, first.heights, first.new_page) == ("section", 4, (10, 12), True)
    assert (first.spaces[1], first.break_before[1], first.after[1]) == (1.1, False, 1)
    assert second.break_before == (True,) * 4
    assert third.break_before == (False,) * 4
