"""Pages as PNG files."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from cvpdf.preview import page_image
from cvpdf.preview.page_image import RenderError, png, render_page
from tests.preview.pdfs import pdf

PDF = pdf(["one"], ["two"])


def decoded(file: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(file))
    image.load()
    return image


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize("width", [300, 601, 1234])
def test_the_picture_is_what_pdfium_draws(page: int, width: int) -> None:
    image = decoded(png(render_page(PDF, page, width)))
    handle = pypdfium2.PdfDocument(PDF)[page]
    height = round(width * 4 / 3)
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pypdfium2.raw.FPDFBitmap_BGR, rev_byteorder=True)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    flags = pypdfium2.raw.FPDF_ANNOT | pypdfium2.raw.FPDF_REVERSE_BYTE_ORDER
    pypdfium2.raw.FPDF_RenderPageBitmap(bitmap.raw, handle.raw, 0, 0, width, height, 0, flags)
    assert (image.mode, image.size) == ("RGB", (width, height))
    assert image.tobytes() == bitmap.to_pil().tobytes()
    grey = image.convert("L").tobytes()
    assert (min(grey) < 30, max(grey)) == (True, 255), "black letters on white"


def test_only_equal_pictures_share_a_name() -> None:
    same = render_page(pdf(["one"], ["other"]), 0, 300).digest()
    assert render_page(PDF, 0, 300).digest() == same
    assert render_page(PDF, 1, 300).digest() != same
    assert render_page(PDF, 0, 301).digest() != same


def test_a_width_beyond_reason_is_brought_back() -> None:
    assert render_page(PDF, 0, 1).width == page_image.MIN_WIDTH
    assert render_page(PDF, 0, 10**9).width <= page_image.MAX_WIDTH


def test_a_giant_page_is_drawn_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "MAX_AREA", 30_000)
    raster = render_page(PDF, 0, 5000)
    assert raster.width * raster.height <= 30_000 * 1.01
    assert raster.height / raster.width == pytest.approx(4 / 3, rel=0.02)


def test_what_cannot_be_drawn() -> None:
    with pytest.raises(RenderError, match="page 3 does not exist"):
        render_page(PDF, 2, 300)
    with pytest.raises(RenderError, match="page 0 does not exist"):
        render_page(PDF, -1, 300)
    with pytest.raises(RenderError):
        render_page(b"no PDF at all", 0, 300)
