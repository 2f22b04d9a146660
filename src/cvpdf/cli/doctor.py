"""``cvpdf doctor``."""

from __future__ import annotations

import platform
from typing import Any

from cvpdf.cli.output import echo, echo_json
from cvpdf.cli.parameters import Json
from cvpdf.diagnostics import ExitCode
from cvpdf.version import __version__

EXAMPLES = """
cvpdf doctor
cvpdf doctor --json    # for programs
"""
EXIT_CODES = "0 LaTeX is usable, 3 LaTeX is missing"


def run(json: Json = False) -> int:
    """Show the installed LaTeX components and how to get missing ones."""
    from cvpdf.fonts.find.folders import places
    from cvpdf.latex.doctor import examine
    from cvpdf.latex.toolchain import find_toolchain
    from cvpdf.report.table import table

    report = examine(find_toolchain())
    cache = _cache()
    exit_code = ExitCode.OK if report.usable else ExitCode.LATEX_MISSING
    fonts = {place.name: len(place.files()) for place in places()}
    if json:
        facts = [{**item._asdict(), "path": str(item.path) if item.path else None} for item in report.items]
        versions = {"cvpdf": __version__, "python": platform.python_version()}
        echo_json({**versions, "usable": report.usable, "items": facts, "font_files": fonts, **cache})
        return exit_code
    echo(f"cvpdf {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    rows = [(item.name, str(item.status), item.purpose, item.version) for item in report.items]
    echo(table(("item", "status", "used for", "version"), rows))
    formats, size = cache["formats"], sum(one["bytes"] for one in cache["formats"]) / 1e6
    place = f"{len(formats)}, {size:.0f} MB in {cache['cache']} (`cvpdf clean` deletes them)"
    echo(f"\nPrecompiled formats: {place if cache['cache'] else 'none, because there is no cache folder'}.")
    files = ", ".join(f"{number} of {'the ' * (name == 'system')}{name}" for name, number in fonts.items() if number)
    echo(f"Fonts: XCharter and Noto Serif CJK of cvpdf{files and '; font files: '}{files} (`cvpdf fonts` lists them).")
    remedies: dict[str, list[str]] = {}
    for item in report.items:
        if item.remedy:
            remedies.setdefault(f"{item.status}: {item.remedy}", []).append(item.name)
    for remedy, names in remedies.items():
        echo(f"\n{', '.join(names)} {'is' if len(names) == 1 else 'are'} {remedy}")
    echo("\ncvpdf can build PDFs." if report.usable else "\ncvpdf cannot build PDFs on this machine yet.")
    return exit_code


def _cache() -> dict[str, Any]:
    """Return the cache folder and the formats in it."""
    from cvpdf.latex.formats import default_folder, present

    folder = default_folder()
    formats = [{"name": path.stem, "bytes": size} for path, size in present(folder)] if folder else []
    return {"cache": str(folder.parent) if folder else None, "formats": formats}
