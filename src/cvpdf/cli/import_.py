"""``cvpdf import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvpdf.cli.output import count, echo, refuse, show, tell
from cvpdf.cli.parameters import KeepGoing, Quiet
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity, error, has_errors, in_file_order

EXAMPLES = """
cvpdf import papers.bib                 # prints `publications:` for cv.yaml
cvpdf import papers.bib talks.json -o works.yaml
cvpdf import papers.bib --keep-going    # without entries that have errors
"""
EXIT_CODES = "0 ok, 1 a bibliography has errors, 2 the output exists or cannot be written"


def run(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files of BibTeX or CSL-JSON.", readable=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file; default: print.", readable=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    keep_going: KeepGoing = False,
    quiet: Quiet = False,
) -> int:
    """Print the publications of bibliographies as YAML for cv.yaml.

    With `bibliography: [papers.bib]` in cv.yaml you need not import them.
    """
    if output is not None and output.exists() and not force:
        return refuse("output-exists", f"`{output}` already exists", "--force replaces it")
    from cvpdf.export.works_yaml import works_yaml
    from cvpdf.schema.works import read_works

    works, problems = read_works(files, keep_going)
    show(in_file_order(problems), None, least=Severity.ERROR if quiet else Severity.NOTE)
    if has_errors(problems):
        tell(f"nothing was imported: {count(problems)}")
        return ExitCode.INVALID_CV
    text = works_yaml(works)
    if output is None:
        echo(text, end="")
        return ExitCode.OK
    problem = _write(output, text)
    if problem is not None:
        show([problem], None)
        return ExitCode.USAGE
    if not quiet:
        tell(f"wrote {output}: {len(works)} publication{'' if len(works) == 1 else 's'}")
    return ExitCode.OK


def _write(path: Path, text: str) -> Diagnostic | None:
    from cvpdf.files.write import write_atomic

    try:
        write_atomic(text.encode(), path)
    except OSError as problem:
        return error("not-writable", f"cannot write `{path}`: {problem.strerror or problem}")
    return None
