"""Write docs/images/style-NAME.png: the same four works in each citation style."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

import cvpdf
from cvpdf.themes.style_files import style_names
from cvpdf.themes.theme import built_in_folder

ROOT = Path(__file__).parent.parent
KEYS = ("vanoudekerk2026fatigue", "vanoudekerk2025blind", "vanoudekerk2026transfer", "vanoudekerk2025records")
DPI = 110


def main() -> None:
    """Build one page for each style and keep its list."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "examples" / "phd-student.bib", folder)
        for style in style_names([built_in_folder()]):
            lines = (
                "basics: {name: Lena van Oudekerk}",
                "bibliography: [phd-student.bib]",
                "design: {margins: 20mm, font_size: 9}",
                f"sections: [{{kind: publications, title: {style}, style: {style}, numbered: true,",
                f"  where: {{keys: [{', '.join(KEYS)}]}}}}]",
            )
            (folder / "cv.yaml").write_text("\n".join(lines), "utf-8")
            report = cvpdf.build(folder / "cv.yaml", variants="full", output_dir=folder)
            assert report.exit_code == 0, report.all_diagnostics()
            _list(folder / "full.pdf").save(ROOT / "docs" / "images" / f"style-{style}.png", optimize=True)


def _list(pdf: Path) -> Image.Image:
    """Return the list of works on the first page: what is printed below the name and above the foot."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page: Image.Image = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()
    width, height = page.size
    page = page.crop((0, int(height * 0.095), width, int(height * 0.9)))
    box = ImageChops.invert(page.convert("L")).getbbox()
    assert box is not None
    margin = 8
    return page.crop((box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)).quantize(32)


if __name__ == "__main__":
    main()
