"""``cvpdf build``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cvpdf.cli.declared import Argument, option, variant_option
from cvpdf.cli.output import Form, count, echo, show, show_checks, table, use_colour
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity
from cvpdf.pipeline.options import Observer, Options, Progress, silent
from cvpdf.report.results import BuildReport, VariantReport

if TYPE_CHECKING:
    from cvpdf.source.read import SourceFile

EXAMPLES = (
    "Examples: `cvpdf build` makes all variants; `cvpdf build --variant onepage`; `cvpdf build jobs/acme/cv.yaml "
    "--output-dir out --strict`; `cvpdf build -v` names every check; in a Makefile: "
    "`cvpdf build --depfile build/cv.d`; for code scanning: `cvpdf build --format sarif > cv.sarif`. "
    "Exit codes: 0 fine, 1 cv.yaml is wrong, 2 wrong usage, 3 LaTeX is missing, 4 LaTeX failed, 5 a check failed."
)


def run(
    cv: Annotated[Path, Argument("The CV.")] = Path("cv.yaml"),
    variant: Annotated[
        list[str] | None,
        variant_option("Build only this variant; can be repeated."),
    ] = None,
    output_dir: Annotated[Path, option("Folder for the results.", "--output-dir", "-o")] = Path("build"),
    engine: Annotated[
        Literal["auto", "pdflatex", "lualatex"] | None, option("LaTeX engine, whatever the variants say.", "--engine")
    ] = None,
    tex_only: Annotated[bool, option("Write the .tex files, run no LaTeX.", "--tex-only")] = False,
    strict: Annotated[bool, option("Turn warnings into errors.", "--strict")] = False,
    timeout: Annotated[float, option("Seconds that LaTeX may take for one variant.", "--timeout", min=1)] = 60,
    depfile: Annotated[Path | None, option("Write what the PDFs depend on, as a rule for make.", "--depfile")] = None,
    json: Annotated[bool, option("Write JSON to standard output; the same as --format json.", "--json")] = False,
    form: Annotated[Form, option("How complaints are written.", "--format")] = Form.PEOPLE,
    quiet: Annotated[bool, option("Write errors only.", "--quiet", "-q")] = False,
    verbose: Annotated[bool, option("Tell every step and every check.", "--verbose", "-v")] = False,
) -> int:
    """Make the PDFs of all variants, and check them."""
    from cvpdf.pipeline.build import build

    form = Form.JSON if json else form
    options = Options(cv, output_dir, tuple(variant or ()), engine, tex_only, strict, timeout)
    with _progress(quiet or form.is_document, verbose) as progress:
        result = build(options, Observer(progress))
    if strict:
        from cvpdf.report.severities import strict_result

        result = strict_result(result)
    if form.is_document:
        _write_document(result, form, cv)
    else:
        _report(result, form, quiet, verbose)
    if depfile is not None and result.exit_code == ExitCode.OK:
        return _write_depfile(depfile, result)
    return result.exit_code


def _write_document(result: BuildReport, form: Form, cv: Path) -> None:
    from cvpdf.report.json_output import of_build
    from cvpdf.report.sarif import sarif
    from cvpdf.report.terminal import dumps

    found = result.all_diagnostics()
    echo(dumps(of_build(result) if form is Form.JSON else sarif(found, result.exit_code, cv, checked=True)))


def _report(result: BuildReport, form: Form, quiet: bool, verbose: bool) -> None:
    """Write complaints to standard error and the table to standard output."""
    found = result.all_diagnostics()
    source = result.source
    if found and source is None:
        # A build with nothing to do has not read cv.yaml, but its notes show lines of it.
        from cvpdf.source.read import read_source

        spans = [d.span for d in found if d.span]
        source = read_source(Path(spans[0].file))[0] if spans else None
    if verbose and not quiet and form is Form.PEOPLE:
        _report_checks(result, found, source)
    else:
        show(found, source, form, Severity.ERROR if quiet else Severity.NOTE)
    if quiet:
        return
    if found:
        print(file=sys.stderr)
    rows = [_row(one) for one in result.variants]
    if rows:
        echo(table(("variant", "pages", "fill", "checks", "time", "path"), rows, right=(1, 2, 3, 4)))
    for line in (one.summary.fit for one in result.variants if one.summary and one.summary.fit):
        echo(line)
    if result.exit_code != ExitCode.OK:
        print(f"failed: {count(found)}", file=sys.stderr)


def _report_checks(result: BuildReport, found: list[Diagnostic], source: SourceFile | None) -> None:
    """Write what belongs to no check, then for each inspected variant its checks."""
    from cvpdf.pdf.codes import check_of
    from cvpdf.report.json_output import checks_of

    inspected = [one for one in result.variants if any(checks_of(one))]
    grouped = {d for one in inspected for d in one.diagnostics if check_of(d.code)}
    show([d for d in found if d not in grouped], source, Form.PEOPLE)
    for one in inspected:
        own = [d for d in one.diagnostics if d in grouped]
        show_checks(f"{one.variant}: ", *checks_of(one), own, source)


def _row(result: VariantReport) -> tuple[str, ...]:
    row = result.summary
    if row is None:
        where = str(result.tex) if result.tex else result.outcome
        return (result.variant, "", "", "", "", where)
    took = "unchanged" if result.outcome == "unchanged" else f"{row.seconds:.2f} s"
    return (result.variant, str(row.pages), f"{row.fill:.0%}", f"{row.passed} of {row.checks}", took, row.path)


@contextmanager
def _progress(hidden: bool, verbose: bool) -> Iterator[Progress]:
    """Show what is being done: a moving line on a terminal, plain lines elsewhere if asked for."""
    if hidden:
        yield silent
        return
    if verbose or not use_colour(sys.stderr):
        # Plain lines only on request: in a log of make the table at the end says enough.
        yield lambda variant, doing: print(f"{variant}: {doing}", file=sys.stderr) if verbose else None
        return
    from cvpdf.cli.progress import live

    with live() as progress:
        yield progress


def _write_depfile(depfile: Path, result: BuildReport) -> int:
    """Write `targets: inputs` with an empty rule for each input, so that make survives one that goes away.

    Returns the exit code.
    """
    made = [one for one in result.variants if one.summary or one.tex]
    targets = [one.summary.path if one.summary else str(one.tex) for one in made]
    if not targets:
        return ExitCode.OK
    inputs = [_escaped(str(path)) for path in result.inputs]
    text = f"{' '.join(map(_escaped, targets))}: {' '.join(inputs)}\n"
    text += "".join(f"{name}:\n" for name in inputs)
    try:
        depfile.parent.mkdir(parents=True, exist_ok=True)
        depfile.write_text(text, encoding="utf-8")
    except OSError as problem:
        print(f"error[not-writable]: the depfile cannot be written: {problem}", file=sys.stderr)
        return ExitCode.LATEX_FAILED
    return ExitCode.OK


def _escaped(path: str) -> str:
    """Escape a path for make."""
    return path.replace("\\", "/").replace("$", "$$").replace("#", "\\#").replace(" ", "\\ ").replace(":", "\\:")
