"""The dependency file of a build, for make."""

from __future__ import annotations

from cvpdf.report.results import BuildReport


def rules(report: BuildReport) -> str:
    """Return the rule ``results: inputs``, and an empty rule for each input; empty if there are no results.

    With the empty rules, make accepts that an input is deleted.
    """
    results = [variant for variant in report.variants if variant.summary or variant.tex]
    if not results:
        return ""
    targets = [_escaped(variant.summary.path if variant.summary else str(variant.tex)) for variant in results]
    inputs = [_escaped(str(path)) for path in report.inputs]
    return f"{' '.join(targets)}: {' '.join(inputs)}\n" + "".join(f"{name}:\n" for name in inputs)


def _escaped(path: str) -> str:
    """Return a path in make's notation."""
    return path.replace("\\", "/").replace("$", "$$").replace("#", "\\#").replace(" ", "\\ ").replace(":", "\\:")
