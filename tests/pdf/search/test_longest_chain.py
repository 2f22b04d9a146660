from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cvpdf.pdf.search.longest_chain import longest_chain, outermost
from tests.pdf.support import calls

PLACES = st.lists(st.lists(st.integers(0, 8), max_size=3, unique=True).map(sorted), max_size=5)


def heaviest(places: list[list[int]], weights: list[int], after: int = -1) -> int:
    """Try everything."""
    if not places:
        return 0
    rest = heaviest(places[1:], weights[1:], after)
    return max([rest, *(weights[0] + heaviest(places[1:], weights[1:], p) for p in places[0] if p > after)])


@given(PLACES, st.data())
def test_the_heaviest(places: list[list[int]], data: st.DataObject) -> None:
    weights = [data.draw(st.sampled_from([1, 2])) for _ in places]
    chain = longest_chain(places, weights)
    assert chain == sorted(set(chain))
    assert sum(weights[i] for i in chain) == heaviest(places, weights)
    first, last = outermost([places[i] for i in chain])
    for chosen in (first, last):
        assert all(a < b for a, b in pairwise(chosen))
        assert all(place in places[i] for place, i in zip(chosen, chain, strict=True))
    assert all(a <= b for a, b in zip(first, last, strict=True))


def test_the_work_grows_with_the_places() -> None:
    def chain(items: int) -> list[int]:
        return longest_chain([list(range(i, 4 * items, items // 5)) for i in range(items)], [1] * items)

    assert chain(100)
    assert calls(lambda: chain(200)) < 2.5 * calls(lambda: chain(100))
