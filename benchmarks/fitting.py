"""A trial of fitting with generated CVs, with a greedy algorithm beside the optimiser.

Each CV of `generated_cvs.py` is fitted and built. Three figures are read from the finished PDF: its pages; the used
height of the last page, as the class file counts it in its last run; and the same from the position of the lowest line
of text, as pdfium finds it, which relies neither on the class nor on cvpdf. The table goes to standard output, or with
`--write` into docs/fitting.md. The exit code is 1 if a requirement is not met.

Usage: python benchmarks/fitting.py [numbers …] [--jobs 2] [--write]
"""

from __future__ import annotations

import argparse
import ctypes
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import generated_cvs
import pypdfium2
from naive_fit import broken_rules, naive, value_of
from pypdf import PdfReader

from cvpdf.files.private_folder import private_file
from cvpdf.fitting.optimiser.problem import Problem, place
from cvpdf.fitting.optimiser.solver import solve
from cvpdf.fitting.report import FitReport
from cvpdf.pipeline.build import build
from cvpdf.pipeline.fit_only import fit_variants
from cvpdf.pipeline.load import load
from cvpdf.pipeline.options import Options
from cvpdf.selection.settings import resolve

DOCS = Path(__file__).parent.parent / "docs" / "fitting.md"
BEGIN, END = "<!-- fitting trial: begin -->", "<!-- fitting trial: end -->"
LEAST_FILL = 0.92
MOST_OFF = 1.0
STRUT_DEPTH = 0.3
"""The part of a line's height below its baseline."""
BIG_POINT = 72 / 72.27
"""A TeX point in PDF points."""
_UNITS = {"mm": 72.27 / 25.4, "cm": 722.7 / 25.4, "in": 72.27, "pt": 1.0}


@dataclass(frozen=True)
class Trial:
    """The result for one CV. Heights are in TeX points."""

    number: int
    entries: int
    design: str
    allowed: int
    pages: int
    shown: int
    left_out: int
    dropped: bool
    """Whether anything was left out for lack of room, and not by a rule."""
    available: float
    predicted: float
    real: float
    """Used height of the last page, as the class counts it."""
    seen: float
    """Used height of the last page, from the position of its lowest line of text."""
    layout: str
    value: int
    naive: int
    seconds: float
    """Time for the best choice at one layout."""
    failure: str = ""

    @property
    def fill(self) -> float:
        return self.real / self.available

    @property
    def off(self) -> float:
        return self.real - self.predicted

    @property
    def seen_off(self) -> float:
        return self.seen - self.predicted

    @property
    def naive_part(self) -> float:
        return self.naive / self.value if self.value else 1.0

    def broken(self) -> list[str]:
        """Return the requirements that are not met."""
        if self.failure:
            return [self.failure]
        wrong = []
        if self.pages > self.allowed or (self.dropped and self.pages != self.allowed):
            wrong.append(f"{self.pages} pages, {self.allowed} allowed")
        if self.dropped and self.fill < LEAST_FILL:
            wrong.append(f"only {self.fill:.1%} filled, though something was dropped")
        if abs(self.off) > MOST_OFF:
            wrong.append(f"{self.off:+.2f} pt off by the class's count")
        if abs(self.seen_off) > MOST_OFF:
            wrong.append(f"{self.seen_off:+.2f} pt off by the position of the last line")
        if self.naive > self.value:
            wrong.append(f"the greedy algorithm is better: {self.naive} against {self.value}")
        return wrong


def trial(number: int) -> Trial:
    """Generate, fit and build one CV."""
    with tempfile.TemporaryDirectory(prefix="fitting-") as name:
        folder = Path(name)
        cv = folder / "cv.yaml"
        cv.write_text(generated_cvs.generate(number), "utf-8")
        try:
            return _trial(number, Options(cv=cv, output_dir=folder / "out", variants=(generated_cvs.VARIANT,)))
        except Exception as failure:  # a failure must not stop the other trials
            text = f"{type(failure).__name__}: {failure}".removeprefix("_Failed: ")
            return Trial(number, 0, "", 0, 0, 0, 0, False, 1, 0, 0, 0, "", 0, 0, 0, text)


class _Failed(Exception):
    pass


def _trial(number: int, options: Options) -> Trial:
    name = generated_cvs.VARIANT
    built = build(options)
    errors = [f"{d.code}: {d.message}" for d in built.all_diagnostics() if d.is_error]
    summary = built.variants[0].summary if built.variants else None
    if errors or summary is None:
        raise _Failed("; ".join(errors) or "no PDF was written")
    resume = load(options.cv).resume
    assert resume is not None
    settings = resolve(resume, name)
    # A separate fit, so that this is the prediction from before the document was typeset.
    fit = fit_variants(options).fits[0]
    report = fit.report
    pdf = options.output_dir / f"{settings.output}.pdf"
    log = private_file(options.output_dir, f"{name}.log").read_text("utf-8", "replace")
    counted = re.findall(r"cvpdf-page: pages=(\d+) used=([\d.]+) available=([\d.]+)", log)
    if not counted:
        raise _Failed("the log has no figures")
    problem = problem_of(fit)
    began = time.perf_counter()
    best = solve(problem)
    seconds = time.perf_counter() - began
    assert best is not None
    assert best.value == report.value
    assert not broken_rules(problem, best.chosen), broken_rules(problem, best.chosen)
    simple = naive(problem)
    assert not broken_rules(problem, simple), broken_rules(problem, simple)
    simple_value = value_of(problem, simple) if place(problem.items, simple, problem.page).fits(problem) else 0
    design, layout = settings.design, report.layout
    counts = [item for item in report.items if item.kind not in ("header", "group")]
    return Trial(
        number=number,
        entries=sum(item.kind in ("entry", "publication") for item in report.items),
        design=f"{design.font}, {design.paper}{', inline' if design.entry_heads == 'inline' else ''}",
        allowed=report.max_pages,
        pages=len(PdfReader(pdf).pages),
        shown=sum(item.shown for item in counts),
        left_out=sum(not item.shown for item in counts),
        dropped=not report.fits_all,
        available=float(counted[-1][2]),
        predicted=report.used,
        real=float(counted[-1][1]),
        seen=seen_height(pdf, points(design.margins.top), points(design.margins.bottom), last_depth(report)),
        layout=f"{layout.font_size:g} / {layout.line_spacing:.3g} / {layout.spacing:.3g}",
        value=report.value,
        naive=simple_value,
        seconds=seconds,
    )


