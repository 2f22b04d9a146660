"""The results of one variant in the output folder: the PDF, the ``.tex`` with its files, the fit report."""

from __future__ import annotations

from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.files.write import write_atomic
from cvpdf.pipeline.document import Document
from cvpdf.pipeline.record import Record
from cvpdf.render.rendering import MADE_BY


def pdf_path(output_dir: Path, document: Document) -> Path:
    """Return the path of a variant's PDF; the ``.tex`` has the same name."""
    return output_dir / f"{document.selection.settings.output}.pdf"


def publish_files(output_dir: Path, document: Document, pdf: bytes | None) -> list[Path]:
    """Write the ``.tex`` and what belongs beside it, and the PDF last; return the files, the main one first.

    Raises OSError.
    """
    place = pdf_path(output_dir, document)
    files = {place.with_suffix(".tex"): document.tex.files["cv.tex"]}
    files |= {output_dir / name: content for name, content in document.tex.files.items() if name != "cv.tex"}
    if document.fit_report:
        files[_report_path(place)] = document.fit_report.encode()
    for path, content in files.items():
        # To survive a power failure, a build needs to wait for the disk once, and that is for the PDF.
        write_atomic(content, path, durable=pdf is None)
    if pdf is None:
        return list(files)
    write_atomic(pdf, place)
    return [place, *files]


def foreign_file(output_dir: Path, document: Document, record: Record) -> Diagnostic | None:
    """Return an error if a result would replace a file that cvpdf did not create.

    A ``.tex`` of cvpdf says so in its first line; a PDF is cvpdf's own if the record contains it or such a ``.tex`` is
    beside it.
    """
    pdf = pdf_path(output_dir, document)
    tex = pdf.with_suffix(".tex")
    if _is_own(tex):
        return None
    known = {path for entry in record.variants.values() for path, _ in entry.files}
    others = [path for path in (pdf, _report_path(pdf)) if path.is_file() and str(path) not in known]
    foreign = next((path for path in [*([tex] if tex.exists() else []), *others]), None)
    if foreign is None:
        return None
    message = f"`{foreign}` already exists and was not created by cvpdf"
    hint = "move it away, give the variant another `output:`, or choose another --output-dir"
    return error("foreign-file", message, document.selection.settings.variant.span, hint)


def _report_path(pdf: Path) -> Path:
    return pdf.with_suffix(".fit.txt")


def _is_own(tex: Path) -> bool:
    try:
        with tex.open("rb") as file:
            return file.readline().startswith(MADE_BY.encode())
    except OSError:
        return False
