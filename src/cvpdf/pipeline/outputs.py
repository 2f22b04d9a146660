"""The files of one variant: in its private folder, where LaTeX reads them, and in their place, where the user does."""

from __future__ import annotations

from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.files.write import put
from cvpdf.pipeline.prepare import Job
from cvpdf.pipeline.record import Record
from cvpdf.render import MADE_BY


def pdf_path(output_dir: Path, job: Job) -> Path:
    """Return the place of a variant's PDF; the ``.tex`` has the same name."""
    return output_dir / f"{job.selection.settings.output}.pdf"


def report_path(output_dir: Path, job: Job) -> Path:
    """Return the place of the text that says what was left out of a fitted variant."""
    return output_dir / f"{job.selection.settings.output}.fit.txt"


def lay_out(job: Job) -> None:
    """Write what LaTeX reads into the private folder; equal files keep their time, by which latexmk goes."""
    job.folder.mkdir(parents=True, exist_ok=True)
    put(job.rendered.tex.encode(), job.folder / "cv.tex", lasting=False)
    for name, content in job.support.items():
        put(content, job.folder / name, lasting=False)
    if job.photo:
        put(job.photo[1], job.folder / job.photo[0], lasting=False)


def put_in_place(output_dir: Path, job: Job, pdf: bytes | None) -> list[Path]:
    """Put the `.tex` and what belongs beside it in place, and the PDF last; return the files, the main one first."""
    place = pdf_path(output_dir, job)
    files = {place.with_suffix(".tex"): job.rendered.tex.encode()}
    files |= {output_dir / name: content for name, content in job.support.items()}
    if job.photo:
        files[output_dir / job.photo[0]] = job.photo[1]
    if job.report:
        files[report_path(output_dir, job)] = job.report.encode()
    for path, content in files.items():
        # A build that is to outlive a power failure needs one wait for the disk, and that is for the PDF.
        put(content, path, lasting=pdf is None)
    if pdf is None:
        return list(files)
    put(pdf, place)
    return [place, *files]


def foreign(output_dir: Path, job: Job, last: Record) -> Diagnostic | None:
    """Complain if a result would replace a file that cvpdf did not make.

    A ``.tex`` of ours says so in its first line; a PDF is ours if the record knows it or such a ``.tex`` is beside it.
    """
    pdf = pdf_path(output_dir, job)
    tex = pdf.with_suffix(".tex")
    ours = _is_ours(tex)
    known = {path for made in last.variants.values() for path, _ in made.files}
    others = [path for path in (pdf, report_path(output_dir, job)) if path.is_file() and str(path) not in known]
    taken = None if ours else next((path for path in [*([tex] if tex.exists() else []), *others]), None)
    if taken is None:
        return None
    message = f"`{taken}` is there already, and cvpdf did not make it"
    hint = "move it away, give the variant another `output:`, or choose another --output-dir"
    return error("foreign-file", message, job.selection.settings.variant.span, hint)


def _is_ours(tex: Path) -> bool:
    try:
        with tex.open("rb") as file:
            return file.readline().startswith(MADE_BY.encode())
    except OSError:
        return False
