"""What the checks cost: all checks of all variants against LaTeX's time for them, as a ratio of medians.

LaTeX's time is that of `latexmk -gg` on the same `.tex`, which starts from nothing as for a new CV; the checks run in
one process that has imported what it needs, as in a build. The imports are given as a row of their own.

Usage: python benchmarks/checks_cost.py [cv.yaml] [--runs 9]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cvpdf.latex import latexmk
from cvpdf.latex.environment import environment
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.pdf.inspection import inspect
from cvpdf.pipeline.load import load
from cvpdf.render import Abilities, render
from cvpdf.selection import resolve, select, variant_names
from cvpdf.themes.theme import folders_for, load_theme

TARGET = 0.35


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cv", nargs="?", default="cv.yaml", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    resume = load(options.cv).resume
    assert resume is not None, "the CV is not valid"
    theme = load_theme(folders_for(options.cv.parent))
    toolchain = find_toolchain()
    latex: list[float] = []
    checks: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        jobs = []
        for variant in variant_names(resume):
            rendered, _ = render(select(resume, resolve(resume, variant)), theme, Abilities())
            assert rendered is not None
            folder = Path(name) / variant
            folder.mkdir()
            (folder / "cv.tex").write_text(rendered.tex, "utf-8")
            for file, content in theme.support.items():
                (folder / file).write_bytes(content)
            command = latexmk.command(toolchain, rendered.engine)
            jobs.append((folder, rendered, [command[0], "-gg", *command[1:]]))
        for number in range(options.runs + 1):
            began = time.perf_counter()
            for folder, rendered, command in jobs:
                variables = environment(toolchain, rendered.engine, folder, 0)
                subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True)
            middle = time.perf_counter()
            failed = [d for folder, r, _ in jobs for d in inspect(folder / "cv.pdf", r.expectation).diagnostics]
            end = time.perf_counter()
            if number:  # the first one is a warm-up
                latex.append(middle - began)
                checks.append(end - middle)
            else:
                first = end - middle
                assert not [d for d in failed if d.is_error], failed
    ratio = statistics.median(checks) / statistics.median(latex)
    print(f"| all variants, median of {options.runs} | seconds |\n|---|---|")
    print(f"| latexmk -gg | {statistics.median(latex):.3f} |")
    print(f"| all checks | {statistics.median(checks):.3f} |")
    print(f"| all checks, first time, with imports | {first:.3f} |")
    print(f"| checks / latexmk | {ratio:.2f} (target {TARGET}) |")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
