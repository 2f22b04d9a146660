"""Where the results go: a folder, or the name of the one PDF in it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.quoting import quoted

CODE = "bad-output"

_NAMES_A_FILE = (".txt", ".tex", ".yaml", ".yml", ".docx", ".html", ".md")
"""Suffixes of names that are meant for a file, in lower case."""


class OutputPlace(NamedTuple):
    """The output folder, and the name of the PDF without its suffix if it differs from the variant's own."""

    folder: Path
    name: str | None = None


def output_place(output: Path, variants: Sequence[str] = (), folder_only: bool = False) -> OutputPlace | Diagnostic:
    """Return where results go, or why they cannot go there.

    ``FILE.pdf`` names the PDF of the one variant that is requested, unless the command writes no PDF (``folder_only``).
    All other files go into the folder of that PDF. A folder without permission is accepted: writing to it fails later.
    """
    if not _is_valid(output):
        return error(CODE, f"`{quoted(str(output))}` is not a valid path", None, "use another --output-dir")
    if os.path.isdir(output):  # noqa: PTH112 (Path.is_dir raises PermissionError)
        return OutputPlace(output)
    suffix = output.suffix.lower()
    if suffix == ".pdf" and not folder_only:
        if len(set(variants)) != 1:
            message = f"`{output}` names one PDF, so exactly one --variant is needed"
            return error(CODE, message, None, "add --variant, or use a folder")
        return _not_a_folder(output.parent) or OutputPlace(output.parent, output.stem)
    if suffix in (".pdf", *_NAMES_A_FILE):
        text = "; `cvpdf text > FILE` writes text to a file" if suffix == ".txt" else ""
        hint = f"use a folder as --output-dir{text}"
        return error(CODE, f"`{output}` is the name of a file, not of an output folder", None, hint)
    return _not_a_folder(output) or OutputPlace(output)


def _is_valid(path: Path) -> bool:
    """Whether the operating system accepts the characters of a path."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _not_a_folder(folder: Path) -> Diagnostic | None:
    """Return an error if a file is in the place of a folder, or of one above it."""
    # Path.exists and Path.is_dir raise PermissionError.
    existing = next((path for path in (folder, *folder.parents) if os.path.exists(path)), None)  # noqa: PTH110
    if existing is None or os.path.isdir(existing):  # noqa: PTH112
        return None
    message = f"`{existing}` is a file, so it cannot be the output folder"
    return error(CODE, message, None, "use another --output-dir")