def problem_of(fit: Any) -> Problem:
    """Return the optimiser's problem at the layout at which the content is chosen."""
    fitted = fit.what_if.__self__  # what_if is a method of the Fit
    found: Problem = fitted.heights.problem(fitted.choice.tight)
    return found


def points(length: str) -> float:
    """Return a length in TeX points."""
    match = re.fullmatch(r"([\d.]+)\s*(mm|cm|in|pt)", str(length))
    assert match is not None, length
    return float(match[1]) * _UNITS[match[2]]


def last_depth(report: FitReport) -> float:
    """Return how far the last line reaches below its baseline; remarks on publications are smaller."""
    size = report.layout.font_size
    last = next((item.kind for item in reversed(report.items) if item.shown), "")
    part = max(0.92 * size, 8.0) / size if last == "remark" else 1.0
    return STRUT_DEPTH * report.line * part


def seen_height(pdf: Path, top: float, bottom: float, depth: float) -> float:
    """Return the used height of the last page, from its lowest baseline above the bottom margin."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[len(document) - 1]
        text = page.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        lowest = height = page.get_height()
        for index in range(raw.FPDFText_CountChars(text.raw)):
            letter = chr(raw.FPDFText_GetUnicode(text.raw, index))
            if letter.isspace() or raw.FPDFText_IsGenerated(text.raw, index) == 1:
                continue
            if raw.FPDFText_GetCharOrigin(text.raw, index, x, y) and y.value > bottom * BIG_POINT:
                lowest = min(lowest, y.value)
        return float((height - lowest) / BIG_POINT - top + depth)
    finally:
        document.close()


def table(trials: Sequence[Trial]) -> str:
    """Return the summary and a row for each CV."""
    done = [t for t in trials if not t.failure]
    dropped = [t for t in done if t.dropped]
    exact = [t for t in done if t.pages == t.allowed or (t.pages < t.allowed and not t.dropped)]
    least = min((t.fill for t in dropped), default=1.0)
    parts = sorted(t.naive_part for t in dropped)
    lines = [
        f"* {len(trials)} CVs of {min(t.entries for t in done)} to {max(t.entries for t in done)} entries. In "
        f"{len(dropped)} there is not enough room for everything that the rules allow; in {len(done) - len(dropped)} "
        f"there is.",
        f"* Exactly the allowed pages (fewer only where everything fits on fewer): {len(exact)} of {len(trials)}.",
        f"* Least fill of the last allowed page where something is left out: {least:.1%}.",
        f"* Predicted height against the class's count of the finished run: at most "
        f"{max(abs(t.off) for t in done):.3f} pt apart; against the position of the last line in the PDF: at most "
        f"{max(abs(t.seen_off) for t in done):.2f} pt.",
    ]
    if parts:
        missed = sum(part < 0.9995 for part in parts)
        lines.append(
            f"* Where something is left out, the greedy algorithm reaches {statistics.median(parts):.1%} of the best "
            f"value in the median and {parts[0]:.1%} at worst; it misses the optimum in {missed} of {len(parts)} CVs."
        )
    lines.append(
        f"* Time for the best choice at one layout: {statistics.median(t.seconds for t in done) * 1000:.0f} ms in the "
        f"median, {max(t.seconds for t in done) * 1000:.0f} ms at most."
    )
    head = "| CV | entries | design | pages / allowed | shown | left out | layout | fill | predicted | off | off, seen "
    head += "| value | greedy | solved in |"
    lines += ["", head, "|" + "--:|" * 2 + "---|" + "--:|" * 3 + "---|" + "--:|" * 7]
    for t in trials:
        if t.failure:
            lines.append(f"| {t.number} | {t.failure} |")
            continue
        lines.append(
            f"| {t.number} | {t.entries} | {t.design} | {t.pages} / {t.allowed} | {t.shown} | {t.left_out} "
            f"| {t.layout} | {t.fill:.1%} | {t.predicted:.1f} pt | {t.off:+.3f} | {t.seen_off:+.2f} | {t.value} "
            f"| {t.naive_part:.1%} | {t.seconds * 1000:.0f} ms |"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("numbers", nargs="*", type=int, help=f"CVs from 1 to {generated_cvs.COUNT}; all if not given")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", action="store_true", help="write the table to docs/fitting.md")
    options = parser.parse_args()
    trials: list[Trial] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for result in pool.map(trial, options.numbers or range(1, generated_cvs.COUNT + 1)):
            trials.append(result)
            print(f"{result.number:3} {'; '.join(result.broken()) or 'fine'}", file=sys.stderr, flush=True)
    if all(result.failure for result in trials):
        return 1
    text = table(trials)
    print(text)
    if options.write:
        page = DOCS.read_text("utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        DOCS.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
    broken = [result for result in trials if result.broken()]
    for result in broken:
        print(f"CV {result.number}: {'; '.join(result.broken())}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
