"""``cvpdf text``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cvpdf.cli.declared import Argument, option, variant_option
from cvpdf.cli.output import Form, echo_bytes, show
from cvpdf.diagnostics import ExitCode, Severity

if TYPE_CHECKING:
    from cvpdf.export.plain_text import Guide

EXAMPLES = (
    "Examples: `cvpdf text --variant onepage` to paste into a web form; `cvpdf text jobs/acme/cv.yaml > cv.txt`; "
    "`cvpdf text --pdf other.pdf` of any PDF. Exit codes: those of `cvpdf build`."
)


def run(
    cv: Annotated[Path, Argument("The CV.")] = Path("cv.yaml"),
    variant: Annotated[str, variant_option("The variant to print.")] = "full",
    output_dir: Annotated[Path, option("Folder for the results.", "--output-dir", "-o")] = Path("build"),
    pdf: Annotated[Path | None, option("Print this PDF instead.", "--pdf", metavar="FILE")] = None,
) -> int:
    """Print what a parser will read in a PDF, in order, as plain text; the PDF is built first if it is out of date."""
    guide = None
    if pdf is None:
        pdf, guide = _built(cv, variant, output_dir)
    from cvpdf.export.plain_text import transcript
    from cvpdf.pdf.read import document

    facts, complaints = document.read(pdf)
    if facts is None:
        show(complaints, None, Form.PEOPLE)
        return ExitCode.CHECK_FAILED
    show(complaints, None, Form.PEOPLE, Severity.ERROR)
    # Some consoles cannot print every character; a file that is made of this must be UTF-8 everywhere.
    echo_bytes(transcript([page.text for page in facts.pages], guide).encode("utf-8"))
    return ExitCode.OK


def _built(cv: Path, variant: str, output_dir: Path) -> tuple[Path, Guide]:
    """Build one variant, or end with the complaints and the exit code of the build."""
    from cvpdf.pipeline.build import build
    from cvpdf.pipeline.options import Options

    result = build(Options(cv, output_dir, (variant,)))
    row = next((one.summary for one in result.variants if one.summary), None)
    if result.exit_code != ExitCode.OK or row is None:
        show(result.all_diagnostics(), result.source, Form.PEOPLE)
        sys.exit(result.exit_code or ExitCode.LATEX_FAILED)
    return Path(row.path), _guide(cv, variant)


def _guide(cv: Path, variant: str) -> Guide:
    from cvpdf.export.plain_text import Guide
    from cvpdf.pipeline.load import load
    from cvpdf.render.strings import expectation, texts_of
    from cvpdf.schema.sections import SkillsSection
    from cvpdf.selection.apply_variant import select
    from cvpdf.selection.settings import resolve

    resume = load(cv).resume
    if resume is None:
        return Guide()
    selection = select(resume, resolve(resume, variant))
    wanted = expectation(selection)
    works = [item.work for shown in selection.sections for group in shown.groups for item in group.works]
    skills = [e for s in selection.sections if isinstance(s.section, SkillsSection) for e in s.section.entries]
    return Guide(
        tuple(text.text for text in wanted.texts),
        tuple(texts for model in (*works, *skills) if (texts := texts_of(model, selection))),
        tuple(section.title.text for section in wanted.sections if section.level == 1),
    )
