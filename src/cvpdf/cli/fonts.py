"""``cvpdf fonts``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvpdf.cli.output import echo, echo_json, show, tell
from cvpdf.cli.parameters import Json
from cvpdf.diagnostics import ExitCode

if TYPE_CHECKING:
    from cvpdf.fonts.find.family_coverage import FamilyCoverage

EXAMPLES = """
cvpdf fonts                    # for `design.font`: all installed families
cvpdf fonts "Source Sans 3"    # its files, and the letters that it lacks
cvpdf fonts --json charter     # for programs
"""
EXIT_CODES = "0 ok, 2 a family is not installed"

_SHOWN = 60
"""The most missing letters of a set that are listed."""


def run(
    names: Annotated[list[str] | None, typer.Argument(metavar="FAMILY...", help="Families; default: all.")] = None,
    json: Json = False,
) -> int:
    """List the installed font families and which letters they have."""
    from cvpdf.fonts.find.family_coverage import coverages
    from cvpdf.fonts.find.installed import all_families, find
    from cvpdf.fonts.find.unknown import unknown_font

    found = [find(name) for name in names or ()]
    unknown = [unknown_font(name, None) for name, one in zip(names or (), found, strict=True) if one is None]
    if unknown:
        show(unknown, None)
        return ExitCode.USAGE
    families = list(coverages((one for one in found if one) if names else all_families(), detailed=bool(names)))
    if json:
        echo_json({"families": [_facts(family, detailed=bool(names)) for family in families]})
    elif names:
        echo("\n\n".join(map(_description, families)))
    else:
        from cvpdf.report.table import table

        rows = [(one.name, one.origin, _styles(one), _letters(one)) for one in families]
        echo(table(("family", "from", "styles", "letters"), rows))
        tell("\n`cvpdf fonts FAMILY` lists the letters that are missing; docs/fonts.md shows how to install more.")
    return ExitCode.OK


def _styles(family: FamilyCoverage) -> str:
    names = [style.replace("_", " ") for style in family.files]
    return "all four" if len(names) == 4 else ", ".join(names)


def _letters(family: FamilyCoverage) -> str:
    """Return the sets of which the family has at least half."""
    return ", ".join(str(share) for share in family.shares if share.present >= len(share.missing)) or "few"


def _description(family: FamilyCoverage) -> str:
    from cvpdf.fonts.find.coverage import letter_sets

    lines = [f"{family.name}, from {family.origin}", ""]
    lines += [f"  {style.replace('_', ' '):12} {file.path}" for style, file in family.files.items()]
    lines.append("")
    for share in family.shares:
        lines.append(f"  {share} ({share.letters.used_for})")
        if share.missing:
            more = len(share.missing) - _SHOWN
            lines.append(f"    lacks {' '.join(share.missing[:_SHOWN])}" + (f" and {more:,} more" if more > 0 else ""))
        for style, missing in share.missing_in_style.items():
            lines.append(f"    {style.replace('_', ' ')} lacks {len(missing):,} more")
    having = {share.letters.name for share in family.shares}
    if none := [one.name for one in letter_sets() if one.name not in having]:
        lines += ["", f"  none of: {', '.join(none)}"]
    return "\n".join(lines)


def _facts(family: FamilyCoverage, detailed: bool) -> dict[str, Any]:
    files = {
        style: {"path": file.path, "number": file.number, "axes": dict(file.location)}
        for style, file in family.files.items()
    }
    letters: dict[str, dict[str, Any]] = {}
    for share in family.shares:
        letters[share.letters.name] = {"present": share.present, "of": len(share.letters.letters)}
        if detailed:
            letters[share.letters.name] |= {"missing": share.missing, "missing_in": share.missing_in_style}
    return {"name": family.name, "from": family.origin, "styles": files, "letters": letters}
