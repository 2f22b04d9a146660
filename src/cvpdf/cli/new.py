"""``cvpdf new``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated, NoReturn

from cvpdf.cli.declared import Argument, option
from cvpdf.diagnostics import ExitCode

EXAMPLES = (
    "Examples: `cvpdf new` writes cv.yaml and cv.schema.json here; `cvpdf new jobs/acme` into another folder; "
    "`cvpdf new --templates` copies the LaTeX templates out, to change them."
)

STARTER = "starter.yaml"


def run(
    folder: Annotated[Path, Argument("Where to write; made if it is missing.")] = Path(),
    templates: Annotated[bool, option("Copy the templates instead, to change them.", "--templates")] = False,
    force: Annotated[bool, option("Replace files that are there.", "--force")] = False,
) -> None:
    """Write a starter cv.yaml with its schema for editors, or copy the templates."""
    from cvpdf.themes.theme import FOLDER, built_in_folder

    own = folder / FOLDER
    files = _template_files(built_in_folder(), own) if templates else _starter_files(folder)
    if templates and own.resolve() == built_in_folder().resolve():
        _stop(f"{own} holds the templates that come with cvpdf; there is nothing to copy")
    try:
        taken = [path for path in files if path.exists()]
        if taken and not force:
            _stop(f"{taken[0]} is there already; --force replaces it")
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"wrote {path}", file=sys.stderr)
    except OSError as problem:
        _stop(f"cannot write: {problem}")
    if not templates:
        print(f"Fill in {folder / 'cv.yaml'}, then: cvpdf build", file=sys.stderr)
        if shutil.which("pdflatex") is None:
            print("There is no pdflatex on the PATH; `cvpdf doctor` says how to get one.", file=sys.stderr)


def _stop(message: str) -> NoReturn:
    print(f"error: {message}", file=sys.stderr)
    sys.exit(ExitCode.USAGE)


def _starter_files(folder: Path) -> dict[Path, bytes]:
    from cvpdf.report.terminal import dumps
    from cvpdf.schema.json_schema import json_schema

    starter = Path(__file__).with_name(STARTER).read_bytes()
    return {folder / "cv.yaml": starter, folder / "cv.schema.json": dumps(json_schema()).encode() + b"\n"}


def _template_files(source: Path, destination: Path) -> dict[Path, bytes]:
    return {
        destination / file.relative_to(source): file.read_bytes()
        for file in sorted(source.rglob("*"))
        if file.is_file()
    }
