"""Which pictures are drawn, and which are there already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cvpdf.preview import pictures as module
from cvpdf.preview.drawing import CannotDraw, Raster, draw
from cvpdf.preview.letters import page_sizes
from cvpdf.preview.pictures import Pictures
from cvpdf.preview.state import Shown
from tests.preview.pdfs import expectation, pdf


def shown(content: bytes, version: str) -> Shown:
    return Shown(1, version, content, page_sizes(content), expectation(), None)


FIRST = shown(pdf(["one"], ["two"]), "first")
SECOND = shown(pdf(["one"], ["changed"]), "second")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, int, int]]:
    """What is drawn, in order."""
    calls: list[tuple[bytes, int, int]] = []

    def noted(content: bytes, page: int, width: int) -> Raster:
        calls.append((content, page, width))
        return draw(content, page, width)

    monkeypatch.setattr(module, "draw", noted)
    return calls


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    made = Pictures()
    yield made
    made.close()


def test_a_picture_is_drawn_once(pictures: Pictures, drawn: list[tuple[bytes, int, int]]) -> None:
    first = pictures.get("full", FIRST, 0, 300, False).result()
    assert pictures.get("full", FIRST, 0, 300, False).result() is first
    assert pictures.get("full", FIRST, 0, 400, False).result() != first
    assert len(drawn) == 2


def test_a_page_that_looks_as_before_is_not_compressed_again(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [pictures.get("full", FIRST, page, 300, False).result() for page in (0, 1)]
    compressed: list[Raster] = []

    def noted(raster: Raster) -> bytes:
        compressed.append(raster)
        return b"changed"

    monkeypatch.setattr(module, "png", noted)
    after = [pictures.get("full", SECOND, page, 300, False).result() for page in (0, 1)]
    assert after[0] is before[0]
    assert after[1].tag != before[1].tag
    assert len(compressed) == 1


def test_what_is_looked_at_is_drawn_before_it_is_asked_for(
    pictures: Pictures, drawn: list[tuple[bytes, int, int]]
) -> None:
    pictures.foresee("full", FIRST)
    pictures.get("full", FIRST, 1, 300, True).result()
    pictures.get("full", FIRST, 0, 300, False).result()
    pictures.foresee("onepage", SECOND)
    assert len(drawn) == 2
    pictures.foresee("full", SECOND)
    pictures.get("full", SECOND, 1, 300, True).result()
    assert drawn[2:] == [(SECOND.pdf, 1, 300)]
    pictures.foresee("full", shown(pdf(["one page only"]), "third"))
    assert len(drawn) == 3


def test_no_more_is_kept_than_is_allowed(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEPT", 3)
    for width in range(100, 110):
        pictures.get("full", FIRST, 0, width, False).result()
    assert len(pictures._asked) == 3
    assert len(pictures._made) == 3


def test_a_file_that_cannot_be_drawn(pictures: Pictures) -> None:
    with pytest.raises(CannotDraw):
        pictures.get("full", shown(b"rubbish", "bad"), 0, 300, False).result()
