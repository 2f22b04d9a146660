"""Everything that can change a result, hashed before anything heavy is imported; and whether it has changed."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cvpdf.files.fingerprint import fingerprint, stamp, stamps
from cvpdf.latex.toolchain import Toolchain, identity
from cvpdf.pipeline import record as records
from cvpdf.pipeline.options import Options
from cvpdf.pipeline.record import Record
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.themes.theme import folders_for


class Inputs(NamedTuple):
    """The inputs of a build: one hash over all, the part of it that is not cv.yaml, and the files for make."""

    content: bytes
    """Of cv.yaml."""
    fingerprint: str
    surroundings: str
    files: tuple[Path, ...]
    folders: tuple[Path, ...]


@cache
def program() -> str:
    """Hash the files of this program, as they were when this process asked first.

    What is changed later is not what this process runs.
    """
    return fingerprint(stamps([Path(__file__).parent.parent], ".py"))


def gather(options: Options, content: bytes, toolchain: Toolchain) -> Inputs:
    """Hash the content of cv.yaml, the templates, this program, the LaTeX at hand and the options."""
    folders = folders_for(options.cv.parent)
    template_files = stamps(folders)
    engines = [identity(toolchain, "pdflatex"), identity(toolchain, "lualatex")]
    surroundings = fingerprint(
        [program(), template_files, engines, options.strict, os.environ.get("SOURCE_DATE_EPOCH")]
    )
    asked = (str(options.cv), str(options.output_dir), options.engine)
    files = (options.cv, *(Path(name) for name, stamp in template_files if stamp and Path(name).is_file()))
    return Inputs(content, fingerprint([surroundings, content, asked]), surroundings, files, folders)


def unchanged(options: Options, last: Record, inputs: Inputs) -> BuildReport | None:
    """Return the last result again if nothing has changed and every result is still as it was written."""
    if options.tex_only or not (options.variants or last.complete == inputs.fingerprint):
        return None
    if last.photo is not None and stamp(Path(last.photo[0])) != last.photo[1]:
        return None
    results = []
    for name in options.variants or last.variants:
        made = last.variants.get(name)
        if made is None or made.inputs != inputs.fingerprint or not records.in_place(made):
            return None
        results.append(VariantReport(name, "unchanged", made.diagnostics, made.row))
    if not options.variants:
        results += [VariantReport(name, "skipped") for name in last.skipped if name not in last.variants]
    photo = (Path(last.photo[0]),) if last.photo is not None else ()
    return BuildReport((), tuple(results), inputs=(*inputs.files, *photo))
