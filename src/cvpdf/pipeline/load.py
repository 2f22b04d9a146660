"""Loading and validating a cv.yaml, with the severities that its variants set for checks of the PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, error, has_errors
from cvpdf.schema import load as schema

if TYPE_CHECKING:
    from cvpdf.files.standard_input import CvInput
    from cvpdf.report.results import FileReport
    from cvpdf.schema.resume import Resume


def load(path: Path | str, today: dt.date | None = None, content: bytes | Diagnostic | None = None) -> schema.Loaded:
    """Read and validate a ``cv.yaml``; see :func:`cvpdf.schema.load.load`.

    The schema knows neither markup nor the checks of the PDF, which are layers above it, so both are validated here.
    """
    return schema.load(path, today, content, _more_checks)


def validate(cv: CvInput, strict: bool) -> FileReport:
    """Return whether a cv.yaml and its photo are valid, with all diagnostics. With ``strict``, warnings are errors."""
    from cvpdf.report.results import FileReport
    from cvpdf.report.severities import with_severities

    loaded = load(cv.path, content=cv.content)
    problems = list(loaded.diagnostics)
    if loaded.resume is not None and loaded.resume.basics.photo is not None:
        from cvpdf.pipeline.photo import invalid_photo

        problems += invalid_photo(cv.path.parent, loaded.resume.basics.photo)
    diagnostics = with_severities(problems, {}, strict)
    ok = loaded.resume is not None and not has_errors(diagnostics)
    return FileReport(cv.path, ok, diagnostics, source=loaded.source)


def _more_checks(resume: Resume) -> Iterator[Diagnostic]:
    from cvpdf.render import leftover_markup

    yield from check_severities(resume)
    yield from leftover_markup.check(resume)


def check_severities(resume: Resume) -> Iterator[Diagnostic]:
    """Yield errors for unknown codes under ``checks``, and for severities that cannot be changed."""
    for variant in resume.variants.values():
        if not variant.checks:
            continue
        from cvpdf.pdf.codes import CODES
        from cvpdf.schema.suggest import did_you_mean

        for code, level in variant.checks.items():
            if str(code) not in CODES:
                yield error("unknown-check", f"no check has the code `{code}`", code.span, did_you_mean(code, CODES))
            elif CODES[str(code)].fixed and level != "error":
                hint = "a PDF with this error cannot be checked further"
                yield error("fixed-severity", f"`{code}` is always an error", code.span, hint)
