"""``cvpdf themes``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvpdf.cli.output import echo, echo_json, opened, show, tell
from cvpdf.cli.parameters import Cv, Json
from cvpdf.diagnostics import ExitCode, has_errors

if TYPE_CHECKING:
    from cvpdf.schema.design import ThemeFile

EXAMPLES = """
cvpdf themes                       # a list, also of your own themes
cvpdf themes --preview all.png     # your CV in each of them, as one picture
cvpdf themes --json                # for programs
"""
EXIT_CODES = "0 ok, 1 cv.yaml or a theme has errors, 4 the picture cannot be made"


def run(
    cv: Cv = Path("cv.yaml"),
    preview: Annotated[
        Path | None,
        typer.Option(
            "--preview", metavar="FILE", readable=False, help="Write a picture (PNG) of the CV in all themes."
        ),
    ] = None,
    variant: Annotated[str, typer.Option("--variant", help="The variant in the picture.")] = "onepage",
    json: Json = False,
) -> int:
    """List the themes, or make a picture of the CV in each of them."""
    from cvpdf.themes.theme import folders_for
    from cvpdf.themes.theme_files import all_themes

    themes, problems = all_themes(folders_for(cv.parent))
    if problems:
        show(problems, None)
    if preview is not None:
        return _write_picture(cv, variant, list(themes), preview)
    if json:
        echo_json({"themes": [_facts(name, theme) for name, theme in themes.items()]})
    else:
        from cvpdf.report.table import table

        rows = [(name, _font(theme), str(theme.description)) for name, theme in themes.items()]
        echo(table(("theme", "font", "description"), rows))
        tell("\n`design: {theme: NAME}` in cv.yaml chooses one; docs/themes.md shows how to make one.")
    return ExitCode.INVALID_CV if has_errors(problems) else ExitCode.OK


def _font(theme: ThemeFile) -> str:
    font = theme.page.font
    if isinstance(font, tuple):
        font = font[0]
    return str(font) if isinstance(font, str) else str(font.regular)


def _facts(name: str, theme: ThemeFile) -> dict[str, Any]:
    return {"name": name, "description": str(theme.description), "font": _font(theme)}


def _write_picture(cv: Path, variant: str, themes: list[str], target: Path) -> int:
    from cvpdf.files.write import not_writable, write_atomic
    from cvpdf.pipeline.theme_picture import theme_picture

    cv, content = opened(cv, None)
    picture, problems = theme_picture(cv, content, variant, themes)
    show(problems, None)
    if picture is None:
        return ExitCode.LATEX_FAILED
    try:
        write_atomic(picture, target)
    except OSError as problem:
        show([not_writable(target, problem)], None)
        return ExitCode.LATEX_FAILED
    echo(f"{target}  {len(themes)} themes, variant {variant}")
    return ExitCode.OK
