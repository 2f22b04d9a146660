"""``cvpdf text``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvpdf.cli.completion import variant_names
from cvpdf.cli.output import echo_bytes, opened, refuse, show
from cvpdf.cli.parameters import KeepGoing, Language, NoTemplates, StdinFilename
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity
from cvpdf.pipeline.options import Options, checked
from cvpdf.quoting import visible

if TYPE_CHECKING:
    from cvpdf.export.plain_text import Guide

EXAMPLES = """
cvpdf text --variant onepage             # to paste into a web form
cvpdf text jobs/acme/cv.yaml > cv.txt
cvpdf text --pdf other.pdf               # any PDF
"""
EXIT_CODES = "those of `cvpdf build`"


def run(
    cv: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Path of the cv.yaml file; default: cv.yaml.", readable=False),
    ] = None,
    variant: Annotated[
        str | None,
        typer.Option(
            "--variant",
            metavar="VARIANT",
            help="The variant to print; default: full.",
            autocompletion=variant_names,
        ),
    ] = None,
    language: Language = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output-dir",
            "-o",
            metavar="DIR",
            help="Folder for the PDF that is built, or its name; default: build.",
            readable=False,
        ),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Print the text of this PDF.", readable=False)
    ] = None,
    no_templates: NoTemplates = False,
    keep_going: KeepGoing = False,
    stdin_filename: StdinFilename = None,
) -> int:
    """Print the text of a PDF in reading order, as a parser reads it.

    Builds the PDF first if it is out of date.
    """
    guide = None
    if pdf is None:
        cv, content = opened(cv or Path("cv.yaml"), stdin_filename)
        variant, own = variant or "full", not no_templates
        folder = output or Path("build")
        given = Options(cv, folder, (variant,), own_templates=own, content=content, language=language)
        options = checked(given._replace(keep_going=keep_going))
        if isinstance(options, Diagnostic):
            show([options], None)
            return ExitCode.USAGE
        pdf, code = _built(options)
        if pdf is None:
            return code
        guide = _guide(options)
    elif any(value is not None for value in (cv, variant, language, output, stdin_filename)):
        message = "--pdf prints a PDF that exists, so FILE and the options of a build have no effect"
        return refuse("conflicting-options", message, "omit them, or omit --pdf")
    from cvpdf.export.plain_text import transcript
    from cvpdf.pdf.read import document

    facts, diagnostics = document.read(pdf)
    if facts is None:
        show(diagnostics, None)
        return ExitCode.CHECK_FAILED
    show(diagnostics, None, least=Severity.ERROR)
    # Some consoles cannot print every character, and a file made by `>` must be UTF-8 on every system.
    echo_bytes(visible(transcript([page.text for page in facts.pages], guide), lines=True).encode("utf-8"))
    return ExitCode.OK


def _built(options: Options) -> tuple[Path | None, int]:
    """Build one variant. Return its PDF, or write the diagnostics and return the exit code of the build."""
    from cvpdf.pipeline.build import build

    report = build(options)
    summary = next((one.summary for one in report.variants if one.summary), None)
    if report.exit_code != ExitCode.OK or summary is None:
        show(report.all_diagnostics(), report.source)
        return None, report.exit_code or ExitCode.LATEX_FAILED
    return Path(summary.path), ExitCode.OK


def _guide(options: Options) -> Guide | None:
    from cvpdf.export.plain_text import guide
    from cvpdf.pipeline.load import load
    from cvpdf.selection.apply_variant import select
    from cvpdf.selection.settings import resolve

    resume = load(options.cv, content=options.content, keep_going=options.keep_going).resume
    return guide(select(resume, resolve(resume, options.variants[0], options.language))) if resume else None
