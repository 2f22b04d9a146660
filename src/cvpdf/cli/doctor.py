"""``cvpdf doctor``."""

from __future__ import annotations

import platform
from typing import Annotated, Any

from cvpdf import __version__
from cvpdf.cli.declared import option
from cvpdf.cli.output import echo, table
from cvpdf.diagnostics import ExitCode

EXAMPLES = "Example: `cvpdf doctor`. Exit code 0: PDFs can be made, 3: LaTeX is missing."


def run(json: Annotated[bool, option("Write JSON to standard output.", "--json")] = False) -> int:
    """Show what of LaTeX this machine has, what it lacks, and how to get it."""
    from cvpdf.latex.doctor import examine
    from cvpdf.latex.toolchain import find_toolchain

    report = examine(find_toolchain())
    kept = _kept()
    exit_code = ExitCode.OK if report.usable else ExitCode.LATEX_MISSING
    if json:
        from cvpdf.report.terminal import dumps

        items = [{**item._asdict(), "path": str(item.path) if item.path else None} for item in report.items]
        versions = {"cvpdf": __version__, "python": platform.python_version()}
        facts = {**versions, "usable": report.usable, "items": items, **kept}
        echo(dumps(facts))
        return exit_code
    echo(f"cvpdf {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    rows = [(item.name, str(item.status), item.purpose, item.version) for item in report.items]
    echo(table(("item", "status", "used for", "version"), rows))
    formats, size = kept["formats"], sum(one["bytes"] for one in kept["formats"]) / 1e6
    place = f"{len(formats)}, {size:.0f} MB in {kept['cache']} (`cvpdf clean` removes them)"
    echo(f"\nPrecompiled formats: {place if kept['cache'] else 'none, as there is no cache folder'}.")
    for item in report.items:
        if item.remedy:
            echo(f"\n{item.name} is {item.status}: {item.remedy}")
    echo("\nPDFs can be made." if report.usable else "\nPDFs cannot be made here yet.")
    return exit_code


def _kept() -> dict[str, Any]:
    """Return what cvpdf keeps between builds."""
    from cvpdf.latex.formats import default_folder, present

    folder = default_folder()
    formats = [{"name": path.stem, "bytes": size} for path, size in present(folder)] if folder else []
    return {"cache": str(folder.parent) if folder else None, "formats": formats}
