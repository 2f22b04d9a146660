"""The results of one variant in the output folder: the PDF, the ``.tex`` with its files, the fit report.

The class and the packages beside the ``.tex`` end with a hash of their content, so that cvpdf knows files that it wrote
itself, and overwrites no other, whatever became of the build record.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.files.private_folder import private_file
from cvpdf.files.write import write_atomic
from cvpdf.latex.workspace import FONT_STYLE, FONTS
from cvpdf.pipeline.document import Document
from cvpdf.pipeline.record import Record
from cvpdf.render.rendering import MADE_BY
from cvpdf.themes.theme import SUPPORT

_SEAL = b"% Written by cvpdf, which overwrites this file as long as nobody else changes it: "
_FONT_FILE = re.compile(r"cv-[0-9a-f]+\.(?:ttf|tfm|enc)")
"""Font files are named by a hash of their content, so that variants with the same fonts share them."""


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
        path.parent.mkdir(exist_ok=True)
        # To survive a power failure, a build needs to wait for the disk once, and that is for the PDF.
        write_atomic(content, path, durable=pdf is None)
    if pdf is None:
        return list(files)
    write_atomic(pdf, place)
    return [place, *files]


def keep(output_dir: Path, name: str, work_folder: Path, ending: str) -> Path | None:
    """Copy a file of a run to the private folder, where a message can name it; return ``None`` if that fails."""
    target = private_file(output_dir, f"{name}.{ending}")
    try:
        write_atomic((work_folder / f"cv.{ending}").read_bytes(), target, durable=False)
    except OSError:
        return None
    return target


def foreign_file(output_dir: Path, document: Document, record: Record) -> Diagnostic | None:
    """Return an error if a result would replace a file that cvpdf did not create.

    A ``.tex`` of cvpdf says so in its first line, a class or package in its last. A PDF, a photo and a report are
    cvpdf's own beside such a ``.tex``, or if the record contains them. A file that would not change is no problem.
    """
    pdf = pdf_path(output_dir, document)
    beside_own = _is_own(pdf.with_suffix(".tex"))
    known = {path for entry in record.variants.values() for path, _ in entry.files}
    results = {pdf: None, **_files_beside(output_dir, document)}

    def is_foreign(path: Path, content: bytes | None) -> bool:
        if path.suffix in SUPPORT:
            return _differs(path, content) and _differs(path, document.tex.files[path.name]) and not _is_sealed(path)
        return not beside_own and str(path) not in known and _differs(path, content)

    foreign = next((path for path, content in results.items() if is_foreign(path, content)), None)
    if foreign is None:
        return None
    message = f"`{foreign}` already exists and was not created by cvpdf"
    hint = "move it away, give the variant another `output:`, or choose another --output-dir"
    return error("foreign-file", message, document.selection.settings.variant.span, hint)


def _files_beside(output_dir: Path, document: Document) -> dict[Path, bytes]:
    """Return the results but the PDF, the ``.tex`` first."""
    place = pdf_path(output_dir, document)
    files = {place.with_suffix(".tex"): document.tex.files["cv.tex"]}
    files |= {
        output_dir / name: _sealed(content) if Path(name).suffix in SUPPORT else content
        for name, content in document.tex.files.items()
        if name != "cv.tex"
    }
    if document.fit_report:
        files[_report_path(place)] = document.fit_report.encode()
    return files


def _differs(path: Path, content: bytes | None) -> bool:
    """Return whether a file exists with other content. A folder in its place is reported when the file is written."""
    try:
        return path.is_file() and (content is None or path.read_bytes() != content)
    except OSError:
        return True


def _sealed(content: bytes) -> bytes:
    """Return a class or package with a last line that is true for this content only."""
    text = content if content.endswith(b"\n") else content + b"\n"
    return text + _SEAL + hashlib.sha256(text).hexdigest().encode() + b"\n"


def _is_sealed(path: Path) -> bool:
    try:
        text, _, _ = (content := path.read_bytes()).rpartition(_SEAL)
    except OSError:
        return False
    return bool(text) and _sealed(text) == content


def _report_path(pdf: Path) -> Path:
    return pdf.with_suffix(".fit.txt")


def _is_own(tex: Path) -> bool:
    try:
        if not tex.is_file():  # opening a pipe would wait for its writer
            return False
        with tex.open("rb") as file:
            return file.read(len(MADE_BY)).startswith(MADE_BY.encode())
    except OSError:
        return False


def remove_stale_fonts(output_dir: Path) -> None:
    """Delete the font files of earlier builds: those that no package beside a ``.tex`` loads any more."""
    fonts = output_dir / FONTS
    if fonts.is_symlink() or not fonts.is_dir():
        return
    with suppress(OSError):
        styles = [style.read_bytes() for style in output_dir.glob(f"*{FONT_STYLE}")]
        used = {name.decode() for style in styles for name in re.findall(rb"cv-\w+", style)}
        for file in fonts.iterdir():
            if _FONT_FILE.fullmatch(file.name) and file.stem not in used:
                file.unlink()
