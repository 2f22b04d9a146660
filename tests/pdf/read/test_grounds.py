from __future__ import annotations

from cvpdf.pdf.read.facts import WHITE, Box
from cvpdf.pdf.read.grounds import Ground, Shape, colours_behind

SQUARE = Shape((((0, 0), (10, 0), (10, 10), (0, 10)),))
INSIDE, BESIDE = Box(2, 2, 8, 8), Box(12, 2, 18, 8)


def test_the_last_ground_covers_those_before_it_as_far_as_it_is_opaque() -> None:
    black, red, veil = (
        Ground(SQUARE, (), colour, part) for colour, part in [((0, 0, 0), 1), ((255, 0, 0), 1), (WHITE, 0.6)]
    )
    assert colours_behind(INSIDE, [black, red]) == ((255, 0, 0),)
    assert colours_behind(INSIDE, [red, black, veil]) == ((153, 153, 153),)
    assert colours_behind(BESIDE, [black, red, veil]) == colours_behind(INSIDE, []) == (WHITE,)
