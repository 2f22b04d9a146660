"""The value of ``--output-dir``: a folder for the results, or the name of the one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error

CODE = "bad-output"


class OutputPlace(NamedTuple):
    """The output folder, and the name of the PDF without its suffix if it differs from the variant's own."""

    folder: Path
    name: str | None = None


def output_place(output: Path, variants: Sequence[str] | None) -> OutputPlace | Diagnostic:
    """Return where results go, or why they cannot go there.

    ``FILE.pdf`` names the PDF of the one variant that is requested. All other files go into the folder of that PDF.
    """
    if output.suffix == ".pdf" and not output.is_dir():
        if len(set(variants or ())) != 1:
            message = f"`{output}` names one PDF, so exactly one --variant is needed"
            return error(CODE, message, None, "add --variant, or use a folder")
        return not_a_folder(output.parent) or OutputPlace(output.parent, output.stem)
    return not_a_folder(output) or OutputPlace(output)


def not_a_folder(folder: Path) -> Diagnostic | None:
    """Return an error if a file is in the place of a folder, or of one above it."""
    existing = next((path for path in (folder, *folder.parents) if path.exists()), None)
    if existing is None or existing.is_dir():
        return None
    message = f"`{existing}` is a file, so it cannot be the output folder"
    return error(CODE, message, None, "use another --output-dir")
