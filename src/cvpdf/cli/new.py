"""``cvpdf new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvpdf.cli.completion import built_in_languages, built_in_themes
from cvpdf.cli.output import show, tell
from cvpdf.diagnostics import ExitCode
from cvpdf.quoting import visible

EXAMPLES = """
cvpdf new                # cv.yaml and cv.schema.json in this folder
cvpdf new jobs/acme      # in another folder
cvpdf new --language de --name "Jo Muster"   # in German, with your name
cvpdf new --theme modern   # with another look; `cvpdf themes` lists them
cvpdf new --templates    # a copy of the LaTeX templates, to change them
"""
EXIT_CODES = "0 ok, 2 a file exists or cannot be written, or there is no such theme or starter in the language"


def run(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder to write to; created if missing.", readable=False)
    ] = Path(),
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="LANGUAGE",
            help="Language of the starter: en, de, zh-Hans …",
            autocompletion=built_in_languages,
        ),
    ] = "en",
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="Your name, for the starter.")] = "",
    theme: Annotated[
        str, typer.Option("--theme", metavar="THEME", help="Theme of the starter.", autocompletion=built_in_themes)
    ] = "",
    templates: Annotated[bool, typer.Option("--templates", help="Copy the templates instead.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace existing files.")] = False,
) -> int:
    """Write a starter cv.yaml, or copy the LaTeX templates.

    The JSON Schema beside the starter is for editors.
    """
    from cvpdf.latex.get_latex import how_to_get_latex
    from cvpdf.latex.toolchain import find_toolchain
    from cvpdf.themes.theme import FOLDER, built_in_folder, folders_for

    destination = folder / FOLDER
    if templates and destination.resolve() == built_in_folder().resolve():
        return _refuse(f"`{destination}` contains cvpdf's own templates; there is nothing to copy")
    from cvpdf.cli.starter import starter
    from cvpdf.languages.words import languages, meant

    text = starter(language, name, theme)
    if text is None:
        right = meant(language)
        hint = f"did you mean `{right}`?" if right else f"languages: {', '.join(languages())}"
        return _refuse(f"there is no starter in the language `{visible(language)}`; {hint}")
    if theme:
        from cvpdf.themes.theme_files import theme_file, unknown_theme

        folders = folders_for(folder)
        if theme_file(theme, folders, folder) is None:
            show([unknown_theme(theme, folders, None)], None)
            return ExitCode.USAGE
    files = _template_files(built_in_folder(), destination) if templates else _starter_files(folder, text)
    try:
        existing = [path for path in files if path.exists()]
        if existing and not force:
            return _refuse(f"`{existing[0]}` already exists; --force replaces it")
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            tell(f"wrote {path}")
    except OSError as problem:
        return _refuse(f"cannot write: {problem}")
    if not templates:
        tell(f"Fill in {folder / 'cv.yaml'}, then run: cvpdf build")
        if find_toolchain().pdflatex is None:
            tell(f"LaTeX is not installed: {how_to_get_latex()}.")
    return ExitCode.OK


def _refuse(message: str) -> int:
    tell(f"error: {message}")
    return ExitCode.USAGE


def _starter_files(folder: Path, text: str) -> dict[Path, bytes]:
    from cvpdf.report.terminal import dumps
    from cvpdf.schema.json_schema import json_schema

    return {folder / "cv.yaml": text.encode(), folder / "cv.schema.json": dumps(json_schema()).encode() + b"\n"}


def _template_files(source: Path, destination: Path) -> dict[Path, bytes]:
    return {
        destination / file.relative_to(source): file.read_bytes()
        for file in sorted(source.rglob("*"))
        if file.is_file()
    }
