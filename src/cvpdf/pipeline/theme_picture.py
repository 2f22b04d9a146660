"""One picture of a CV in several themes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options

_DPI = 80
_COLUMNS = 4
_GAP = 12
"""Pixels around each page."""
_CAPTION = 24
"""Pixels for the name below each page."""
_GROUND, _INK = "#d9d9d9", "#222222"


class ThemePicture(NamedTuple):
    """The first page of a variant in several themes, and what went wrong."""

    png: bytes | None
    """``None`` if there is no page."""
    themes: tuple[str, ...]
    """The themes in the picture."""
    problems: tuple[Diagnostic, ...]
    """The errors of the themes in which the CV cannot be built, each once."""
    exit_code: int


def theme_picture(cv: Path, content: bytes | Diagnostic | None, variant: str, themes: Sequence[str]) -> ThemePicture:
    """Return a picture with the first page of a variant in each theme in which it can be built."""
    exit_code: int = ExitCode.OK
    pages: list[tuple[str, Image.Image]] = []
    problems: list[Diagnostic] = []
    with TemporaryDirectory(prefix="cvpdf-themes-") as folder:
        for theme in themes:
            options = Options(cv, Path(folder) / theme, (variant,), content=content, theme=theme)
            report = build(options)
            built = next((one.summary for one in report.variants if one.summary), None)
            exit_code = max(exit_code, report.exit_code)
            if built is None:
                problems += [problem for problem in report.all_diagnostics() if problem.is_error]
            else:
                pages.append((theme, _first_page(Path(built.path))))
            if not report.variants:  # cv.yaml or the variant is wrong, whatever the theme
                break
    png = _grid(pages) if pages else None
    return ThemePicture(png, tuple(name for name, _ in pages), tuple(dict.fromkeys(problems)), exit_code)


def _first_page(pdf: Path) -> Image.Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        page: Image.Image = document[0].render(scale=_DPI / 72).to_pil()
        return page.convert("RGB")
    finally:
        document.close()


def _grid(pages: Sequence[tuple[str, Image.Image]]) -> bytes:
    columns = min(_COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    width, height = (max(size) for size in zip(*(page.size for _, page in pages), strict=True))
    cell = width + _GAP, height + _GAP + _CAPTION
    picture = Image.new("RGB", (columns * cell[0] + _GAP, rows * cell[1] + _GAP), _GROUND)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(16)
    for place, (name, page) in enumerate(pages):
        x, y = _GAP + place % columns * cell[0], _GAP + place // columns * cell[1]
        picture.paste(page, (x, y))
        draw.text((x + width / 2, y + height + 4), name, _INK, font, anchor="ma")
    buffer = io.BytesIO()
    # A palette of the commonest colours would lack the accents, of which there is little on a page.
    picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
        buffer, "PNG", optimize=True
    )
    return buffer.getvalue()
