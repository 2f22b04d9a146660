"""Where blocks come to stand: page breaks, the white space that they swallow, and what is kept together."""

from __future__ import annotations

import pytest

from cvpdf.fitting.optimiser.problem import Block, Item, Placement, Problem, place

PAGE = 10


def block(height: int, space: int = 0, *, breaks: bool = True, new_page: bool = False) -> Block:
    return Block(height, (space,) * 4, (breaks,) * 4, (0,) * 4, new_page)


def placed(*blocks: Block) -> Placement:
    """Place blocks, one item each."""
    items = [Item(0, index + 1, (block,)) for index, block in enumerate(blocks)]
    return place(items, range(len(items)), PAGE)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([], Placement(1, 0), id="nothing"),
        pytest.param([block(4, 3)], Placement(1, 4), id="no space at the top of the first page"),
        pytest.param([block(4), block(3, 2)], Placement(1, 9), id="space between"),
        pytest.param([block(4), block(4, 2)], Placement(1, 10), id="a page is full to the last sp"),
        pytest.param([block(4), block(4, 3)], Placement(2, 4), id="no space at the top of the next page"),
        pytest.param([block(4), block(4, 3), block(2, 1)], Placement(2, 7), id="space further down it"),
        pytest.param([block(6), block(6), block(6)], Placement(3, 6), id="a page each"),
        pytest.param([block(6), block(2, 1), block(2, 1, breaks=False)], Placement(2, 5), id="goes along"),
        pytest.param(
            [block(4), block(2, 2), block(2, 1, breaks=False), block(2, 1, breaks=False)],
            Placement(2, 8),
            id="two go along, with the spaces between them",
        ),
        pytest.param([block(4), block(2), block(2, 1, breaks=False)], Placement(1, 9), id="stays together where it is"),
        pytest.param([block(4), block(2, new_page=True)], Placement(2, 2), id="new page"),
        pytest.param([block(4, new_page=True)], Placement(1, 4), id="new page at the very top"),
        pytest.param([block(4), block(2, new_page=True), block(9, 1)], Placement(3, 9), id="after a new page"),
        pytest.param([block(11)], Placement(1, 11, tall=True), id="taller than a page"),
        pytest.param([block(6), block(6, breaks=False)], Placement(2, 12, tall=True), id="together taller than a page"),
    ],
)
def test_place(blocks: list[Block], expected: Placement) -> None:
    assert placed(*blocks) == expected


def test_taller_than_a_page_is_not_forgotten() -> None:
    assert placed(block(11), block(1)).tall


def test_space_and_parting_depend_on_what_stands_above() -> None:
    heading = Block(2, (4, 0, 0, 0), (True,) * 4, (1,) * 4)
    entry = Block(3, (2, 1, 2, 2), (True, False, True, True), (0,) * 4)
    items = [Item(0, 1, (entry,)), Item(0, 2, (heading, entry)), Item(0, 3, (entry,))]
    assert place(items, [0, 2], 100) == Placement(1, 3 + 2 + 3)
    assert place(items, [0, 1, 2], 100) == Placement(1, 3 + 4 + 2 + 1 + 3 + 2 + 3)
    assert place(items, [0, 1], 10) == Placement(2, 2 + 1 + 3)


def test_only_what_is_chosen_stands_on_the_page() -> None:
    items = [Item(0, 2, (block(3),)), Item(0, 2, (block(5),)), Item(0, 3)]
    assert place(items, [0, 2], PAGE) == Placement(1, 3)


@pytest.mark.parametrize(
    ("placement", "fits"),
    [(Placement(2, 10), True), (Placement(3, 1), False), (Placement(1, 11, tall=True), False)],
)
def test_fits(placement: Placement, fits: bool) -> None:
    assert placement.fits(Problem((), PAGE, 2)) is fits
