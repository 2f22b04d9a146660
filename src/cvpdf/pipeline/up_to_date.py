"""The inputs of a build, hashed before anything heavy is imported; and whether they have changed."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic
from cvpdf.files.fingerprint import fingerprint, stamp, stamps
from cvpdf.files.read import read_bytes
from cvpdf.latex.toolchain import Toolchain, find_toolchain, identity
from cvpdf.pipeline.options import Options
from cvpdf.pipeline.record import Record
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.themes.theme import folders_for, own_files


class Inputs(NamedTuple):
    """The inputs of a build: the content of cv.yaml, hashes, and the files for a dependency file."""

    content: bytes
    fingerprint: str
    """Hash of everything that can change a result."""
    environment: str
    """Hash of all that but cv.yaml and the paths: this program, the templates, the LaTeX programs, the date."""
    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    """Folders of templates, the user's own first."""
    toolchain: Toolchain

    def own_templates(self) -> tuple[Path, ...]:
        """Return the files of the user's own that the documents can use instead of those of cvpdf, or beside them."""
        return own_files(*self.folders) if len(self.folders) == 2 else ()


@cache
def _program_fingerprint() -> str:
    """Return a hash of the files of this program, as they were when this process first asked."""
    return fingerprint(stamps([Path(__file__).parent.parent], ".py"))


def fingerprint_inputs(options: Options, content: bytes, toolchain: Toolchain) -> Inputs:
    """Hash the content of cv.yaml, the templates, this program, the LaTeX programs and the options."""
    folders = folders_for(options.cv.parent, options.own_templates)
    template_files = stamps(folders)
    engines = [identity(toolchain, "pdflatex"), identity(toolchain, "lualatex")]
    environment = fingerprint(
        [_program_fingerprint(), template_files, engines, options.strict, os.environ.get("SOURCE_DATE_EPOCH")]
    )
    requested = (
        str(options.cv),
        str(options.output_dir),
        options.output_name,
        options.engine,
        options.language,
        options.theme,
        str(options.keep_going),
    )
    cv = (options.cv,) if options.content is None else ()
    files = (*cv, *(Path(name) for name, stamp in template_files if stamp and Path(name).is_file()))
    return Inputs(content, fingerprint([environment, content, requested]), environment, files, folders, toolchain)


def read_inputs(options: Options, toolchain: Toolchain | None = None) -> Inputs | Diagnostic:
    """Return the inputs of a build, or the error that cv.yaml cannot be read; by default with the installed LaTeX."""
    content, unreadable = read_bytes(options.cv) if options.content is None else (options.content, None)
    if not isinstance(content, bytes):
        problem = content or unreadable
        assert problem is not None
        return problem
    return fingerprint_inputs(options, content, toolchain or find_toolchain())


def unchanged(options: Options, last: Record, inputs: Inputs) -> BuildReport | None:
    """Return the last report again if no input has changed and every result is still as it was written."""
    if options.tex_only or not (options.variants or last.complete == inputs.fingerprint):
        return None
    if any(stamp(Path(path)) != state for path, state in last.named):
        return None
    reports = []
    for name in options.variants or last.variants:
        entry = last.variants.get(name)
        if entry is None or entry.inputs != inputs.fingerprint or not entry.is_in_place():
            return None
        reports.append(VariantReport(name, "unchanged", entry.diagnostics, entry.summary))
    if not options.variants:
        reports += [VariantReport(name, "skipped") for name in last.skipped if name not in last.variants]
    return BuildReport((), tuple(reports), inputs=(*inputs.files, *(Path(path) for path, _ in last.named)))
