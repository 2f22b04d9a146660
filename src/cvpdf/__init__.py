"""A résumé compiler: one cv.yaml becomes PDFs that are typeset by LaTeX and checked.

The four functions accept paths as ``str`` or ``Path``. They raise no exception for invalid input: every result is a
frozen value with the ``diagnostics``. ``import cvpdf`` imports nothing heavy before a function is called.

In place of a cv.yaml, ``"-"`` is standard input, which can be read once. The results call it ``<stdin>``, and paths in
it are relative to the current folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvpdf.version import __version__ as __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Literal

    from cvpdf.report.results import BuildReport, FileReport
    from cvpdf.schema.load import Loaded


__all__ = ["build", "check", "load", "validate"]


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def load(path: str | Path) -> Loaded:
    """Read and validate a cv.yaml, and return its data.

    The ``resume`` of the result is ``None`` if there are errors. Of a CV in several languages it has the texts of the
    default one; ``resume.in_language("de")`` has those of another.

    >>> import cvpdf
    >>> loaded = cvpdf.load("cv.yaml")
    >>> str(loaded.resume.basics.name)
    'Ada Lovelace'
    """
    from cvpdf.files.standard_input import cv_input
    from cvpdf.pipeline.load import load as load_file

    file = cv_input(path)
    return load_file(file.path, content=file.content)


def validate(
    path: str | Path, *, strict: bool = False, language: str | None = None, keep_going: bool = False
) -> FileReport:
    """Validate a cv.yaml as ``cvpdf validate`` does. With ``strict``, warnings are errors.

    ``language`` leaves out what concerns other languages only. ``keep_going`` leaves out entries of bibliographies that
    have errors, which are warnings then.

    >>> import cvpdf
    >>> report = cvpdf.validate("wrong.yaml")
    >>> report.ok
    False
    >>> for diagnostic in report.diagnostics:
    ...     print(diagnostic.span, diagnostic.code, diagnostic.hint)
    wrong.yaml:3:3 unknown-key did you mean `email`?
    """
    from cvpdf.files.standard_input import cv_input
    from cvpdf.pipeline.load import validate as validate_input

    return validate_input(cv_input(path), strict, language, keep_going)


def build(
    path: str | Path = "cv.yaml",
    *,
    variants: str | Sequence[str] = (),
    output_dir: str | Path = "build",
    engine: Literal["auto", "pdflatex", "lualatex"] | None = None,
    tex_only: bool = False,
    strict: bool = False,
    timeout: float = 60.0,
    own_templates: bool = True,
    allow_lua: bool = False,
    language: str | None = None,
    keep_going: bool = False,
) -> BuildReport:
    """Build and check variants as ``cvpdf build`` does; all of them if ``variants`` is empty.

    ``output_dir`` is a folder, or with a single variant the name of the PDF. ``engine`` and ``language`` override the
    variants' settings. With ``tex_only``, LaTeX does not run. With ``strict``, warnings are errors. ``timeout`` limits
    LaTeX for each variant, in seconds, at least 1. ``own_templates=False`` ignores the templates beside cv.yaml, as
    ``--no-templates`` does. ``allow_lua=True`` runs LuaLaTeX where ``engine`` asks for it, as ``--allow-lua`` does.
    ``keep_going`` leaves out entries of bibliographies that have errors. A PDF that fails a check does not replace the
    last one.

    >>> import cvpdf
    >>> report = cvpdf.build("cv.yaml", variants=["onepage"], output_dir="out")
    >>> report.exit_code
    0
    >>> for variant in report.variants:
    ...     print(variant.variant, variant.outcome, variant.summary.pages, variant.summary.path)
    onepage built 1 out/onepage.pdf
    """
    from pathlib import Path

    from cvpdf.diagnostics import Diagnostic, ExitCode
    from cvpdf.files.standard_input import cv_input
    from cvpdf.pipeline.build import build as build_variants
    from cvpdf.pipeline.options import Options, checked
    from cvpdf.report.results import BuildReport
    from cvpdf.report.severities import strict_report

    names = (variants,) if isinstance(variants, str) else tuple(variants)
    cv, content = cv_input(path)
    given = Options(
        cv, Path(output_dir), names, engine, tex_only, strict, timeout, None, own_templates, content, allow_lua
    )
    options = checked(given._replace(language=language, keep_going=keep_going))
    if isinstance(options, Diagnostic):
        return BuildReport((options,), exit_code=ExitCode.USAGE)
    report = build_variants(options)
    return strict_report(report) if strict else report


def check(path: str | Path, *, strict: bool = False) -> FileReport:
    """Check an existing PDF as ``cvpdf check`` does, without a cv.yaml. With ``strict``, warnings are errors.

    The PDF is read by a separate process with limits, so no file can crash or block the caller.

    >>> import cvpdf
    >>> report = cvpdf.check("out/onepage.pdf")
    >>> report.ok, report.inspection.pages
    (True, 1)
    >>> "text" in report.inspection.passed, "fonts" in report.inspection.passed
    (False, True)
    """
    from pathlib import Path

    from cvpdf.diagnostics import has_errors
    from cvpdf.pdf.limits import inspect_limited
    from cvpdf.report.results import FileReport
    from cvpdf.report.severities import inspected

    inspection = inspected(inspect_limited(Path(path)), {}, strict)
    return FileReport(Path(path), not has_errors(inspection.diagnostics), inspection.diagnostics, inspection)
