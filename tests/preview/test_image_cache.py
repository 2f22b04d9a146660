"""Which images are drawn, and which are there already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cvpdf.preview import image_cache as module
from cvpdf.preview.image_cache import ImageCache
from cvpdf.preview.page_image import Raster, RenderError, render_page
from cvpdf.preview.pdf_letters import page_sizes
from cvpdf.preview.state import ShownPdf
from tests.preview.pdfs import expectation, pdf


def shown(content: bytes, version: str) -> ShownPdf:
    return ShownPdf(1, version, content, page_sizes(content), expectation(), None)


FIRST = shown(pdf(["one"], ["two"]), "first")
SECOND = shown(pdf(["one"], ["changed"]), "second")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, int, int]]:
    """What is drawn, in order."""
    calls: list[tuple[bytes, int, int]] = []

    def noted(content: bytes, page: int, width: int) -> Raster:
        calls.append((content, page, width))
        return render_page(content, page, width)

    monkeypatch.setattr(module, "render_page", noted)
    return calls


@pytest.fixture
def images() -> Iterator[ImageCache]:
    made = ImageCache()
    yield made
    made.close()


def test_a_picture_is_drawn_once(images: ImageCache, drawn: list[tuple[bytes, int, int]]) -> None:
    first = images.get("full", FIRST, 0, 300, False).result()
    assert images.get("full", FIRST, 0, 300, False).result() is first
    assert images.get("full", FIRST, 0, 400, False).result() != first
    assert len(drawn) == 2


def test_a_page_that_looks_as_before_is_not_compressed_again(
    images: ImageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [images.get("full", FIRST, page, 300, False).result() for page in (0, 1)]
    compressed: list[Raster] = []

    def noted(raster: Raster) -> bytes:
        compressed.append(raster)
        return b"changed"

    monkeypatch.setattr(module, "png", noted)
    after = [images.get("full", SECOND, page, 300, False).result() for page in (0, 1)]
    assert after[0] is before[0]
    assert after[1].tag != before[1].tag
    assert len(compressed) == 1


def test_what_is_looked_at_is_drawn_before_it_is_asked_for(
    images: ImageCache, drawn: list[tuple[bytes, int, int]]
) -> None:
    images.prefetch("full", FIRST)
    images.get("full", FIRST, 1, 300, True).result()
    images.get("full", FIRST, 0, 300, False).result()
    images.prefetch("onepage", SECOND)
    assert len(drawn) == 2
    images.prefetch("full", SECOND)
    images.get("full", SECOND, 1, 300, True).result()
    assert drawn[2:] == [(SECOND.pdf, 1, 300)]
    images.prefetch("full", shown(pdf(["one page only"]), "third"))
    assert len(drawn) == 3


def test_no_more_is_kept_than_is_allowed(images: ImageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEPT", 3)
    for width in range(100, 110):
        images.get("full", FIRST, 0, width, False).result()
    assert len(images._requested) == 3
    assert len(images._by_tag) == 3


def test_a_file_that_cannot_be_drawn(images: ImageCache) -> None:
    with pytest.raises(RenderError):
        images.get("full", shown(b"rubbish", "bad"), 0, 300, False).result()
