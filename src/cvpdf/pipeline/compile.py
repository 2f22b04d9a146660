"""The whole flow, from cv.yaml to checked PDFs, a step a line: load, select, render, typeset, inspect, put in place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, ExitCode, error
from cvpdf.files.fingerprint import stamp
from cvpdf.files.lock import PRIVATE_FOLDER, locked
from cvpdf.files.read import read_bytes
from cvpdf.files.write import not_writable, put
from cvpdf.latex.toolchain import Toolchain, find_toolchain
from cvpdf.pipeline import record as records
from cvpdf.pipeline import up_to_date as build_inputs
from cvpdf.pipeline.options import Options, Progress, silent
from cvpdf.pipeline.record import Made, Record
from cvpdf.pipeline.up_to_date import Inputs
from cvpdf.report.results import BuildReport, VariantReport

if TYPE_CHECKING:
    from cvpdf.pipeline.early import Tools
    from cvpdf.pipeline.prepare import Shop
    from cvpdf.schema.load import Loaded
    from cvpdf.schema.resume import Resume


_GLANCE = 0.2
"""Seconds between two looks for a signal: one that comes just before a wait without end would not end it."""


def build(options: Options, progress: Progress = silent) -> BuildReport:
    """Build, check and put in place variants of one cv.yaml.

    Nothing is raised for anything that is wrong with the input, LaTeX or the output folder. A PDF that fails a check
    is not put in place; what stood there before stays.
    """
    toolchain = find_toolchain()
    content, unreadable = read_bytes(options.cv)
    if content is None:
        return BuildReport((unreadable,) if unreadable else (), (), ExitCode.INVALID_CV)
    inputs = build_inputs.gather(options, content, toolchain)
    last = records.read(options.output_dir)
    unchanged = build_inputs.unchanged(options, last, inputs)
    if unchanged is not None:
        return unchanged

    # Here the heavy imports begin: a build with nothing to do never comes this far. LaTeX begins to load beside them.
    from cvpdf.pipeline.early import made_ready

    with made_ready(options, toolchain, last) as tools:
        return build_with(options, toolchain, inputs, tools, progress)


def build_with(
    options: Options, toolchain: Toolchain, inputs: Inputs, tools: Tools, progress: Progress = silent
) -> BuildReport:
    """Build from inputs that have been read, with what of LaTeX is ready."""
    from cvpdf.schema.load import load

    loaded = load(options.cv, content=inputs.content)
    if loaded.resume is None:
        return BuildReport(loaded.diagnostics, (), ExitCode.INVALID_CV, loaded.source, inputs.files)
    names, problem = _wanted(options, loaded.resume)
    if problem is not None:
        return BuildReport((problem,), (), ExitCode.USAGE, loaded.source, inputs.files)
    if toolchain.pdflatex is None and toolchain.lualatex is None and not options.tex_only:
        return BuildReport((*loaded.diagnostics, _no_latex()), (), ExitCode.LATEX_MISSING, loaded.source, inputs.files)
    if not options.tex_only:
        tools.press.start_judge(toolchain)
    try:
        with locked(options.output_dir):
            # Another build may have finished while this one waited.
            last = records.read(options.output_dir)
            unchanged = build_inputs.unchanged(options, last, inputs)
            return unchanged or _build(options, toolchain, inputs, loaded, names, last, tools, progress)
    except OSError as failure:
        found = (*loaded.diagnostics, not_writable(options.output_dir, failure))
        return BuildReport(found, (), ExitCode.LATEX_FAILED, loaded.source, inputs.files)


def _build(
    options: Options,
    toolchain: Toolchain,
    inputs: Inputs,
    loaded: Loaded,
    names: list[str],
    last: Record,
    tools: Tools,
    progress: Progress,
) -> BuildReport:
    """Build valid input in a folder that is locked for this build."""
    from cvpdf.pipeline.prepare import Shop

    shop = Shop.open(options, toolchain, inputs, loaded, progress, tools)
    made_now = _make_all(shop, names, last)
    results = [result for result, _ in made_now]
    photo = loaded.resume.basics.photo if loaded.resume else None
    photo_path = options.cv.parent / photo if photo else None
    if not options.tex_only:
        made = {made.row.variant: made._replace(inputs=inputs.fingerprint) for _, made in made_now if made is not None}
        record = _record(options, inputs, last, results, made, photo_path)
        put(records.dump(record), options.output_dir / PRIVATE_FOLDER / "record.json")
    exit_code = max((result.exit_code for result in results), default=ExitCode.OK)
    files = (*inputs.files, photo_path) if photo_path else inputs.files
    return BuildReport(loaded.diagnostics, tuple(results), exit_code, loaded.source, files)


def _wanted(options: Options, resume: Resume) -> tuple[list[str], Diagnostic | None]:
    """Return the names of the variants to build, or what is wrong with those asked for."""
    from cvpdf.schema.suggest import did_you_mean
    from cvpdf.selection import variant_names

    known = variant_names(resume)
    for name in options.variants:
        if name not in known:
            return [], error("unknown-variant", f"there is no variant `{name}`", None, did_you_mean(name, known))
    return list(dict.fromkeys(options.variants)) or list(known), None


def _make_all(shop: Shop, names: list[str], last: Record) -> list[tuple[VariantReport, Made | None]]:
    """Make the variants side by side. Engines are processes of their own, so threads keep every core busy."""
    from concurrent.futures import ThreadPoolExecutor, wait

    from cvpdf.pipeline.variant import make

    listener = shop.tools.listener

    def one(name: str) -> tuple[VariantReport, Made | None]:
        listener.before(name)
        made = make(shop, name, last)
        listener.done(made[0])
        return made

    first = listener.first(names)
    order = sorted(names, key=lambda name: name != first)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        try:
            made = {name: pool.submit(one, name) for name in order}
            left = set(made.values())
            while left:
                _, left = wait(left, timeout=_GLANCE)
            return [made[name].result() for name in names]
        except BaseException:
            # Ctrl-C reaches this thread only; the engines that others wait for must go too.
            shop.tools.switch.cancel()
            raise


def _record(
    options: Options,
    inputs: Inputs,
    last: Record,
    results: list[VariantReport],
    made: dict[str, Made],
    photo: Path | None,
) -> Record:
    """Return what is known after a build. Variants that were not asked for or failed keep what was known of them."""
    stamped = (str(photo), stamp(photo)) if photo else None
    if options.variants or any(result.outcome == "failed" for result in results):
        # With another photo no variant that was not made now can be known to be current.
        kept = last.variants if stamped == last.photo else {n: m._replace(inputs="") for n, m in last.variants.items()}
        return Record(last.complete, stamped, last.skipped, {**kept, **made})
    skipped = tuple(result.variant for result in results if result.outcome == "skipped")
    return Record(inputs.fingerprint, stamped, skipped, made)


def _no_latex() -> Diagnostic:
    message = "there is no LaTeX on this machine"
    hint = "install latexmk and pdflatex, or the embedded LaTeX: pip install 'cvpdf[tinytex]'; see `cvpdf doctor`"
    return error("latex-missing", message, None, hint)
