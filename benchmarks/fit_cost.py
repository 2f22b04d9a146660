"""The cost of fitting: a complete `cvpdf build --variant onepage` with `fit`, and one with the same content without.

The second build reads a cv.yaml without everything that the fit leaves out, with `fit: false` and the chosen layout.
Both must print the same text, or the comparison would not be fair. Each build runs in its own process with a new output
folder; the two alternate.

Usage: python benchmarks/fit_cost.py [cv.yaml] [--variant onepage] [--runs 9]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml
from pypdf import PdfReader

from cvpdf.diagnostics import Span
from cvpdf.fitting.report import FitReport
from cvpdf.pipeline.fit_only import fit_variants
from cvpdf.pipeline.options import Options

TARGET = 1.5
Place = tuple[str | int, ...]
_DEPTH = {"section": 2, "entry": 4, "role": 6}
"""Length of the path from the top of the file to such an item."""


def given(text: str, report: FitReport) -> str:
    """Return the cv.yaml that shows without `fit` what a fit has chosen."""
    tree = yaml.compose(text, Loader=yaml.BaseLoader)
    data = yaml.load(text, Loader=yaml.BaseLoader)
    assert tree is not None
    gone: list[Place] = []
    keys: dict[str | int, list[str]] = {}
    """Keys of the shown publications, for each section."""
    section: str | int = -1
    for item in report.items:
        place = place_of(tree, item.span) if item.span else ()
        if item.kind == "section":
            section = place[1]
        if item.kind == "publication":
            keys.setdefault(section, [])
            if item.shown:
                keys[section].append(data["publications"][place[1]]["key"])
        elif not item.shown and item.kind not in ("group", "remark"):
            gone.append(place[: depth(item.kind, place)])
    for number, works in keys.items():
        if works:
            holder = data["sections"][number]
            holder["filter"] = {**holder.get("filter", {}), "keys": works}
    for place in sorted(set(gone), key=lambda place: [(str(type(step)), step) for step in place], reverse=True):
        remove(data, place)
    layout = report.layout
    variant = data.setdefault("variants", {}).setdefault(report.variant, {})
    variant["fit"] = "false"
    looks = {"font_size": layout.font_size, "line_spacing": layout.line_spacing, "spacing": layout.spacing}
    variant["design"] = {**variant.get("design", {}), **looks}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def place_of(tree: yaml.Node, span: Span) -> Place:
    """Return the path from the top of the file to the value at a span."""
    wanted = (span.line - 1, span.column - 1)
    steps: list[str | int] = []
    node = tree
    while True:
        if isinstance(node, yaml.MappingNode):
            choices: list[tuple[str | int, yaml.Node]] = [(key.value, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            choices = list(enumerate(node.value))
        else:
            return tuple(steps)
        # The last one that begins at the place or before it.
        before = [(step, child) for step, child in choices if begin(child) <= wanted]
        if not before:
            return tuple(steps)
        steps.append(before[-1][0])
        node = before[-1][1]


def begin(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def depth(kind: str, place: Place) -> int:
    """Return the length of the part of a path that leads to an item of this kind."""
    if kind == "highlight":
        return len(place) - 1 - place[::-1].index("highlights") + 2
    if kind == "header":
        return 2
    if kind == "field":
        return 7 if "roles" in place else 5
    if kind == "paragraph":
        raise NotImplementedError("a single paragraph is left out")
    return _DEPTH[kind]


def remove(data: Any, place: Place) -> None:
    """Remove a value; a list that becomes empty is removed too."""
    holders = [data]
    for step in place[:-1]:
        holders.append(holders[-1][step])
    del holders[-1][place[-1]]
    if not holders[-1] and isinstance(holders[-1], list):
        del holders[-2][place[-2]]


def build(cv: Path, variant: str, output: Path) -> float:
    """Build one variant in a new process, and return the seconds that it took."""
    command = [sys.executable, "-m", "cvpdf", "build", str(cv), "--variant", variant, "--output-dir", str(output), "-q"]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began


def text_of(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cv", nargs="?", default="cv.yaml", type=Path)
    parser.add_argument("--variant", default="onepage")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fit-cost-") as name:
        folder = Path(name)
        templates = options.cv.parent / "latex_templates"
        if templates.is_dir():
            shutil.copytree(templates, folder / "latex_templates")
        fitting, plain = folder / "cv.yaml", folder / "given.yaml"
        shutil.copy(options.cv, fitting)
        asked = Options(cv=fitting, output_dir=folder / "fit", variants=(options.variant,))
        report = fit_variants(asked).fits[0].report
        plain.write_text(given(fitting.read_text("utf-8"), report), "utf-8")
        seconds: dict[Path, list[float]] = {fitting: [], plain: []}
        for number in range(options.runs + 1):
            for cv in (fitting, plain) if number % 2 else (plain, fitting):
                took = build(cv, options.variant, folder / f"{cv.stem}-{number}")
                if number:  # the first pair is a warm-up
                    seconds[cv].append(took)
        texts = [text_of(next((folder / f"{cv.stem}-1").glob("*.pdf"))) for cv in (fitting, plain)]
    assert texts[0] == texts[1], "the two builds print different texts"
    with_fit, without = statistics.median(seconds[fitting]), statistics.median(seconds[plain])
    ratio = with_fit / without
    print(f"| `cvpdf build --variant {options.variant}`, median of {options.runs} | seconds |\n|---|--:|")
    print(f"| with fitting | {with_fit:.3f} |")
    print(f"| without fitting | {without:.3f} |")
    print(f"| ratio | {ratio:.2f} (at most {TARGET}) |")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
