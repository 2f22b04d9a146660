from __future__ import annotations

from pathlib import Path

from cvpdf.report.sources import Sources
from cvpdf.source.read import SourceFile


def test_files_are_read_when_they_are_needed(tmp_path: Path) -> None:
    bib, pdf = tmp_path / "p.bib", tmp_path / "p.pdf"
    bib.write_text("@misc{a}\n", encoding="utf-8")
    pdf.write_bytes(b"%PDF-1.7\n\0")
    sources = Sources(SourceFile("cv.yaml", "basics:"), None)
    assert sources["cv.yaml"].text == "basics:"
    assert sources[str(bib)].lines == ["@misc{a}", ""]
    assert sources.get(str(pdf)) is None
    assert sources.get("none.yaml") is None
    assert list(sources) == ["cv.yaml", str(bib)]
    assert len(sources) == 2
