"""``cvpdf text``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvpdf.cli.completion import variant_names
from cvpdf.cli.output import echo_bytes, show
from cvpdf.cli.output_place import output_place
from cvpdf.cli.parameters import Cv, Output
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity

if TYPE_CHECKING:
    from cvpdf.export.plain_text import Guide

EXAMPLES = """
cvpdf text --variant onepage             # to paste into a web form
cvpdf text jobs/acme/cv.yaml > cv.txt
cvpdf text --pdf other.pdf               # any PDF
"""
EXIT_CODES = "those of `cvpdf build`"


def run(
    cv: Cv = Path("cv.yaml"),
    variant: Annotated[
        str, typer.Option("--variant", metavar="VARIANT", help="The variant to print.", autocompletion=variant_names)
    ] = "full",
    output: Output = Path("build"),
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Print the text of this PDF.")] = None,
) -> int:
    """Print the text of a PDF in reading order, as a parser reads it.

    Builds the PDF first if it is out of date.
    """
    guide = None
    if pdf is None:
        pdf, code = _built(cv, variant, output)
        if pdf is None:
            return code
        guide = _guide(cv, variant)
    from cvpdf.export.plain_text import transcript
    from cvpdf.pdf.read import document

    facts, diagnostics = document.read(pdf)
    if facts is None:
        show(diagnostics, None)
        return ExitCode.CHECK_FAILED
    show(diagnostics, None, least=Severity.ERROR)
    # Some consoles cannot print every character, and a file made by `>` must be UTF-8 on every system.
    echo_bytes(transcript([page.text for page in facts.pages], guide).encode("utf-8"))
    return ExitCode.OK


def _built(cv: Path, variant: str, output: Path) -> tuple[Path | None, int]:
    """Build one variant. Return its PDF, or write the diagnostics and return the exit code of the build."""
    from cvpdf.pipeline.build import build
    from cvpdf.pipeline.options import Options

    place = output_place(output, [variant])
    if isinstance(place, Diagnostic):
        show([place], None)
        return None, ExitCode.USAGE
    report = build(Options(cv, place.folder, (variant,), output_name=place.name))
    summary = next((one.summary for one in report.variants if one.summary), None)
    if report.exit_code != ExitCode.OK or summary is None:
        show(report.all_diagnostics(), report.source)
        return None, report.exit_code or ExitCode.LATEX_FAILED
    return Path(summary.path), ExitCode.OK


def _guide(cv: Path, variant: str) -> Guide:
    from cvpdf.export.plain_text import Guide
    from cvpdf.pipeline.load import load
    from cvpdf.render.walk import phrases, phrases_of_entry, phrases_of_work, walk
    from cvpdf.selection.apply_variant import select
    from cvpdf.selection.settings import resolve

    resume = load(cv).resume
    if resume is None:
        return Guide()
    content = walk(select(resume, resolve(resume, variant)))
    works = (phrases_of_work(work) for part in content.sections for group in part.groups for work in group.works)
    lines = (phrases_of_entry(e) for part in content.sections for e in part.entries if e.style == "line")
    return Guide(
        tuple(phrase.text for phrase in phrases(content)),
        tuple(tuple(phrase.text for phrase in paragraph) for paragraph in (*works, *lines)),
        tuple(section.heading.text for section in content.sections),
    )
