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
    files = _files_beside(output_dir, document)
    for path, content in files.items():
        # To survive a power failure, a build needs to wait for the disk once, and that is for the PDF.
        write_atomic(content, path, durable=pdf is None)
    if pdf is None:
        return list(files)
    write_atomic(pdf, place)
    return [place, *files]


def foreign_file(output_dir: Path, document: Document, record: Record) -> Diagnostic | None:
    """Return an error if a result would replace a file that cvpdf did not create.

    A ``.tex`` of cvpdf says so in its first line, and the other results beside it are cvpdf's own too. Otherwise a file
    is, if the record contains it or if it would not change.
    """
    pdf = pdf_path(output_dir, document)
    if _is_own(pdf.with_suffix(".tex")):
        return None
    known = {path for entry in record.variants.values() for path, _ in entry.files}
    results = {pdf: None, **_files_beside(output_dir, document)}
    foreign = next((path for path, new in results.items() if str(path) not in known and _differs(path, new)), None)
    if foreign is None:
        return None
    message = f"`{foreign}` already exists and was not created by cvpdf"
    hint = "move it away, give the variant another `output:`, or choose another --output-dir"
    return error("foreign-file", message, document.selection.settings.variant.span, hint)


def _files_beside(output_dir: Path, document: Document) -> dict[Path, bytes]:
    """Return the results but the PDF, the ``.tex`` first."""
    place = pdf_path(output_dir, document)
    files = {place.with_suffix(".tex"): document.tex.files["cv.tex"]}
    files |= {output_dir / name: content for name, content in document.tex.files.items() if name != "cv.tex"}
    if document.fit_report:
        files[_report_path(place)] = document.fit_report.encode()
    return files


def _differs(path: Path, content: bytes | None) -> bool:
    """Return whether a file exists with other content. A folder in its place is reported when the file is written."""
    try:
        return path.is_file() and (content is None or path.read_bytes() != content)
    except OSError:
        return True


def _report_path(pdf: Path) -> Path:
    return pdf.with_suffix(".fit.txt")


def _is_own(tex: Path) -> bool:
    try:
        with tex.open("rb") as file:
            return file.readline().startswith(MADE_BY.encode())
    except OSError:
        return False
